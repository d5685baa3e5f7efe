package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// What a node says of itself at `/.well-known/asp.json` (protocol sections 1 and 13).
///
/// @param domain the node's domain
/// @param steward the card of its own agent, which signs what the node does to a session
/// @param clock what kind of clock it runs on
/// @param json all of it
public record NodeCard(String domain, AgentCard steward, ClockKind clock, JsonObject json) {

  static NodeCard decode(JsonObject json, Verifier verifier) {
    String domain = json.string("domain").orElse("");
    Optional<ClockKind> clock = ClockKind.parse(json.string("clock").orElse("real"));
    JsonObject shown = json.object("steward").orElse(JsonObject.EMPTY);
    if (AgentCard.decode(shown) instanceof Decoded.Valid<AgentCard>(AgentCard steward)
        && clock.isPresent()
        && AgentUri.parse("agent://" + domain + "/node").equals(Optional.of(steward.agentId()))) {
      if (steward.version() == 1 && !steward.signedBy(steward.signingKey(), verifier)) {
        throw new Discrepancy(
                Discrepancy.Kind.CARD,
                -1,
                "a steward's card signed by its key",
                "another signature")
            .exception();
      }
      return new NodeCard(domain, steward, clock.get(), json);
    }
    throw new TransportException(
        "the node's card lacks its domain, the card of its steward, or a known kind of clock");
  }

  /// The node's time, as its card states it.
  static Instant time(JsonObject json) {
    return json.string("time")
        .flatMap(Timestamp::parse)
        .orElseThrow(() -> new TransportException("the node does not say what time it is"));
  }
}

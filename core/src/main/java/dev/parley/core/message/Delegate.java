package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.WebAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// DELEGATE: hands authority to another agent, who thereby is invited to join (protocol sections 5
/// and 8).
///
/// @param delegationId unique in the session
/// @param targetAgent who is to receive the authority
/// @param scope what it covers: text or an object, carried along
/// @param authority how far it goes
/// @param protocol `asp`, `a2a` or `mcp`
/// @param expiresAt when it ends, if the limits say so
/// @param maxValue the most that the target may bind its principal to, if the limits say so
/// @param acts what the target may say at all, if the scope names it: `scope.performatives`
/// @param a2aCard where the target's A2A card is, for `a2a`
public record Delegate(
    String delegationId,
    AgentUri targetAgent,
    JsonObject scope,
    Authority authority,
    String protocol,
    Optional<Instant> expiresAt,
    Optional<Money> maxValue,
    Optional<Set<Performative>> acts,
    Optional<WebAddress> a2aCard)
    implements Message {
  private static final Set<String> PROTOCOLS = Set.of("asp", "a2a", "mcp");
  private static final Money NOTHING = new Money(BigDecimal.ZERO, "XXX");
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  @Override
  public Performative performative() {
    return Performative.DELEGATE;
  }

  static Decoded<Message> read(Members in) {
    String id = in.id("delegationId");
    AgentUri target = in.agent("targetAgent", NOBODY);
    Optional<Authority> authority = Authority.parse(in.text("authority"));
    if (authority.isEmpty()) {
      in.wrong("authority", "has to be advisory, negotiate or commit");
    }
    String protocol = in.optionalText("protocol").orElse("asp");
    if (!PROTOCOLS.contains(protocol)) {
      in.wrong("protocol", "has to be asp, a2a or mcp");
    }
    JsonObject scope = scope(in);
    Optional<Instant> expiresAt =
        in.optionalInside("limits").flatMap(limits -> limits.optionalTime("expiresAt"));
    Optional<Money> maxValue = maxValue(in);
    Optional<Set<Performative>> acts = acts(in);
    Optional<WebAddress> a2aCard = protocol.equals("a2a") ? a2aCard(in) : Optional.empty();
    return in.result(
        () ->
            new Delegate(
                id,
                target,
                scope,
                authority.orElseThrow(),
                protocol,
                expiresAt,
                maxValue,
                acts,
                a2aCard));
  }

  private static Optional<WebAddress> a2aCard(Members in) {
    Members a2a = in.inside("a2a");
    Optional<WebAddress> card = WebAddress.parse(a2a.text("card"));
    if (card.isEmpty()) {
      a2a.wrong("card", "has to be an https address, or http on the same machine");
    }
    return card;
  }

  private static Optional<Money> maxValue(Members in) {
    return in.optionalObject("limits")
        .filter(limits -> limits.has("maxValue"))
        .map(limits -> in.take(Money.decode(limits, "maxValue", "/content/body/limits"), NOTHING));
  }

  /// A scope that is an object may list what may be said under it.
  private static Optional<Set<Performative>> acts(Members in) {
    if (in.plainText("scope").isPresent()) {
      return Optional.empty();
    }
    return in.optionalInside("scope")
        .filter(scope -> scope.has("performatives"))
        .map(
            scope -> {
              Set<Performative> acts = EnumSet.noneOf(Performative.class);
              for (String word : scope.texts("performatives", Performative.values().length)) {
                Performative.of(word)
                    .ifPresentOrElse(
                        acts::add, () -> scope.wrong("performatives", "has no word " + word));
              }
              return Collections.unmodifiableSet(acts);
            });
  }

  /// A scope is published as text in one place and as an object in another; text is wrapped.
  private static JsonObject scope(Members in) {
    if (!in.has("scope")) {
      in.wrong("scope", "is required");
      return JsonObject.EMPTY;
    }
    return in.plainText("scope")
        .map(text -> JsonObject.EMPTY.with("text", text))
        .orElseGet(() -> in.object("scope"));
  }
}

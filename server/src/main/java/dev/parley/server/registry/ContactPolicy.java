package dev.parley.server.registry;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Gate;
import dev.parley.core.trust.TrustScore;
import dev.parley.core.wire.Members;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Who may open a session with an agent at all: `contactPolicy` of its card (protocol section 8).
///
/// @param minTrustScore the least score of an initiator, 0 to 100
/// @param gate what it asks of an initiator's components and effective counterparties
/// @param allow if not empty, only these may: agent URIs, or domains for all agents of one
/// @param deny these may not, whatever `allow` says
/// @param maxOpenSessions how many open sessions there may be, if limited
public record ContactPolicy(
    double minTrustScore,
    Gate gate,
    List<String> allow,
    List<String> deny,
    OptionalLong maxOpenSessions) {

  /// The most entries of a list.
  public static final int MAX_ENTRIES = 1000;

  /// The policy of a card that states none: everybody may.
  public static final ContactPolicy OPEN =
      new ContactPolicy(0, Gate.of(0), List.of(), List.of(), OptionalLong.empty());

  static Decoded<ContactPolicy> read(JsonObject card) {
    Members in = Members.of(card, "");
    Optional<Members> stated = in.optionalInside("contactPolicy");
    ContactPolicy policy =
        stated
            .map(
                p ->
                    new ContactPolicy(
                        p.optionalNumber("minTrustScore").map(JsonNumber::value).orElse(0.0),
                        Gate.read(p),
                        p.texts("allow", MAX_ENTRIES),
                        p.texts("deny", MAX_ENTRIES),
                        p.optionalCount("maxOpenSessions")))
            .orElse(OPEN);
    return in.result(() -> policy);
  }

  /// Whether somebody may open a session.
  ///
  /// @param owner whose policy it is
  /// @param initiator who asks
  /// @param stated the score that the initiator states, which the node has checked
  /// @param trust the initiator's score with its parts, asked for only when the policy needs it
  /// @param openSessions how many open sessions the owner has
  /// @return nothing if it may; else `policy_violation`
  public Optional<Refusal> objection(
      AgentUri owner,
      AgentUri initiator,
      double stated,
      Supplier<TrustScore> trust,
      long openSessions) {
    if (deny.stream().anyMatch(entry -> names(entry, initiator))) {
      return violation(owner, "does not talk to you");
    }
    if (!allow.isEmpty() && allow.stream().noneMatch(entry -> names(entry, initiator))) {
      return violation(owner, "talks only to those on its list");
    }
    if (stated < minTrustScore) {
      return violation(owner, "asks for a higher trust score")
          .map(r -> r.with("required", new JsonNumber(minTrustScore).canonicalText()));
    }
    List<String> lacks = gate.equals(Gate.of(0)) ? List.of() : gate.lacks(trust.get());
    if (!lacks.isEmpty()) {
      return violation(owner, "asks for more trust: " + String.join("; ", lacks));
    }
    if (maxOpenSessions.isPresent() && openSessions >= maxOpenSessions.getAsLong()) {
      return violation(owner, "has as many open sessions as it takes");
    }
    return Optional.empty();
  }

  private static boolean names(String entry, AgentUri agent) {
    return entry.equals(agent.text()) || entry.equals(agent.domain());
  }

  private static Optional<Refusal> violation(AgentUri owner, String why) {
    return Optional.of(
        ErrorCode.POLICY_VIOLATION
            .because(owner + " " + why)
            .with("policy", "contactPolicy")
            .with("agentId", owner.text()));
  }
}

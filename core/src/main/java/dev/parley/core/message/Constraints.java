package dev.parley.core.message;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.wire.Members;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a message asks of the answers to it (protocol section 2).
///
/// @param maxResponseTime sets a response timer, if stated
/// @param maxTokenBudget the most tokens that an answer may declare, if stated
/// @param requiredTrustScore tested at invitation and admission, 0 to 100; advice later
/// @param allowedPerformatives what may answer, if limited
public record Constraints(
    Optional<Duration> maxResponseTime,
    OptionalLong maxTokenBudget,
    double requiredTrustScore,
    Optional<Set<Performative>> allowedPerformatives) {

  /// No constraint at all.
  public static final Constraints NONE =
      new Constraints(Optional.empty(), OptionalLong.empty(), 0, Optional.empty());

  private static final Set<Performative> ALWAYS_ALLOWED =
      Set.of(
          Performative.REJECT,
          Performative.CLARIFY,
          Performative.ESCALATE,
          Performative.WITHDRAW,
          Performative.CLOSE,
          Performative.INFORM);

  /// Whether a speech act may answer.
  ///
  /// @param performative the answer's
  /// @return true unless the message limited its answers to others
  public boolean allows(Performative performative) {
    return allowedPerformatives.isEmpty()
        || ALWAYS_ALLOWED.contains(performative)
        || allowedPerformatives.get().contains(performative);
  }

  static Constraints read(Members in) {
    Optional<Duration> response = in.optionalMillis("maxResponseTimeMs");
    OptionalLong tokens = in.optionalCount("maxTokenBudget");
    double trust = in.optionalNumber("requiredTrustScore").map(JsonNumber::value).orElse(0.0);
    if (trust < 0 || trust > 100) {
      in.wrong("requiredTrustScore", "between 0 and 100");
    }
    Optional<Set<Performative>> allowed = Optional.empty();
    if (in.has("allowedPerformatives")) {
      Set<Performative> named = EnumSet.noneOf(Performative.class);
      for (String wire : in.texts("allowedPerformatives", Performative.values().length)) {
        Performative.of(wire)
            .ifPresentOrElse(
                named::add, () -> in.wrong("allowedPerformatives", "names performatives"));
      }
      allowed = Optional.of(Set.copyOf(named));
    }
    return new Constraints(response, tokens, trust, allowed);
  }
}

package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import java.util.Optional;

/// What trust the terms of a session ask for (protocol section 2, constraints; section 5,
/// invitation `terms`). It is tested when somebody joins, never later.
final class TrustRules {
  private TrustRules() {}

  /// What an invitation asks of those who are invited.
  static Optional<Ruling> distrust(Talk talk, Turn turn) {
    double least =
        Math.max(
            talk.opening().terms().minTrustScore(),
            talk.matters().values().stream()
                .filter(m -> m.origin().position() == 0)
                .mapToDouble(m -> m.origin().constraints().requiredTrustScore())
                .max()
                .orElse(0));
    double score = turn.envelope().sender().trustScore();
    return turn.speaker().seat() != Seat.INITIATOR && score < least
        ? Optional.of(tooLittle(score, least))
        : Optional.empty();
  }

  /// What other terms ask of everybody is asked of the two who agree on them.
  static Optional<Ruling> belowOwnTerms(Talk agreed, Turn turn) {
    double least = agreed.opening().terms().minTrustScore();
    AgentUri speaker = turn.speaker().agent();
    return agreed.participants().values().stream()
        .filter(p -> p.seat().principal())
        .map(
            p -> p.agent().equals(speaker) ? turn.envelope().sender().trustScore() : p.trustScore())
        .filter(score -> score < least)
        .findFirst()
        .map(score -> tooLittle(score, least));
  }

  static Ruling tooLittle(double score, double least) {
    return new Ruling.Denied(
        ErrorCode.INSUFFICIENT_TRUST_SCORE
            .because("a trust score of " + least + " is required, " + score + " is recorded")
            .with("required", Double.toString(least)));
  }
}

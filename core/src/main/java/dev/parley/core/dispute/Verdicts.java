package dev.parley.core.dispute;

import dev.parley.core.commitment.Claim;
import dev.parley.core.dispute.TrustEvent.Finding;
import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a final ruling means for the obligation and for trust.
final class Verdicts {
  private Verdicts() {}

  static Outcome outcome(Dispute dispute, boolean upheld) {
    boolean aboutDebtor = dispute.respondent().equals(dispute.facts().debtor());
    if (!upheld && !dispute.facts().concerns(dispute.complainant())) {
      return Outcome.UNCHANGED;
    }
    return upheld == aboutDebtor ? Outcome.BREACHED : Outcome.FULFILLED;
  }

  /// One event for each side, the complainant's first.
  static List<TrustEvent> events(Dispute dispute, Ruling ruling, Outcome outcome) {
    return List.of(
        event(dispute, ruling, outcome, dispute.complainant(), dispute.respondent()),
        event(dispute, ruling, outcome, dispute.respondent(), dispute.complainant()));
  }

  private static TrustEvent event(
      Dispute dispute, Ruling ruling, Outcome outcome, AgentUri agent, AgentUri other) {
    Finding finding = finding(dispute, ruling, outcome, agent);
    boolean breached = finding == Finding.BREACHED;
    boolean reported = breached && agent.equals(dispute.facts().debtor()) && selfReported(dispute);
    int severity = breached ? ruling.decision().severity() : 0;
    return new TrustEvent(
        dispute.id(),
        agent,
        other,
        finding,
        reported ? (severity + 1) / 2 : severity,
        reported,
        breached && dispute.forgivenAt().isPresent());
  }

  private static Finding finding(Dispute dispute, Ruling ruling, Outcome outcome, AgentUri agent) {
    if (ruling.basis() == Ruling.Basis.LAPSED) {
      return Finding.NOTHING;
    }
    boolean upheld = ruling.decision().upheld();
    boolean debtor = agent.equals(dispute.facts().debtor());
    boolean respondent = agent.equals(dispute.respondent());
    if (debtor) {
      return switch (outcome) {
        case BREACHED -> Finding.BREACHED;
        case FULFILLED -> Finding.KEPT;
        case UNCHANGED -> Finding.WRONGED;
      };
    }
    if (upheld) {
      return respondent
          ? Finding.BREACHED
          : agent.equals(dispute.victim()) ? Finding.WRONGED : Finding.NOTHING;
    }
    if (respondent) {
      return Finding.WRONGED;
    }
    return dispute.byTheSteward() ? Finding.NOTHING : Finding.UNFOUNDED;
  }

  /// Before the challenge: before the dispute was filed and before the claim was declined.
  private static boolean selfReported(Dispute dispute) {
    DisputeFacts facts = dispute.facts();
    Optional<Instant> declined =
        facts.claim().filter(c -> c.answer() == Claim.Answer.DECLINED).flatMap(Claim::answeredAt);
    return facts.selfReportedAt().stream()
        .anyMatch(
            at ->
                at.isBefore(dispute.filedAt())
                    && declined.stream().allMatch(challenge -> at.isBefore(challenge)));
  }
}

package dev.parley.core.dispute;

import dev.parley.core.criteria.Verdict;
import dev.parley.core.identity.AgentUri;
import java.math.BigDecimal;
import java.util.Optional;

/// What can be ruled without judges: by silence and concession, by what the session recorded, and
/// by the acceptance criteria (protocol section 11).
public final class AutomatedRuling {
  private AutomatedRuling() {}

  /// What records and criteria say about a complaint that was denied.
  static Optional<Ruling> of(Dispute dispute) {
    DisputeFacts facts = dispute.facts();
    return switch (dispute.filed().reason()) {
      case TIMEOUT_BREACH, NON_DELIVERY ->
          facts.claim().isEmpty() || late(facts)
              ? Optional.of(new Ruling(Ruling.Basis.RECORDS, granted(dispute)))
              : byCriteria(dispute);
      case FULFILLMENT_MISMATCH ->
          late(facts)
              ? Optional.of(new Ruling(Ruling.Basis.RECORDS, against(dispute, facts.debtor())))
              : byCriteria(dispute);
      case ESCROW_VIOLATION, UNAUTHORIZED_MODIFICATION -> Optional.empty();
    };
  }

  /// What the acceptance criteria say about the last claim.
  ///
  /// @param facts what the session says
  /// @return the verdict; undecidable without a claim
  public static Verdict verdict(DisputeFacts facts) {
    return facts
        .claim()
        .map(claim -> facts.acceptance().judge(claim.evidence()))
        .orElseGet(() -> new Verdict.Undecidable(Verdict.Undecidable.Why.NOTHING_CLAIMED));
  }

  private static boolean late(DisputeFacts facts) {
    return facts.claim().stream().anyMatch(claim -> !claim.at().isBefore(facts.deadline()));
  }

  private static Optional<Ruling> byCriteria(Dispute dispute) {
    DisputeFacts facts = dispute.facts();
    Optional<AgentUri> wrong =
        switch (verdict(facts)) {
          case Verdict.Met() -> Optional.of(facts.creditor());
          case Verdict.NotMet _ -> Optional.of(facts.debtor());
          case Verdict.Undecidable _ -> Optional.empty();
        };
    return wrong.map(w -> new Ruling(Ruling.Basis.CRITERIA, against(dispute, w)));
  }

  private static Decision against(Dispute dispute, AgentUri wrong) {
    return wrong.equals(dispute.respondent()) ? granted(dispute) : refused(dispute);
  }

  /// The complaint is right: with the share asked for, and no graver than such a thing ordinarily
  /// is, since nobody has looked.
  static Decision granted(Dispute dispute) {
    return new Decision(
        true,
        Math.min(dispute.filed().severity(), dispute.filed().reason().ordinarySeverity()),
        dispute.filed().valueShare());
  }

  /// The complaint is wrong. Where its maker is the debtor, that makes a breach of the debtor's,
  /// whose severity is not its own to choose.
  static Decision refused(Dispute dispute) {
    return Decision.denied(dispute.filed().reason().ordinarySeverity());
  }

  /// Nobody looked, and nothing was ever decided.
  static Decision undecided() {
    return new Decision(false, 1, BigDecimal.ZERO);
  }
}

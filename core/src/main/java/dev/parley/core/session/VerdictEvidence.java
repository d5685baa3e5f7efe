package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeEffect;
import dev.parley.core.dispute.DisputeFacts;
import dev.parley.core.dispute.TrustEvent;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import java.util.List;
import java.util.Optional;

/// What a record of a dispute makes known about its sides (protocol sections 10 and 11): only its
/// end says whether an obligation was kept or broken, and a time that somebody let pass is conduct.
/// Pure.
public final class VerdictEvidence {
  private VerdictEvidence() {}

  /// The evidence of one record.
  ///
  /// A breach that the victim forgives after the end comes once more, under the same hash and now
  /// marked; it takes the place of the one before.
  ///
  /// @param session the session as it stands, going on or ended
  /// @param before the dispute before the record; nothing for the one that filed it
  /// @param after the dispute after it
  /// @param effects the record's effects
  /// @return the pieces, in the order of their indices; mostly none
  public static List<Evidence> of(
      SessionState session, Optional<Dispute> before, Dispute after, List<DisputeEffect> effects) {
    Optional<Talk> said = session.said();
    Optional<Commitment> commitment =
        said.flatMap(talk -> talk.promises().byId(after.facts().commitmentId()));
    if (commitment.isEmpty()) {
      return List.of();
    }
    Pieces pieces = new Pieces(said.orElseThrow(), after.head().hash(), after.head().at());
    for (DisputeEffect effect : effects) {
      switch (effect) {
        case DisputeEffect.TrustRecorded(TrustEvent event) ->
            verdict(after, event, commitment.get(), pieces);
        case DisputeEffect.Missed(List<AgentUri> late, _) ->
            late.forEach(agent -> missed(after, agent, commitment.get(), pieces));
        case DisputeEffect.ForgivenLater _ -> {
          return before
              .map(ended -> forgiven(said.orElseThrow(), ended, after, commitment.get()))
              .orElse(List.of());
        }
        case DisputeEffect.Opened _,
            DisputeEffect.BondHeld _,
            DisputeEffect.RulingStands _,
            DisputeEffect.ObligationStands _,
            DisputeEffect.Settled _ -> {}
      }
    }
    return pieces.all();
  }

  /// The record before the one that forgives is the final one.
  private static List<Evidence> forgiven(
      Talk talk, Dispute ended, Dispute after, Commitment commitment) {
    Pieces again = new Pieces(talk, ended.head().hash(), ended.head().at());
    after.trustEvents().forEach(event -> verdict(after, event, commitment, again));
    return again.all().stream()
        .filter(piece -> piece instanceof Evidence.Breach breach && breach.forgiven())
        .toList();
  }

  private static void verdict(
      Dispute dispute, TrustEvent event, Commitment commitment, Pieces pieces) {
    DisputeFacts facts = dispute.facts();
    boolean debtor = event.agent().equals(facts.debtor());
    switch (event.finding()) {
      case BREACHED -> {
        AgentUri victim = debtor ? facts.creditor() : facts.debtor();
        if (debtor) {
          ended(facts, commitment, false, pieces);
        }
        breach(dispute, event, victim, commitment, pieces);
        commitment
            .escrow()
            .map(Escrow::depositor)
            .filter(event.agent()::equals)
            .ifPresent(
                payer ->
                    pieces.add(
                        payer,
                        victim,
                        origin ->
                            new Evidence.PaymentEnded(
                                origin,
                                false,
                                SessionEvidence.worth(commitment, facts.obligation()))));
      }
      case KEPT -> {
        // What was fulfilled before somebody complained is known already.
        if (debtor && facts.status() != ObligationStatus.FULFILLED) {
          ended(facts, commitment, true, pieces);
        }
      }
      case WRONGED, UNFOUNDED, NOTHING -> {}
    }
  }

  private static void ended(
      DisputeFacts facts, Commitment commitment, boolean kept, Pieces pieces) {
    pieces.add(
        facts.debtor(),
        facts.creditor(),
        origin ->
            new Evidence.ObligationEnded(
                origin,
                kept,
                SessionEvidence.worth(commitment, facts.obligation()),
                SessionEvidence.backing(commitment)));
  }

  /// With the severity of the ruling: what was self-reported is halved once, where the score is
  /// computed.
  private static void breach(
      Dispute dispute, TrustEvent event, AgentUri victim, Commitment commitment, Pieces pieces) {
    int severity = dispute.standing().map(r -> r.decision().severity()).orElse(event.severity());
    pieces.add(
        event.agent(),
        victim,
        origin ->
            new Evidence.Breach(
                origin,
                Math.clamp(severity, 1, 5),
                SessionEvidence.worth(commitment, dispute.facts().obligation()),
                event.selfReported(),
                event.forgiven()));
  }

  /// Whoever let a time of the dispute pass owed that act to the victim, and the victim to the
  /// other side.
  private static void missed(Dispute dispute, AgentUri late, Commitment commitment, Pieces pieces) {
    AgentUri waiting = late.equals(dispute.victim()) ? dispute.respondent() : dispute.victim();
    pieces.add(
        late,
        waiting,
        origin ->
            new Evidence.SessionEnded(
                origin, Evidence.Course.BLAMELESS, 1, 0, SessionEvidence.backing(commitment)));
  }
}

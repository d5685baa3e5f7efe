package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a dispute waits for, and what the steward has to record when the time is over.
final class Deadlines {
  private Deadlines() {}

  static Optional<Dispute.Due> of(Dispute dispute) {
    return switch (dispute.stage()) {
      case Stage.Filed(Instant due) ->
          waiting(DisputeTimer.ANSWER, due, List.of(dispute.respondent()));
      case Stage.Decided decided ->
          waiting(DisputeTimer.RULING, decided.due(), List.of(dispute.facts().steward()));
      case Stage.Ruled(Instant due) ->
          waiting(DisputeTimer.APPEAL, due, dispute.loser().stream().toList());
      case Stage.Contested(Instant due) -> waiting(DisputeTimer.BOND, due, dispute.withoutBond());
      case Stage.Sealing sealing ->
          waiting(DisputeTimer.SEAL, sealing.due(), unsealed(dispute, sealing));
      case Stage.Revealing revealing ->
          waiting(
              DisputeTimer.REVEAL,
              revealing.due(),
              without(revealing.seals().keySet(), revealing.nonces().keySet()));
      case Stage.Drawing drawing ->
          waiting(DisputeTimer.DRAW, drawing.due(), List.of(dispute.facts().steward()));
      case Stage.Voting voting ->
          waiting(
              DisputeTimer.VOTE, voting.due(), without(voting.panel(), voting.votes().keySet()));
      case Stage.Person(Instant due) -> waiting(DisputeTimer.PERSON, due, dispute.facts().people());
      case Stage.Final _ -> Optional.empty();
    };
  }

  private static Optional<Dispute.Due> waiting(
      DisputeTimer timer, Instant due, Collection<AgentUri> on) {
    return Optional.of(new Dispute.Due(timer, due, on.stream().sorted().toList()));
  }

  private static List<AgentUri> unsealed(Dispute dispute, Stage.Sealing sealing) {
    List<AgentUri> out = new ArrayList<>(without(dispute.sides(), sealing.seals().keySet()));
    if (sealing.steward().isEmpty()) {
      out.add(dispute.facts().steward());
    }
    return out;
  }

  private static List<AgentUri> without(Collection<AgentUri> all, Set<AgentUri> done) {
    return all.stream().filter(a -> !done.contains(a)).toList();
  }

  /// What the steward records once the time of the stage is over.
  static Optional<DisputeAct> act(Dispute dispute) {
    return switch (dispute.stage()) {
      case Stage.Filed _ -> ruled(Ruling.Basis.SILENCE, AutomatedRuling.granted(dispute));
      case Stage.Decided decided ->
          Optional.of(new DisputeAct.Ruled(decided.ruling(), Optional.empty()));
      case Stage.Ruled _ ->
          dispute
              .standing()
              .map(
                  ruling ->
                      new DisputeAct.Final(
                          ruling, Verdicts.outcome(dispute, ruling.decision().upheld())));
      case Stage.Contested _ ->
          ruled(
              Ruling.Basis.BOND,
              dispute.withoutBond().contains(dispute.complainant())
                  ? AutomatedRuling.refused(dispute)
                  : AutomatedRuling.granted(dispute));
      case Stage.Sealing sealing -> expired(DisputeTimer.SEAL, sealing.due());
      case Stage.Revealing revealing -> expired(DisputeTimer.REVEAL, revealing.due());
      case Stage.Drawing drawing -> expired(DisputeTimer.DRAW, drawing.due());
      case Stage.Voting voting ->
          Decision.majority(List.copyOf(voting.votes().values()), voting.panel().size())
              .map(d -> ruled(Ruling.Basis.PANEL, d))
              .orElseGet(() -> expired(DisputeTimer.VOTE, voting.due()));
      case Stage.Person _ ->
          dispute
              .standing()
              .map(r -> ruled(Ruling.Basis.STANDS, r.decision()))
              .orElseGet(() -> ruled(Ruling.Basis.LAPSED, AutomatedRuling.undecided()));
      case Stage.Final _ -> Optional.empty();
    };
  }

  private static Optional<DisputeAct> ruled(Ruling.Basis basis, Decision decision) {
    return Optional.of(new DisputeAct.Ruled(new Ruling(basis, decision), Optional.empty()));
  }

  private static Optional<DisputeAct> expired(DisputeTimer timer, Instant due) {
    return Optional.of(new DisputeAct.Expired(timer, due));
  }
}

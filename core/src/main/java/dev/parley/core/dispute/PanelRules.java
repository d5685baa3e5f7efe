package dev.parley.core.dispute;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How a panel comes about and votes (protocol section 11).
final class PanelRules {
  private PanelRules() {}

  static Progress sealed(Dispute dispute, AgentUri by, DisputeAct.Sealed sealed, Instant at) {
    if (!(dispute.stage() instanceof Stage.Sealing sealing) || sealed.round() != dispute.round()) {
      return otherRound();
    }
    if (sealing.seals().containsKey(by)) {
      return Progress.denied(ErrorCode.DUPLICATE, "you have sealed already");
    }
    Map<AgentUri, Hash> seals = new TreeMap<>(sealing.seals());
    seals.put(by, sealed.nonceHash());
    return Progress.to(
        seals.size() == dispute.sides().size()
            ? revealing(dispute, sealing.asked(), seals, at)
            : dispute.in(new Stage.Sealing(sealing.due(), sealing.asked(), Map.copyOf(seals))));
  }

  private static Dispute revealing(
      Dispute dispute, Hash asked, Map<AgentUri, Hash> seals, Instant at) {
    return seals.isEmpty()
        ? drawing(dispute, asked, Map.of(), at)
        : dispute.in(
            new Stage.Revealing(
                at.plus(DisputeTimer.REVEAL.length()), asked, Map.copyOf(seals), Map.of()));
  }

  private static Dispute drawing(
      Dispute dispute, Hash asked, Map<AgentUri, Nonce> nonces, Instant at) {
    return dispute.in(
        new Stage.Drawing(at.plus(DisputeTimer.DRAW.length()), at, asked, Map.copyOf(nonces)));
  }

  static Progress revealed(Dispute dispute, AgentUri by, DisputeAct.Revealed revealed, Instant at) {
    if (!(dispute.stage() instanceof Stage.Revealing revealing)
        || revealed.round() != dispute.round()) {
      return otherRound();
    }
    if (revealing.nonces().containsKey(by)) {
      return Progress.denied(ErrorCode.DUPLICATE, "you have revealed already");
    }
    Hash seal = revealed.nonce().seal(by, dispute.id(), dispute.round());
    if (!seal.equals(revealing.seals().get(by))) {
      return Progress.denied(ErrorCode.INVALID_REFERENCE, "this is not what you have sealed");
    }
    Map<AgentUri, Nonce> nonces = new TreeMap<>(revealing.nonces());
    nonces.put(by, revealed.nonce());
    return Progress.to(
        nonces.size() == revealing.seals().size()
            ? drawing(dispute, revealing.asked(), nonces, at)
            : dispute.in(
                new Stage.Revealing(
                    revealing.due(), revealing.asked(), revealing.seals(), Map.copyOf(nonces))));
  }

  static List<AgentUri> drawn(
      Dispute dispute,
      Stage.Drawing drawing,
      DisputeAct.Checkpoint checkpoint,
      List<Candidate> candidates,
      Instant timestamp) {
    Set<AgentUri> agents = new HashSet<>(dispute.facts().principals().keySet());
    agents.addAll(dispute.sat());
    agents.add(dispute.facts().steward());
    PanelDraw.Barred barred =
        new PanelDraw.Barred(
            Set.copyOf(dispute.facts().principals().values()), Set.copyOf(agents), timestamp);
    return PanelDraw.draw(
        candidates,
        barred,
        PanelDraw.seats(dispute.round()),
        new PanelDraw.Chance(
            drawing.asked(),
            nonce(drawing, dispute.complainant()),
            nonce(drawing, dispute.respondent()),
            checkpoint.root()));
  }

  private static Nonce nonce(Stage.Drawing drawing, AgentUri side) {
    return Optional.ofNullable(drawing.nonces().get(side)).orElse(Nonce.NONE);
  }

  static Progress drawn(Dispute dispute, Instant timestamp, DisputeAct.Drawn drawn, Instant at) {
    if (!(dispute.stage() instanceof Stage.Drawing drawing) || drawn.round() != dispute.round()) {
      return otherRound();
    }
    Instant signed = drawn.checkpoint().at();
    if (signed.isBefore(drawing.since()) || signed.isAfter(at)) {
      return Progress.denied(
          ErrorCode.POLICY_VIOLATION, "the checkpoint does not lie between the reveals and now");
    }
    List<AgentUri> panel =
        drawn(dispute, drawing, drawn.checkpoint(), drawn.candidates(), timestamp);
    if (!panel.equals(drawn.panel())) {
      return Progress.denied(ErrorCode.POLICY_VIOLATION, "the draw gives another panel");
    }
    return Progress.to(
        panel.isEmpty()
            ? StageRules.toPerson(dispute, at)
            : dispute
                .seated(panel)
                .in(new Stage.Voting(at.plus(DisputeTimer.VOTE.length()), panel, Map.of())));
  }

  static Progress voted(Dispute dispute, AgentUri by, DisputeAct.Voted voted, Instant at) {
    if (!(dispute.stage() instanceof Stage.Voting voting) || voted.round() != dispute.round()) {
      return otherRound();
    }
    if (voting.votes().containsKey(by)) {
      return Progress.denied(ErrorCode.DUPLICATE, "you have voted already");
    }
    Map<AgentUri, Decision> votes = new TreeMap<>(voting.votes());
    votes.put(by, voted.decision());
    Stage.Voting next = new Stage.Voting(voting.due(), voting.panel(), Map.copyOf(votes));
    return Progress.to(
        votes.size() < voting.panel().size()
            ? dispute.in(next)
            : Decision.majority(List.copyOf(votes.values()), voting.panel().size())
                .map(d -> new Ruling(Ruling.Basis.PANEL, d))
                .map(ruling -> dispute.in(new Stage.Decided(ruling, at)))
                .orElse(dispute.in(next)));
  }

  /// What follows when a time on the way to a ruling is over.
  static Dispute expired(Dispute dispute, Instant at) {
    return switch (dispute.stage()) {
      case Stage.Sealing sealing -> revealing(dispute, sealing.asked(), sealing.seals(), at);
      case Stage.Revealing revealing -> drawing(dispute, revealing.asked(), revealing.nonces(), at);
      case Stage.Drawing _, Stage.Voting _ -> StageRules.toPerson(dispute, at);
      case Stage.Filed _,
          Stage.Decided _,
          Stage.Ruled _,
          Stage.Contested _,
          Stage.Person _,
          Stage.Final _ ->
          dispute;
    };
  }

  private static Progress otherRound() {
    return Progress.denied(ErrorCode.INVALID_REFERENCE, "this belongs to another panel");
  }
}

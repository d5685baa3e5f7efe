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
    boolean steward = by.equals(dispute.facts().steward());
    if (steward ? sealing.steward().isPresent() : sealing.seals().containsKey(by)) {
      return Progress.denied(ErrorCode.DUPLICATE, "you have sealed already");
    }
    if (steward != sealed.candidates().isPresent()) {
      return new Progress.Denied(
          ErrorCode.MALFORMED
              .because("/candidates: are sealed by the steward, and by nobody else")
              .with("pointer", "/candidates"));
    }
    Map<AgentUri, Hash> seals = new TreeMap<>(sealing.seals());
    Optional<Stage.StewardSeal> listed =
        sealed
            .candidates()
            .map(all -> new Stage.StewardSeal(sealed.nonceHash(), all, at))
            .or(sealing::steward);
    if (!steward) {
      seals.put(by, sealed.nonceHash());
    }
    Stage.Sealing next =
        new Stage.Sealing(sealing.due(), sealing.asked(), Map.copyOf(seals), listed);
    boolean complete = listed.isPresent() && seals.size() == dispute.sides().size();
    return Progress.to(complete ? unsealing(dispute, next, at) : dispute.in(next));
  }

  /// After the seals: those who sealed reveal; without the steward's seal there is no draw.
  private static Dispute unsealing(Dispute dispute, Stage.Sealing sealing, Instant at) {
    if (sealing.steward().isEmpty()) {
      return StageRules.toPerson(dispute, at);
    }
    Stage.StewardSeal steward = sealing.steward().get();
    return sealing.seals().isEmpty()
        ? drawing(dispute, sealing.asked(), steward, Map.of(), at)
        : dispute.in(
            new Stage.Revealing(
                at.plus(DisputeTimer.REVEAL.length()),
                sealing.asked(),
                sealing.seals(),
                steward,
                Map.of()));
  }

  private static Dispute drawing(
      Dispute dispute,
      Hash asked,
      Stage.StewardSeal steward,
      Map<AgentUri, Nonce> nonces,
      Instant at) {
    return dispute.in(
        new Stage.Drawing(at.plus(DisputeTimer.DRAW.length()), asked, steward, Map.copyOf(nonces)));
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
      return notSealed();
    }
    Map<AgentUri, Nonce> nonces = new TreeMap<>(revealing.nonces());
    nonces.put(by, revealed.nonce());
    return Progress.to(
        nonces.size() == revealing.seals().size()
            ? drawing(dispute, revealing.asked(), revealing.steward(), nonces, at)
            : dispute.in(
                new Stage.Revealing(
                    revealing.due(),
                    revealing.asked(),
                    revealing.seals(),
                    revealing.steward(),
                    Map.copyOf(nonces))));
  }

  /// The panel that the steward's nonce gives; nothing if that is not what it has sealed.
  static Optional<List<AgentUri>> panel(Dispute dispute, Stage.Drawing drawing, Nonce nonce) {
    AgentUri steward = dispute.facts().steward();
    Stage.StewardSeal sealed = drawing.steward();
    if (!nonce.seal(steward, dispute.id(), dispute.round()).equals(sealed.nonceHash())) {
      return Optional.empty();
    }
    Set<AgentUri> agents = new HashSet<>(dispute.facts().principals().keySet());
    agents.addAll(dispute.sat());
    agents.add(steward);
    PanelDraw.Barred barred =
        new PanelDraw.Barred(
            Set.copyOf(dispute.facts().principals().values()), Set.copyOf(agents), sealed.at());
    return Optional.of(
        PanelDraw.draw(
            sealed.candidates(),
            barred,
            PanelDraw.seats(dispute.round()),
            new PanelDraw.Chance(
                drawing.asked(),
                nonce(drawing, dispute.complainant()),
                nonce(drawing, dispute.respondent()),
                nonce)));
  }

  private static Nonce nonce(Stage.Drawing drawing, AgentUri side) {
    return Optional.ofNullable(drawing.nonces().get(side)).orElse(Nonce.NONE);
  }

  static Progress drawn(Dispute dispute, DisputeAct.Drawn drawn, Instant at) {
    if (!(dispute.stage() instanceof Stage.Drawing drawing) || drawn.round() != dispute.round()) {
      return otherRound();
    }
    Optional<List<AgentUri>> drawable = panel(dispute, drawing, drawn.nonce());
    if (drawable.isEmpty()) {
      return notSealed();
    }
    List<AgentUri> panel = drawable.get();
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
      case Stage.Sealing sealing -> unsealing(dispute, sealing, at);
      case Stage.Revealing revealing ->
          drawing(dispute, revealing.asked(), revealing.steward(), revealing.nonces(), at);
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

  private static Progress notSealed() {
    return Progress.denied(ErrorCode.INVALID_REFERENCE, "this is not what you have sealed");
  }

  private static Progress otherRound() {
    return Progress.denied(ErrorCode.INVALID_REFERENCE, "this belongs to another panel");
  }
}

package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Candidate;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.dispute.Stage;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ReleaseCondition;
import dev.parley.core.session.Expiries;
import dev.parley.core.session.SessionDisputes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What can be recorded in the disputes of a deal: by the steward what has to be, by the others
/// whatever chance says, right or wrong.
final class Quarrel {
  private static final List<Speaker> JUDGES =
      IntStream.range(0, 12)
          .mapToObj(i -> Speaker.named("agent://judge" + i + ".example/j"))
          .toList();
  private static final Map<AgentUri, Speaker> BY_NAME =
      JUDGES.stream().collect(Collectors.toMap(Speaker::uri, Function.identity()));
  private static final JsonObject TERMS = JsonObject.EMPTY.with("agreedTerms", JsonObject.EMPTY);

  private final Deal deal;
  private final Dice dice;

  Quarrel(Deal deal, Dice dice) {
    this.deal = deal;
    this.dice = dice;
  }

  /// Everything that the steward has to record by now.
  void due() {
    for (int records = 0; next(); records++) {
      require(records < 200, "the steward never ends in %s", deal.state());
    }
  }

  private boolean next() {
    Optional<JsonObject> timer = Expiries.due(deal.state(), deal.now());
    if (timer.isPresent()) {
      deal.must(Players.NODE, Words.of(Performative.INFORM, timer.get()));
      return true;
    }
    List<SessionDisputes.Unfiled> unfiled = SessionDisputes.unfiled(deal.state());
    if (!unfiled.isEmpty()) {
      broken(unfiled.getFirst());
      return true;
    }
    for (Dispute dispute : deal.docket().all()) {
      Optional<DisputeAct> act =
          DisputeMachine.stewardAct(dispute, deal.now()).or(() -> forThePanel(dispute));
      if (act.isPresent()) {
        require(deal.records(Players.NODE, dispute, act.get()), "not taken: %s %s", act, dispute);
        return true;
      }
    }
    return false;
  }

  private void broken(SessionDisputes.Unfiled what) {
    JsonObject evidence = TERMS.with("transcript", JsonObject.EMPTY.with("from", 0));
    require(
        deal.files(
            Players.NODE,
            new DisputeAct.Filed(
                what.commitment().id(),
                what.obligation().index(),
                Players.NODE.uri(),
                what.obligation().debtor(),
                DisputeReason.TIMEOUT_BREACH,
                2,
                SessionDisputes.forfeited(what.commitment()),
                evidence)),
        "the steward cannot file %s",
        what);
  }

  /// Sometimes the steward knows too few for a panel.
  private Optional<DisputeAct> forThePanel(Dispute dispute) {
    Nonce nonce = nonce(Players.NODE, dispute);
    if (DisputeMachine.sealDue(dispute)) {
      List<Candidate> known =
          JUDGES.stream()
              .limit(dispute.id().hashCode() % 3 == 0 ? 2 : 12)
              .map(
                  judge ->
                      new Candidate(
                          judge.uri(),
                          judge.card().orgId(),
                          BigDecimal.TEN.multiply(BigDecimal.valueOf(8)),
                          Optional.empty()))
              .toList();
      return DisputeMachine.seal(dispute, nonce, known).map(act -> act);
    }
    return DisputeMachine.draw(dispute, nonce).map(act -> act);
  }

  private static Nonce nonce(Speaker by, Dispute dispute) {
    String text = by.uri() + " " + dispute.id() + " " + dispute.round();
    return Nonce.of(Hash.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Somebody tries to file about something.
  boolean files() {
    Optional<Commitment> about = dice.pick(deal.talk().promises().all());
    if (about.isEmpty()) {
      return false;
    }
    Obligation owed = dice.pick(about.get().obligations()).orElseThrow();
    Speaker by = dice.of(Players.ALPHA, Players.BETA);
    return files(about.get(), owed, by, dice.of(DisputeReason.values()));
  }

  private boolean files(Commitment about, Obligation owed, Speaker by, DisputeReason reason) {
    AgentUri against = by.uri().equals(owed.debtor()) ? owed.creditor() : owed.debtor();
    return deal.files(
        by,
        new DisputeAct.Filed(
            about.id(),
            owed.index(),
            by.uri(),
            against,
            reason,
            1 + dice.below(5),
            BigDecimal.valueOf(dice.below(1_000_001), 6),
            TERMS));
  }

  /// What only a ruling pays out needs a dispute, and that within 30 days: the debtor files.
  void filesForARuling() {
    for (Commitment commitment : deal.talk().promises().all()) {
      boolean byRuling =
          commitment
              .escrow()
              .filter(escrow -> escrow.release() == ReleaseCondition.RULING)
              .isPresent();
      for (Obligation owed : commitment.obligations()) {
        if (byRuling
            && owed.status() == ObligationStatus.FULFILLED
            && deal.docket().about(commitment.id(), owed.index()).isEmpty()) {
          Speaker debtor = Deal.principal(owed.debtor()).orElseThrow();
          require(
              files(commitment, owed, debtor, DisputeReason.ESCROW_VIOLATION),
              "no ruling can be had of %s",
              owed);
        }
      }
    }
  }

  /// Somebody says something in a dispute; what is wrong changes nothing.
  boolean acts() {
    Optional<Dispute> about = dice.pick(deal.docket().all());
    if (about.isEmpty()) {
      return false;
    }
    Dispute dispute = about.get();
    List<Speaker> speakers = new ArrayList<>(List.of(Players.ALPHA, Players.BETA, Players.JUDGE));
    if (dispute.stage() instanceof Stage.Voting voting) {
      voting.panel().forEach(member -> speakers.add(BY_NAME.get(member)));
    }
    for (int tries = 0; tries < 12; tries++) {
      Speaker by = dice.pick(speakers).orElseThrow();
      if (deal.records(by, dispute, act(dispute, by))) {
        return true;
      }
    }
    return false;
  }

  private DisputeAct act(Dispute dispute, Speaker by) {
    int round = Math.max(1, dispute.round());
    Optional<Bond> bond =
        dispute.bondDue().map(due -> new Bond(wrong(due), dice.of(Bond.Source.values())));
    return switch (dispute.stage()) {
      case Stage.Filed _ when dice.chance(15) -> new DisputeAct.Withdrawn();
      case Stage.Filed _ ->
          new DisputeAct.Answered(dice.chance(85), Optional.empty(), Optional.empty());
      case Stage.Contested _ when bond.isPresent() && dice.chance(95) ->
          new DisputeAct.Bonded(bond.get());
      case Stage.Sealing _ ->
          new DisputeAct.Sealed(round, nonce(by, dispute).seal(by.uri(), dispute.id(), round));
      case Stage.Revealing _ -> new DisputeAct.Revealed(round, nonce(by, dispute));
      case Stage.Voting _ -> new DisputeAct.Voted(round, decision(), Optional.empty());
      case Stage.Ruled _ when dice.chance(70) -> new DisputeAct.Appealed(bond, Optional.empty());
      case Stage.Person _ ->
          new DisputeAct.Ruled(new Ruling(Ruling.Basis.PERSON, decision()), Optional.empty());
      case Stage.Final _, Stage.Ruled _ -> new DisputeAct.Forgiven();
      case Stage.Contested _, Stage.Decided _, Stage.Drawing _ -> new DisputeAct.Withdrawn();
    };
  }

  private Amount wrong(Amount due) {
    return dice.chance(5) ? due.plus(due) : due;
  }

  private Decision decision() {
    boolean upheld = dice.chance(50);
    BigDecimal share = upheld ? BigDecimal.valueOf(dice.below(1_000_001), 6) : BigDecimal.ZERO;
    return new Decision(upheld, 1 + dice.below(5), share);
  }
}

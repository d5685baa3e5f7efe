package dev.parley.core.dispute;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules behind the cells of [DisputeTable] that are about the parties, rulings and the end;
/// those about panels are [PanelRules].
final class StageRules {
  private StageRules() {}

  static Progress apply(Dispute dispute, DisputeRecord made, Instant at) {
    return switch (made.act()) {
      case DisputeAct.Filed _ -> Progress.denied(ErrorCode.DUPLICATE, "the dispute has begun");
      case DisputeAct.Answered answered -> answered(dispute, answered, made.hash(), at);
      case DisputeAct.Bonded(Bond bond) -> bonded(dispute, made.by(), bond, made.hash(), at);
      case DisputeAct.Withdrawn _ -> withdrawn(dispute, at);
      case DisputeAct.Sealed sealed -> PanelRules.sealed(dispute, made.by(), sealed, at);
      case DisputeAct.Revealed revealed -> PanelRules.revealed(dispute, made.by(), revealed, at);
      case DisputeAct.Drawn drawn -> PanelRules.drawn(dispute, drawn, at);
      case DisputeAct.Voted voted -> PanelRules.voted(dispute, made.by(), voted, at);
      case DisputeAct.Ruled ruled -> ruled(dispute, made.by(), ruled.ruling(), at);
      case DisputeAct.Appealed appealed -> appealed(dispute, made, appealed, at);
      case DisputeAct.Forgiven _ -> forgiven(dispute, made.by(), at);
      case DisputeAct.Expired expired -> expired(dispute, expired, at);
      case DisputeAct.Final end -> ended(dispute, end, at);
    };
  }

  private static Progress answered(
      Dispute dispute, DisputeAct.Answered answered, Hash hash, Instant at) {
    if (!answered.denied()) {
      return Progress.to(
          decided(dispute, Ruling.Basis.CONCESSION, AutomatedRuling.granted(dispute), at));
    }
    Optional<Ruling> automated = AutomatedRuling.of(dispute);
    if (automated.isPresent()) {
      return Progress.to(dispute.in(new Stage.Decided(automated.get(), at)));
    }
    return Progress.to(
        dispute.facts().stake().isPresent()
            ? dispute.in(new Stage.Contested(at.plus(DisputeTimer.BOND.length())))
            : panelAsked(dispute, hash, at));
  }

  private static Dispute panelAsked(Dispute dispute, Hash hash, Instant at) {
    return dispute
        .inRound(dispute.round() + 1)
        .in(
            new Stage.Sealing(
                at.plus(DisputeTimer.SEAL.length()), hash, Map.of(), Optional.empty()));
  }

  private static Dispute decided(
      Dispute dispute, Ruling.Basis basis, Decision decision, Instant at) {
    return dispute.in(new Stage.Decided(new Ruling(basis, decision), at));
  }

  private static Progress bonded(Dispute dispute, AgentUri by, Bond bond, Hash hash, Instant at) {
    if (!dispute.withoutBond().contains(by)) {
      return Progress.denied(ErrorCode.DUPLICATE, "no bond of yours is asked for");
    }
    Optional<Refusal> fault = bondFault(dispute, by, bond);
    if (fault.isPresent()) {
      return new Progress.Denied(fault.get());
    }
    Bond.Posted posted = new Bond.Posted(by, bond);
    Dispute next = dispute.with(posted);
    return Progress.to(
        next.withoutBond().isEmpty() ? panelAsked(next, hash, at) : next,
        new DisputeEffect.BondHeld(posted));
  }

  private static Optional<Refusal> bondFault(Dispute dispute, AgentUri by, Bond bond) {
    Optional<DisputeFacts.Stake> stake = dispute.facts().stake();
    Optional<Amount> due = dispute.bondDue();
    if (stake.isEmpty() || due.isEmpty()) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE.because("nothing is at stake, so no bond is asked for"));
    }
    if (!bond.amount().equals(due.get())) {
      return Optional.of(
          ErrorCode.POLICY_VIOLATION
              .because("the bond has to be exactly what is asked for")
              .with("amount", due.get().decimal().toPlainString())
              .with("currency", due.get().currency()));
    }
    if (bond.source() == Bond.Source.ACCOUNT) {
      return Optional.empty();
    }
    boolean owns = by.equals(stake.get().depositor()) || by.equals(stake.get().beneficiary());
    Amount pledged =
        Settlement.posted(dispute, stake.get(), by, Bond.Source.ESCROW).plus(bond.amount());
    return owns && pledged.compareTo(stake.get().escrow()) <= 0
        ? Optional.empty()
        : Optional.of(
            ErrorCode.ESCROW_UNAVAILABLE.because("the held escrow cannot carry this bond"));
  }

  private static Progress withdrawn(Dispute dispute, Instant at) {
    if (dispute.byTheSteward() || dispute.standing().isPresent()) {
      return Progress.denied(
          ErrorCode.INVALID_TRANSITION,
          "only who filed takes a complaint back, and only before the first ruling");
    }
    return Progress.to(
        decided(dispute, Ruling.Basis.WITHDRAWAL, AutomatedRuling.refused(dispute), at));
  }

  private static Progress ruled(Dispute dispute, AgentUri by, Ruling ruling, Instant at) {
    boolean steward = by.equals(dispute.facts().steward());
    if (dispute.stage() instanceof Stage.Person && dispute.seats(by).contains(DisputeSeat.PERSON)) {
      if (ruling.basis() == Ruling.Basis.PERSON) {
        return stands(dispute, ruling, at);
      }
      if (!steward) {
        return Progress.denied(ErrorCode.POLICY_VIOLATION, "a person rules by itself");
      }
    }
    boolean asComputed =
        steward
            && DisputeMachine.stewardAct(dispute, at)
                .filter(a -> a instanceof DisputeAct.Ruled r && r.ruling().equals(ruling))
                .isPresent();
    return asComputed
        ? stands(dispute, ruling, at)
        : Progress.denied(
            ErrorCode.POLICY_VIOLATION, "this is not the ruling that follows from the records now");
  }

  private static Progress stands(Dispute dispute, Ruling ruling, Instant at) {
    Instant due = ruling.basis().appealable() ? at.plus(DisputeTimer.APPEAL.length()) : at;
    return Progress.to(
        dispute.ruled(ruling).in(new Stage.Ruled(due)), new DisputeEffect.RulingStands(ruling));
  }

  private static Progress appealed(
      Dispute dispute, DisputeRecord made, DisputeAct.Appealed appealed, Instant at) {
    if (!dispute.loser().equals(Optional.of(made.by()))) {
      return Progress.denied(ErrorCode.UNAUTHORIZED, "only who lost can appeal");
    }
    if (dispute.facts().stake().isPresent() != appealed.bond().isPresent()) {
      return Progress.denied(
          ErrorCode.POLICY_VIOLATION,
          "an appeal carries a bond exactly where something is at stake");
    }
    List<DisputeEffect> effects = new ArrayList<>();
    Dispute next = dispute;
    if (appealed.bond().isPresent()) {
      Optional<Refusal> fault = bondFault(dispute, made.by(), appealed.bond().get());
      if (fault.isPresent()) {
        return new Progress.Denied(fault.get());
      }
      Bond.Posted posted = new Bond.Posted(made.by(), appealed.bond().get());
      next = dispute.with(posted);
      effects.add(new DisputeEffect.BondHeld(posted));
    }
    return new Progress.Granted(
        dispute.round() < ActReader.ROUNDS ? panelAsked(next, made.hash(), at) : toPerson(next, at),
        List.copyOf(effects));
  }

  static Dispute toPerson(Dispute dispute, Instant at) {
    return dispute.in(new Stage.Person(at.plus(DisputeTimer.PERSON.length())));
  }

  private static Progress forgiven(Dispute dispute, AgentUri by, Instant at) {
    boolean upheld = dispute.standing().stream().anyMatch(r -> r.decision().upheld());
    if (!upheld) {
      return Progress.denied(ErrorCode.INVALID_REFERENCE, "no ruling found anything to forgive");
    }
    if (dispute.forgivenAt().isPresent()) {
      return Progress.denied(ErrorCode.DUPLICATE, "it is forgiven already");
    }
    Dispute next = dispute.forgiven(at);
    return dispute.stage() instanceof Stage.Final
        ? Progress.to(next, new DisputeEffect.ForgivenLater(by))
        : Progress.to(next);
  }

  private static Progress expired(Dispute dispute, DisputeAct.Expired expired, Instant at) {
    if (!DisputeMachine.stewardAct(dispute, at).equals(Optional.of(expired))) {
      return Progress.denied(ErrorCode.POLICY_VIOLATION, "no such time is over");
    }
    return Progress.to(PanelRules.expired(dispute, at));
  }

  private static Progress ended(Dispute dispute, DisputeAct.Final end, Instant at) {
    if (!DisputeMachine.stewardAct(dispute, at).equals(Optional.of(end))) {
      return Progress.denied(ErrorCode.POLICY_VIOLATION, "this is not how the dispute ends now");
    }
    DisputeFacts facts = dispute.facts();
    List<DisputeEffect> effects = new ArrayList<>();
    effects.add(
        new DisputeEffect.ObligationStands(
            facts.commitmentId(),
            facts.obligation(),
            end.outcome().status().orElse(facts.status())));
    facts
        .stake()
        .map(stake -> Settlement.of(dispute, stake, end.ruling(), end.outcome()))
        .ifPresent(settlement -> effects.add(new DisputeEffect.Settled(settlement)));
    Verdicts.events(dispute, end.ruling(), end.outcome()).stream()
        .map(DisputeEffect.TrustRecorded::new)
        .forEach(effects::add);
    return new Progress.Granted(dispute.in(new Stage.Final(end.outcome())), List.copyOf(effects));
  }
}

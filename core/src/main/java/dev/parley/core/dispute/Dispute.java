package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A dispute: the state that [DisputeMachine] folds out of its records. Immutable.
///
/// @param id its id
/// @param filed how it began
/// @param filedAt when that was accepted
/// @param facts what the session said then
/// @param head the end of its chain
/// @param stage where it stands
/// @param round how many panels were asked for, 0 to 2
/// @param standing the last ruling, if any
/// @param bonds what was staked, in order
/// @param sat who was on a panel
/// @param forgivenAt when the victim forgave, if it did
public record Dispute(
    String id,
    DisputeAct.Filed filed,
    Instant filedAt,
    DisputeFacts facts,
    Head head,
    Stage stage,
    int round,
    Optional<Ruling> standing,
    List<Bond.Posted> bonds,
    List<AgentUri> sat,
    Optional<Instant> forgivenAt) {

  private static final int HUNDRED = 100;

  /// The end of a dispute's chain.
  ///
  /// @param hash the hash of its last record
  /// @param nextPosition how many records it has
  /// @param at when the last was accepted
  public record Head(Hash hash, long nextPosition, Instant at) {}

  /// What the dispute waits for.
  ///
  /// @param timer which time
  /// @param due when it is over
  /// @param waitedOn whose act would end it, in order of their names
  public record Due(DisputeTimer timer, Instant due, List<AgentUri> waitedOn) {}

  /// Who is harmed if the complaint is right: the one of debtor and creditor that it is not about.
  ///
  /// @return the victim
  public AgentUri victim() {
    return facts.opposite(filed.filedAgainst());
  }

  /// Whom the complaint is about.
  ///
  /// @return the respondent
  public AgentUri respondent() {
    return filed.filedAgainst();
  }

  /// Who stands against the respondent: who filed, or the victim where the steward did.
  ///
  /// @return the complainant
  public AgentUri complainant() {
    return byTheSteward() ? victim() : filed.filedBy();
  }

  boolean byTheSteward() {
    return filed.filedBy().equals(facts.steward());
  }

  /// Both sides.
  List<AgentUri> sides() {
    return List.of(complainant(), respondent());
  }

  /// In which roles an agent takes part.
  ///
  /// @param agent any agent
  /// @return nothing for a stranger
  public Set<DisputeSeat> seats(AgentUri agent) {
    Set<DisputeSeat> seats = EnumSet.noneOf(DisputeSeat.class);
    if (agent.equals(complainant())) {
      seats.add(DisputeSeat.COMPLAINANT);
    }
    if (agent.equals(respondent())) {
      seats.add(DisputeSeat.RESPONDENT);
    }
    if (agent.equals(victim())) {
      seats.add(DisputeSeat.VICTIM);
    }
    if (agent.equals(facts.steward())) {
      seats.add(DisputeSeat.STEWARD);
    }
    if (stage instanceof Stage.Voting voting && voting.panel().contains(agent)) {
      seats.add(DisputeSeat.MEMBER);
    }
    if (facts.people().contains(agent) && !sides().contains(agent)) {
      seats.add(DisputeSeat.PERSON);
    }
    return seats;
  }

  /// What has to be staked to be heard: 1 % of the value rounded up to the minor unit, at least one
  /// unit of the currency.
  ///
  /// @return nothing where nothing is at stake
  public Optional<Amount> bondDue() {
    return facts
        .stake()
        .map(
            s ->
                new Amount(Math.ceilDiv(s.value().units(), HUNDRED), s.value().currency())
                    .atLeast(Amount.one(s.value().currency())));
  }

  /// Who has to post a bond before a panel sits and has not: nobody asks the steward or the victim
  /// for whom it filed.
  List<AgentUri> withoutBond() {
    List<AgentUri> out = new ArrayList<>();
    for (AgentUri side : byTheSteward() ? List.of(respondent()) : sides()) {
      if (bonds.stream().noneMatch(b -> b.by().equals(side))) {
        out.add(side);
      }
    }
    return out.stream().sorted().toList();
  }

  /// Who lost by the ruling that stands.
  Optional<AgentUri> loser() {
    return standing.map(r -> r.decision().upheld() ? respondent() : complainant());
  }

  /// What the dispute waits for now.
  ///
  /// @return nothing once it is final
  public Optional<Due> due() {
    return Deadlines.of(this);
  }

  /// What trust learns of it, one event for each side, the complainant's first.
  ///
  /// @return nothing before it is final
  public List<TrustEvent> trustEvents() {
    return stage instanceof Stage.Final(Outcome outcome)
        ? standing.map(ruling -> Verdicts.events(this, ruling, outcome)).orElse(List.of())
        : List.of();
  }

  /// When somebody has to look at it next: at once where the steward has to seal or to draw, else
  /// when its time is over.
  ///
  /// @return nothing once it is final
  public Optional<Instant> wakeAt() {
    return DisputeMachine.sealDue(this) || stage instanceof Stage.Drawing
        ? Optional.of(head.at())
        : due().map(Due::due);
  }

  Dispute in(Stage next) {
    return new Dispute(
        id, filed, filedAt, facts, head, next, round, standing, bonds, sat, forgivenAt);
  }

  Dispute inRound(int next) {
    return new Dispute(
        id, filed, filedAt, facts, head, stage, next, standing, bonds, sat, forgivenAt);
  }

  Dispute after(Head next) {
    return new Dispute(
        id, filed, filedAt, facts, next, stage, round, standing, bonds, sat, forgivenAt);
  }

  Dispute ruled(Ruling ruling) {
    return new Dispute(
        id, filed, filedAt, facts, head, stage, round, Optional.of(ruling), bonds, sat, forgivenAt);
  }

  Dispute with(Bond.Posted bond) {
    List<Bond.Posted> all = new ArrayList<>(bonds);
    all.add(bond);
    return new Dispute(
        id, filed, filedAt, facts, head, stage, round, standing, List.copyOf(all), sat, forgivenAt);
  }

  Dispute seated(List<AgentUri> panel) {
    List<AgentUri> all = new ArrayList<>(sat);
    all.addAll(panel);
    return new Dispute(
        id,
        filed,
        filedAt,
        facts,
        head,
        stage,
        round,
        standing,
        bonds,
        List.copyOf(all),
        forgivenAt);
  }

  Dispute forgiven(Instant at) {
    return new Dispute(
        id, filed, filedAt, facts, head, stage, round, standing, bonds, sat, Optional.of(at));
  }
}

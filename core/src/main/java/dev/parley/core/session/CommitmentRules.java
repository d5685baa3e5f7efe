package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Commit.ObligationTerms;
import dev.parley.core.message.Counter;
import dev.parley.core.message.EscrowTerms;
import dev.parley.core.message.LatePenalty;
import dev.parley.core.message.Money;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How commitments come about: COMMIT and its answers (protocol sections 8, binding, and 9).
final class CommitmentRules {
  private CommitmentRules() {}

  static Ruling commit(Talk talk, Turn turn, Commit commit, ClockKind clock) {
    if (talk.matters().containsKey(commit.commitmentId())) {
      return Answers.usedId(commit.commitmentId());
    }
    Duration window =
        commit.verificationWindow().orElse(talk.opening().terms().length(TimerKey.VERIFICATION));
    if (clock == ClockKind.REAL && window.compareTo(TimerKey.VERIFICATION.floor()) < 0) {
      return Ruling.denied(
          ErrorCode.POLICY_VIOLATION, "verificationWindowMs is below its floor of one hour");
    }
    return valueFault(commit)
        .or(() -> unacceptedProposal(talk, commit))
        .or(() -> beyondCard(turn, worth(commit)))
        .or(() -> unamendable(talk, commit))
        .or(() -> DelegationRules.tooMuch(talk, turn, worth(commit)))
        .orElseGet(() -> offer(talk, turn, commit, window));
  }

  private static Ruling offer(Talk talk, Turn turn, Commit commit, Duration window) {
    List<Obligation> obligations = new ArrayList<>();
    for (ObligationTerms terms : commit.obligations()) {
      Optional<Obligation> obligation =
          obligation(talk, commit, terms, obligations.size(), turn.at());
      if (obligation.isEmpty()) {
        return Ruling.badReference(
            terms.party().text(), "an obligation is between two principals of this session");
      }
      if (!turn.at().isBefore(obligation.get().deadline())) {
        return pastDeadline();
      }
      obligations.add(obligation.get());
    }
    return switch (EscrowRules.of(talk, turn, commit, obligations)) {
      case Decoded.Refused<Optional<Escrow>>(Refusal refusal) -> new Ruling.Denied(refusal);
      case Decoded.Valid<Optional<Escrow>>(Optional<Escrow> escrow) ->
          switch (exitFee(commit)) {
            case Decoded.Refused<Optional<Amount>>(Refusal refusal) -> new Ruling.Denied(refusal);
            case Decoded.Valid<Optional<Amount>>(Optional<Amount> exitFee) ->
                offer(
                    talk,
                    turn,
                    new Commitment(
                        commit.commitmentId(),
                        turn.principal(),
                        turn.hash(),
                        talk.head().nextPosition(),
                        List.copyOf(obligations),
                        needed(talk, turn, commit, obligations, escrow),
                        Set.of(),
                        CommitmentStatus.PROPOSED,
                        worth(commit),
                        commit.amends(),
                        window,
                        escrow,
                        exitFee));
          };
    };
  }

  private static Optional<Ruling> valueFault(Commit commit) {
    return commit
        .value()
        .flatMap(
            value ->
                switch (Amount.of(value, "/content/body/value")) {
                  case Decoded.Valid<Amount> _ -> Optional.empty();
                  case Decoded.Refused<Amount>(Refusal refusal) ->
                      Optional.of(new Ruling.Denied(refusal));
                });
  }

  /// What a deal is worth: its value, else its escrow.
  private static Optional<Money> worth(Commit commit) {
    return commit.value().or(() -> commit.escrow().map(EscrowTerms::money));
  }

  /// A card may say how much its agent deals in at most; another currency says nothing here.
  private static Optional<Ruling> beyondCard(Turn turn, Optional<Money> worth) {
    if (worth.isEmpty()
        || !(Money.decode(turn.card().json(), "maxTransactionValue", "")
            instanceof Decoded.Valid<Money>(Money most))) {
      return Optional.empty();
    }
    return worth
        .filter(
            w -> w.currency().equals(most.currency()) && w.amount().compareTo(most.amount()) > 0)
        .map(
            _ ->
                new Ruling.Denied(
                    ErrorCode.BUDGET_EXCEEDED
                        .because("the sender's card names a smaller maxTransactionValue")
                        .with("maxTransactionValue", most.amount().toPlainString())
                        .with("currency", most.currency())));
  }

  private static Ruling offer(Talk talk, Turn turn, Commitment commitment) {
    Instant due = turn.at().plus(talk.opening().terms().length(TimerKey.AGREEING));
    Timer timer =
        new Timer(TimerKey.AGREEING, due, turn.hash(), commitment.id(), 0, commitment.awaited());
    return Ruling.derived(
        NegotiationRules.deliversFirmOffer(talk, turn)
            .with(
                new Matter.Promise(
                    commitment.id(), turn.origin(talk), NegotiationRules.owedTo(talk, turn)))
            .with(commitment)
            .timed(t -> t.with(timer)));
  }

  private static Decoded<Optional<Amount>> exitFee(Commit commit) {
    return commit
        .exitFee()
        .map(
            fee -> Amount.of(fee, "/content/body/exitFee").then(a -> Decoded.valid(Optional.of(a))))
        .orElseGet(() -> Decoded.valid(Optional.empty()));
  }

  private static Optional<Obligation> obligation(
      Talk talk, Commit commit, ObligationTerms terms, int index, Instant at) {
    Optional<AgentUri> debtor = bindable(talk, terms.party());
    Optional<AgentUri> creditor =
        terms.beneficiary().isPresent()
            ? bindable(talk, terms.beneficiary().get())
            : debtor.flatMap(d -> other(talk, d));
    if (debtor.isEmpty() || creditor.isEmpty() || debtor.equals(creditor)) {
      return Optional.empty();
    }
    Instant deadline = terms.deadline().orElse(commit.deadline());
    return Optional.of(
        Obligation.agreed(
            index,
            debtor.get(),
            creditor.get(),
            new Obligation.Terms(
                terms.action(),
                deadline,
                lateUntil(talk, commit.penalties().late(), deadline),
                terms.acceptance()),
            at));
  }

  /// Who has to accept: everybody bound by it or by what it amends, their depositors, and with two
  /// principals the other one in any case; never the committer itself.
  private static Set<AgentUri> needed(
      Talk talk, Turn turn, Commit commit, List<Obligation> obligations, Optional<Escrow> escrow) {
    Set<AgentUri> needed = new TreeSet<>(parties(obligations));
    escrow.ifPresent(e -> needed.add(e.depositor()));
    commit
        .amends()
        .flatMap(id -> amendable(talk, id))
        .ifPresent(
            old -> {
              needed.addAll(parties(old.obligations()));
              old.escrow().ifPresent(e -> needed.add(e.depositor()));
            });
    if (talk.principals().size() == 2) {
      needed.addAll(talk.principals());
    }
    needed.remove(turn.principal());
    return Set.copyOf(needed);
  }

  private static Optional<Ruling> unamendable(Talk talk, Commit commit) {
    return commit
        .amends()
        .filter(id -> amendable(talk, id).isEmpty())
        .map(id -> Ruling.badReference(id, "no commitment that can be amended now"));
  }

  private static Ruling pastDeadline() {
    return Ruling.denied(ErrorCode.TIMEOUT, "an obligation's deadline has passed already");
  }

  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    String id = accept.reference().id();
    Optional<Commitment> awaiting = awaiting(talk, turn, id);
    if (awaiting.isEmpty()) {
      return notYours(id);
    }
    Optional<Ruling> objection =
        talk.matter(id, Matter.Promise.class)
            .flatMap(promise -> Answers.hashDiffers(accept, promise.origin()))
            .or(() -> DelegationRules.tooMuch(talk, turn, awaiting.get().value()))
            .or(() -> beyondCard(turn, awaiting.get().value()));
    if (objection.isPresent()) {
      return objection.get();
    }
    Commitment accepted = awaiting.get().acceptedBy(turn.principal());
    if (accepted.status() != CommitmentStatus.ACTIVE) {
      return Ruling.derived(
          talk.with(accepted).timed(t -> t.waitingOn(TimerKey.AGREEING, id, accepted.awaited())));
    }
    return bind(talk, turn, accepted);
  }

  /// The completing ACCEPT: from here on it binds, and what it amends is replaced.
  private static Ruling bind(Talk talk, Turn turn, Commitment commitment) {
    for (Obligation obligation : commitment.obligations()) {
      if (!turn.at().isBefore(obligation.deadline())) {
        return pastDeadline();
      }
    }
    Talk next = talk;
    if (commitment.amends().isPresent()) {
      Optional<Commitment> old = amendable(talk, commitment.amends().get());
      if (old.isEmpty()) {
        return Ruling.badReference(
            commitment.amends().get(), "no commitment that can be amended now");
      }
      next = replaced(next, old.get(), turn.at());
    }
    next = next.with(commitment).timed(t -> t.without(TimerKey.AGREEING, commitment.id(), 0));
    for (Obligation obligation : commitment.obligations()) {
      Timer timer =
          new Timer(
              TimerKey.OBLIGATION,
              obligation.deadline(),
              turn.hash(),
              commitment.id(),
              obligation.index(),
              List.of(obligation.debtor()));
      next = next.timed(t -> t.with(timer));
    }
    return Ruling.derived(next);
  }

  private static Talk replaced(Talk talk, Commitment old, Instant at) {
    Commitment amended = old;
    Talk next = talk;
    for (Obligation obligation : old.obligations()) {
      Optional<ObligationStatus> after = obligation.status().after(ObligationStatus.Event.AMEND);
      if (after.isPresent()) {
        amended = amended.change(obligation.index(), o -> o.in(after.get(), at));
        next = FulfillmentRules.withoutTimers(next, old.id(), obligation.index());
      }
    }
    return next.with(amended.in(CommitmentStatus.AMENDED));
  }

  static Ruling reject(Talk talk, Turn turn, String id) {
    return awaiting(talk, turn, id)
        .map(c -> Ruling.derived(ended(talk, c, CommitmentStatus.REJECTED)))
        .orElseGet(() -> notYours(id));
  }

  static Ruling counter(Talk talk, Turn turn, Counter counter) {
    return awaiting(talk, turn, counter.inReplyTo())
        .map(
            c ->
                NegotiationRules.counterTo(
                    ended(talk, c, CommitmentStatus.REJECTED), turn, counter))
        .orElseGet(() -> notYours(counter.inReplyTo()));
  }

  static Ruling withdraw(Talk talk, Turn turn, String id) {
    return talk.promises()
        .byId(id)
        .filter(c -> c.status() == CommitmentStatus.PROPOSED)
        .filter(c -> c.committer().equals(turn.principal()) && c.accepted().isEmpty())
        .map(c -> Ruling.derived(ended(talk, c, CommitmentStatus.WITHDRAWN)))
        .orElseGet(
            () -> Ruling.badReference(id, "no commitment of yours that nobody has accepted yet"));
  }

  static Talk ended(Talk talk, Commitment commitment, CommitmentStatus status) {
    return talk.with(commitment.in(status))
        .timed(
            t ->
                t.without(TimerKey.AGREEING, commitment.id(), 0)
                    .without(TimerKey.RESPONSE, commitment.id(), 0));
  }

  private static Optional<Commitment> awaiting(Talk talk, Turn turn, String id) {
    return talk.promises()
        .byId(id)
        .filter(c -> c.status() == CommitmentStatus.PROPOSED)
        .filter(c -> c.awaited().contains(turn.principal()));
  }

  private static Optional<Ruling> unacceptedProposal(Talk talk, Commit commit) {
    return commit
        .proposalId()
        .filter(
            id ->
                talk.matter(id, Proposal.class)
                    .filter(
                        p ->
                            p.kind() == Proposal.Kind.TALK
                                && p.status() == Proposal.Status.ACCEPTED)
                    .isEmpty())
        .map(id -> Ruling.badReference(id, "no accepted proposal"));
  }

  /// The principal that a named party stands for; a commit delegate counts as its principal.
  static Optional<AgentUri> bindable(Talk talk, AgentUri party) {
    return talk.participant(party)
        .filter(p -> p.present() && p.seat().binds())
        .map(Participant::principal);
  }

  /// The other of two principals.
  static Optional<AgentUri> other(Talk talk, AgentUri principal) {
    List<AgentUri> others =
        talk.participants().values().stream()
            .filter(p -> p.present() && p.seat().principal() && p.seat().binds())
            .map(Participant::agent)
            .filter(agent -> !agent.equals(principal))
            .toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  private static Optional<Instant> lateUntil(Talk talk, LatePenalty late, Instant deadline) {
    return switch (late) {
      case LatePenalty.None _ -> Optional.empty();
      case LatePenalty.PerDay(_, Optional<Duration> limit) ->
          Optional.of(
              Timestamp.earlier(
                  deadline.plus(limit.orElse(talk.opening().terms().length(TimerKey.LATE))),
                  Timestamp.LAST));
    };
  }

  private static Optional<Commitment> amendable(Talk talk, String id) {
    return talk.promises()
        .byId(id)
        .filter(c -> c.status() == CommitmentStatus.ACTIVE)
        .filter(
            c ->
                c.obligations().stream()
                    .map(Obligation::status)
                    .noneMatch(CommitmentRules::contested));
  }

  private static boolean contested(ObligationStatus status) {
    return switch (status) {
      case CLAIMED, REJECTED, DISPUTED -> true;
      case OPEN, LATE, FULFILLED, BREACHED, RELEASED -> false;
    };
  }

  private static Set<AgentUri> parties(List<Obligation> obligations) {
    Set<AgentUri> out = new TreeSet<>();
    for (Obligation obligation : obligations) {
      out.add(obligation.debtor());
      out.add(obligation.creditor());
    }
    return out;
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no commitment that waits for your answer");
  }
}

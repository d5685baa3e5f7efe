package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.util.List;

/// From a message that the table allows to the rule that decides it.
final class Rules {
  private Rules() {}

  static Ruling apply(SessionState.Ongoing state, Turn turn, ClockKind clock) {
    Talk talk = state.talk();
    return switch (turn.envelope().message()) {
      case Propose p -> NegotiationRules.propose(talk, turn, p);
      case Accept a -> accept(talk, turn, a);
      case Reject r -> reject(talk, turn, r);
      case Counter c -> counter(talk, turn, c, clock);
      case Inform i -> inform(state, turn, i);
      case Query q -> NegotiationRules.query(talk, turn, q);
      case Clarify c -> NegotiationRules.clarify(talk, c);
      case Commit c -> CommitmentRules.commit(talk, turn, c, clock);
      case Delegate d -> DelegationRules.delegate(talk, turn, d);
      case Escalate e -> EscalationRules.escalate(talk, turn, e);
      case Withdraw w -> withdraw(talk, turn, w.what());
      case Observe _ -> ParticipationRules.observe(talk, turn);
      case Close c ->
          state.name() == StateName.INVITED
              ? InvitationRules.out(talk, turn)
              : ConsensusRules.close(talk, turn, c.reason());
    };
  }

  private static Ruling accept(Talk talk, Turn turn, Accept accept) {
    return switch (turn.act()) {
      case ACCEPT_INVITATION -> InvitationRules.accept(talk, turn, accept);
      case ACCEPT_PROPOSAL -> NegotiationRules.accept(talk, turn, accept);
      case ACCEPT_COMMITMENT -> CommitmentRules.accept(talk, turn, accept);
      case ACCEPT_DELEGATION -> DelegationRules.accept(talk, turn, accept);
      case ACCEPT_FULFILLMENT -> FulfillmentRules.accept(talk, turn, accept);
      case ACCEPT_TRANSITION -> ConsensusRules.accept(talk, turn, accept);
      default -> unknown(turn.envelope().message());
    };
  }

  private static Ruling reject(Talk talk, Turn turn, Reject reject) {
    String id = reject.reference().id();
    return switch (turn.act()) {
      case REJECT_INVITATION -> InvitationRules.reject(talk, turn, reject);
      case REJECT_PROPOSAL -> NegotiationRules.reject(talk, turn, reject);
      case REJECT_COMMITMENT -> CommitmentRules.reject(talk, turn, id);
      case REJECT_DELEGATION -> DelegationRules.reject(talk, turn, id);
      case REJECT_FULFILLMENT -> FulfillmentRules.reject(talk, turn, id);
      case REJECT_TRANSITION -> ConsensusRules.reject(talk, turn, reject);
      default -> unknown(turn.envelope().message());
    };
  }

  private static Ruling counter(Talk talk, Turn turn, Counter counter, ClockKind clock) {
    return switch (turn.act()) {
      case COUNTER_INVITATION -> InvitationRules.counter(talk, turn, counter, clock);
      case COUNTER_COMMITMENT -> CommitmentRules.counter(talk, turn, counter);
      default -> NegotiationRules.counter(talk, turn, counter);
    };
  }

  private static Ruling inform(SessionState.Ongoing state, Turn turn, Inform inform) {
    return NegotiationRules.unasked(state.talk(), turn, inform)
        .orElseGet(() -> informed(state, turn, inform));
  }

  private static Ruling informed(SessionState.Ongoing state, Turn turn, Inform inform) {
    Talk talk = state.talk();
    return switch (inform.content()) {
      case Inform.Content.Identity identity ->
          state.name() == StateName.INVITED
              ? InvitationRules.identity(talk, turn, identity)
              : ParticipationRules.identity(talk, turn, identity);
      case Inform.Content.Fulfillment claim -> FulfillmentRules.claim(talk, turn, claim);
      case Inform.Content.Release release -> FulfillmentRules.release(talk, turn, release);
      case Inform.Content.Resolution resolution ->
          EscalationRules.of(state)
              .map(e -> EscalationRules.resolve(talk, turn, e, resolution))
              .orElseGet(() -> Ruling.badTransition("nothing is escalated"));
      case Inform.Content.Expiry(var data) -> Expiries.record(state, talk, turn, inform, data);
      case Inform.Content.Admission admission -> FulfillmentRules.admit(talk, turn, admission);
      case Inform.Content.Disputed disputed -> SessionDisputes.record(talk, turn.at(), disputed);
      case Inform.Content.Impasse() -> ParticipationRules.impasse(talk);
      case Inform.Content.Failure failure -> failure(talk, turn, failure);
      case Inform.Content.Note() -> Ruling.stay(talk);
      case Inform.Content.Revealed revealed -> SealedCallRules.reveal(talk, turn, revealed);
      case Inform.Content.Reserved() -> Ruling.badTransition("reserved for the node");
    };
  }

  /// Only an integrity failure ends a session in which something is still owed.
  private static Ruling failure(Talk talk, Turn turn, Inform.Content.Failure failure) {
    if (turn.act() != Act.INFORM_FATAL) {
      return Ruling.stay(talk);
    }
    boolean integrity =
        failure.code() instanceof ErrorCode code && code.kind() == ErrorKind.INTEGRITY;
    return integrity
        ? new Ruling.Granted(talk, new Ruling.Next.Failed(failure.code().wire(), List.of()))
        : Ruling.failed(talk, failure.code().wire(), List.of());
  }

  private static Ruling withdraw(Talk talk, Turn turn, Withdraw.What what) {
    return switch (what) {
      case Withdraw.What.OfProposal(String id) ->
          turn.act() == Act.WITHDRAW_INVITATION
              ? InvitationRules.withdraw(talk, turn, id)
              : NegotiationRules.withdraw(talk, turn, id);
      case Withdraw.What.OfCommitment(String id) -> CommitmentRules.withdraw(talk, turn, id);
      case Withdraw.What.OfDelegation(String id) -> DelegationRules.withdraw(talk, turn, id);
      case Withdraw.What.OfParticipation() -> ParticipationRules.leave(talk, turn);
    };
  }

  private static Ruling unknown(Message message) {
    return Ruling.badTransition(message.performative() + " of this kind is not possible");
  }
}

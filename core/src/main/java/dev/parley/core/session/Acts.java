package dev.parley.core.session;

import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Gravity;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Matter.Proposal;
import java.util.Optional;

/// Which row of the session table a message belongs to: its performative together with what it
/// points at.
final class Acts {
  private Acts() {}

  /// The row, or nothing if it points at nothing in this session.
  static Optional<Act> of(Message message, Talk talk, StateName state, Seat seat) {
    return switch (message) {
      case Propose p ->
          Optional.of(
              p.type().equals(ProposalType.SESSION_INVITATION)
                  ? Act.PROPOSE_INVITATION
                  : Act.PROPOSE);
      case Accept a -> kind(a.reference(), talk, state).map(Acts::accept);
      case Reject r -> kind(r.reference(), talk, state).map(Acts::reject);
      case Counter c -> countered(c, talk, state);
      case Inform i -> Optional.of(inform(i, seat));
      case Query _ -> Optional.of(Act.QUERY);
      case Clarify _ -> Optional.of(Act.CLARIFY);
      case Commit _ -> Optional.of(Act.COMMIT);
      case Delegate _ -> Optional.of(Act.DELEGATE);
      case Escalate _ -> Optional.of(Act.ESCALATE);
      case Withdraw w -> Optional.of(withdraw(w.what(), talk, state));
      case Observe _ -> Optional.of(Act.OBSERVE);
      case Close _ -> Optional.of(Act.CLOSE);
    };
  }

  /// What kinds of things an ACCEPT or REJECT can name.
  private enum Answered {
    INVITATION,
    PROPOSAL,
    COMMITMENT,
    DELEGATION,
    FULFILLMENT,
    TRANSITION
  }

  private static Optional<Answered> kind(Reference reference, Talk talk, StateName state) {
    return switch (reference.kind()) {
      case PROPOSAL -> Optional.of(proposal(reference.id(), talk, state));
      case COMMITMENT -> Optional.of(Answered.COMMITMENT);
      case DELEGATION -> Optional.of(Answered.DELEGATION);
      case FULFILLMENT -> Optional.of(Answered.FULFILLMENT);
      case TRANSITION -> Optional.of(Answered.TRANSITION);
      case ANY ->
          switch (talk.matters().get(reference.id())) {
            case Proposal _ -> Optional.of(proposal(reference.id(), talk, state));
            case Matter.Promise _ -> Optional.of(Answered.COMMITMENT);
            case Matter.Delegation _ -> Optional.of(Answered.DELEGATION);
            case Matter.Claim _ -> Optional.of(Answered.FULFILLMENT);
            case Matter.Vote _ -> Optional.of(Answered.TRANSITION);
            case Matter.Question _, Matter.Escalation _, Matter.Call _ -> Optional.empty();
            case null -> Optional.empty();
          };
    };
  }

  /// While the invitation is open nothing else can be proposed, so an unknown proposal is taken for
  /// one.
  private static Answered proposal(String id, Talk talk, StateName state) {
    return talk.matter(id, Proposal.class)
        .map(Proposal::kind)
        .map(k -> k == Proposal.Kind.INVITATION ? Answered.INVITATION : Answered.PROPOSAL)
        .orElse(state == StateName.INVITED ? Answered.INVITATION : Answered.PROPOSAL);
  }

  private static Act accept(Answered answered) {
    return switch (answered) {
      case INVITATION -> Act.ACCEPT_INVITATION;
      case PROPOSAL -> Act.ACCEPT_PROPOSAL;
      case COMMITMENT -> Act.ACCEPT_COMMITMENT;
      case DELEGATION -> Act.ACCEPT_DELEGATION;
      case FULFILLMENT -> Act.ACCEPT_FULFILLMENT;
      case TRANSITION -> Act.ACCEPT_TRANSITION;
    };
  }

  private static Act reject(Answered answered) {
    return switch (answered) {
      case INVITATION -> Act.REJECT_INVITATION;
      case PROPOSAL -> Act.REJECT_PROPOSAL;
      case COMMITMENT -> Act.REJECT_COMMITMENT;
      case DELEGATION -> Act.REJECT_DELEGATION;
      case FULFILLMENT -> Act.REJECT_FULFILLMENT;
      case TRANSITION -> Act.REJECT_TRANSITION;
    };
  }

  private static Optional<Act> countered(Counter counter, Talk talk, StateName state) {
    return switch (talk.matters().get(counter.inReplyTo())) {
      case Proposal p when p.kind() == Proposal.Kind.INVITATION ->
          Optional.of(Act.COUNTER_INVITATION);
      case Proposal _ -> Optional.of(Act.COUNTER_PROPOSAL);
      case Matter.Promise _ -> Optional.of(Act.COUNTER_COMMITMENT);
      case Matter.Question _,
          Matter.Claim _,
          Matter.Delegation _,
          Matter.Escalation _,
          Matter.Call _,
          Matter.Vote _ ->
          Optional.empty();
      case null ->
          Optional.of(state == StateName.INVITED ? Act.COUNTER_INVITATION : Act.COUNTER_PROPOSAL);
    };
  }

  private static Act inform(Inform inform, Seat seat) {
    return switch (inform.content()) {
      case Inform.Content.Identity _ -> Act.INFORM_IDENTITY;
      case Inform.Content.Fulfillment _ -> Act.INFORM_FULFILLMENT;
      case Inform.Content.Release _ -> Act.INFORM_RELEASE;
      case Inform.Content.Resolution _ -> Act.INFORM_RESOLUTION;
      case Inform.Content.Expiry _ -> Act.INFORM_EXPIRY;
      case Inform.Content.Admission _ -> Act.INFORM_ADMISSION;
      case Inform.Content.Disputed _ -> Act.INFORM_DISPUTE;
      case Inform.Content.Impasse _ -> Act.INFORM_IMPASSE;
      case Inform.Content.Revealed _ -> Act.INFORM_REVEAL;
      case Inform.Content.Reserved _ -> Act.INFORM_RESERVED;
      case Inform.Content.Note _ -> Act.INFORM_NOTE;
      case Inform.Content.Failure(_, _, Gravity gravity) ->
          gravity == Gravity.FATAL && seat == Seat.STEWARD ? Act.INFORM_FATAL : Act.INFORM_NOTE;
    };
  }

  private static Act withdraw(Withdraw.What what, Talk talk, StateName state) {
    return switch (what) {
      case Withdraw.What.OfProposal(String id) ->
          proposal(id, talk, state) == Answered.INVITATION
              ? Act.WITHDRAW_INVITATION
              : Act.WITHDRAW_PROPOSAL;
      case Withdraw.What.OfCommitment _ -> Act.WITHDRAW_COMMITMENT;
      case Withdraw.What.OfDelegation _ -> Act.WITHDRAW_DELEGATION;
      case Withdraw.What.OfParticipation _ -> Act.WITHDRAW_PARTICIPATION;
    };
  }
}

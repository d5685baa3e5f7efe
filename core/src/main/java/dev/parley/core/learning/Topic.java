package dev.parley.core.learning;

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
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Matter;
import java.util.Optional;
import java.util.Set;

/// What a message is about, without its content.
///
/// @param performative the speech act
/// @param about the kind of thing, as far as the message itself says it
/// @param reference the id of what it points at, or empty
record Topic(Performative performative, String about, String reference) {
  static final String INVITATION = "invitation";

  /// The `informType`s that have a meaning in the protocol. What parties call theirs is theirs, and
  /// would make a map of everything.
  private static final Set<String> KNOWN =
      Set.of(
          "identity",
          "status",
          "data",
          "progress",
          "fulfillment",
          "release",
          "timeout",
          "breach",
          "dispute",
          "escrow",
          "impasse",
          "reveal",
          "escalation-resolution",
          "error");

  private static final Set<String> BEFORE_THE_TALK = Set.of("identity", "timeout", "error");

  static Topic of(Message message) {
    return new Topic(message.performative(), about(message), reference(message));
  }

  private static String about(Message message) {
    return switch (message) {
      case Propose propose ->
          propose.type().equals(ProposalType.SESSION_INVITATION) ? INVITATION : "";
      case Inform inform -> KNOWN.contains(inform.informType()) ? inform.informType() : "other";
      case Query query -> query.queryType().equals(Query.CALL) ? Query.CALL : "";
      case Withdraw(Withdraw.What.OfParticipation _) -> "participation";
      case Withdraw _,
          Accept _,
          Reject _,
          Counter _,
          Clarify _,
          Commit _,
          Delegate _,
          Escalate _,
          Observe _,
          Close _ ->
          "";
    };
  }

  private static String reference(Message message) {
    return switch (message) {
      case Accept accept -> accept.reference().id();
      case Reject reject -> reject.reference().id();
      case Counter counter -> counter.inReplyTo();
      case Withdraw(Withdraw.What.OfProposal(String id)) -> id;
      case Withdraw(Withdraw.What.OfCommitment(String id)) -> id;
      case Withdraw(Withdraw.What.OfDelegation(String id)) -> id;
      case Withdraw(Withdraw.What.OfParticipation _) -> "";
      case Propose _,
          Inform _,
          Query _,
          Clarify _,
          Commit _,
          Delegate _,
          Escalate _,
          Observe _,
          Close _ ->
          "";
    };
  }

  /// Whether it goes beyond inviting, answering that, and showing cards.
  boolean opensTheTalk() {
    return switch (performative) {
      case QUERY, CLARIFY, COMMIT, DELEGATE, ESCALATE -> true;
      case PROPOSE -> !about.equals(INVITATION);
      case INFORM -> !BEFORE_THE_TALK.contains(about);
      // What is answered was said before; an answer to the invitation is none of the talk.
      case ACCEPT, REJECT, COUNTER, WITHDRAW, OBSERVE, CLOSE -> false;
    };
  }

  /// The activity, now that everything in the session has its kind.
  ///
  /// @param matter what it points at, as the session knows it
  Activity activity(Activity.Side who, Optional<Matter> matter) {
    return new Activity(who, performative, matter.map(Topic::about).orElse(about));
  }

  private static String about(Matter matter) {
    return switch (matter) {
      case Matter.Proposal proposal ->
          proposal.kind() == Matter.Proposal.Kind.INVITATION ? INVITATION : "proposal";
      case Matter.Question _ -> "question";
      case Matter.Promise _ -> "commitment";
      case Matter.Claim _ -> "fulfillment";
      case Matter.Delegation _ -> "delegation";
      case Matter.Call _ -> Query.CALL;
      case Matter.Vote _ -> "transition";
      case Matter.Escalation _ -> "escalation";
    };
  }
}

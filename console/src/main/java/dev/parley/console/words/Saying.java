package dev.parley.console.words;

import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Content;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a message says, in one sentence whose subject is the sender. Immutable.
public final class Saying {
  private final UnaryOperator<String> called;

  /// Tells of a session.
  ///
  /// @param called how something is called that has an id in it, such as `#7` for what message 7
  ///   said
  public Saying(UnaryOperator<String> called) {
    this.called = called;
  }

  /// The sentence.
  ///
  /// @param message the message
  /// @return without the sender and without a full stop
  public String of(Message message) {
    return switch (message) {
      case Propose propose -> proposes(propose);
      case Counter counter ->
          "answers " + called.apply(counter.inReplyTo()) + " with " + offer(counter.firmness());
      case Accept accept -> "accepts " + thing(accept.reference());
      case Reject reject -> rejects(reject);
      case Inform inform -> informs(inform);
      case Query query -> "asks (" + Plain.word(query.queryType()) + ")" + quoted(query.subject());
      case Clarify clarify ->
          clarify
              .question()
              .map(q -> "asks back: " + Plain.text(q))
              .or(() -> clarify.answer().map(a -> "explains: " + Plain.text(a)))
              .orElse("clarifies");
      case Commit commit -> commits(commit);
      case Delegate delegate ->
          "lets %s act for it (%s, by %s)"
              .formatted(
                  Plain.agent(delegate.targetAgent()),
                  Plain.word(delegate.authority().name()),
                  delegate.protocol());
      case Escalate escalate -> "asks a person to decide: " + Plain.text(escalate.reason());
      case Withdraw withdraw -> withdraws(withdraw.what());
      case Observe observe -> "listens" + quoted(observe.reason());
      case Close close -> "ends the session: " + Plain.word(close.reason());
    };
  }

  private String proposes(Propose propose) {
    return propose.type().wire().equals("session-invitation")
        ? "invites to talk about " + Plain.text(propose.subject())
        : "proposes %s: %s".formatted(offer(propose.firmness()), Plain.text(propose.subject()));
  }

  private String offer(Firmness firmness) {
    return switch (firmness) {
      case ORDINARY -> "an offer";
      case FIRM -> "a firm offer";
    };
  }

  private String quoted(Optional<String> words) {
    return words.map(w -> ": " + Plain.text(w)).orElse("");
  }

  private String thing(Reference reference) {
    String id = " " + called.apply(reference.id());
    return switch (reference.kind()) {
      case PROPOSAL -> "the offer" + id;
      case COMMITMENT -> "the commitment" + id;
      case DELEGATION -> "the delegation" + id;
      case FULFILLMENT -> "that it was fulfilled," + id;
      case TRANSITION -> "what is voted on," + id;
      case ANY -> id.strip();
    };
  }

  private String rejects(Reject reject) {
    return switch (reject.ballot()) {
      case AGAINST ->
          "rejects %s: %s".formatted(thing(reject.reference()), Plain.text(reject.reason()));
      case ABSTAIN -> "abstains on " + thing(reject.reference());
    };
  }

  private String commits(Commit commit) {
    String value = commit.value().map(money -> " worth " + Plain.money(money)).orElse("");
    String escrow =
        commit
            .escrow()
            .map(held -> ", with " + Plain.money(held.money()) + " in escrow")
            .orElse("");
    int count = commit.obligations().size();
    return "binds itself%s: %d %s%s"
        .formatted(value, count, count == 1 ? "obligation" : "obligations", escrow);
  }

  private String withdraws(Withdraw.What what) {
    return switch (what) {
      case Withdraw.What.OfProposal(String id) -> "takes back its offer " + called.apply(id);
      case Withdraw.What.OfCommitment(String id) -> "takes back its commitment " + called.apply(id);
      case Withdraw.What.OfDelegation(String id) -> "takes back the delegation " + called.apply(id);
      case Withdraw.What.OfParticipation() -> "leaves";
    };
  }

  private String informs(Inform inform) {
    return switch (inform.content()) {
      case Content.Identity(_, long version) -> "shows its card, version " + version;
      case Content.Fulfillment(_, String commitment, long obligation, _) ->
          "says that obligation %d of “%s” is fulfilled"
              .formatted(obligation, Plain.text(commitment));
      case Content.Release(String commitment, long obligation) ->
          "lets the other off obligation %d of %s".formatted(obligation, called.apply(commitment));
      case Content.Resolution(String id, var decision, var approval, _, _) ->
          "decides %s: %s, %s"
              .formatted(
                  called.apply(id), Plain.word(approval.name()), Plain.word(decision.name()));
      case Content.Expiry(var data) ->
          "records that time is up: " + Plain.text(data.string("timer").orElse("a timer"));
      case Content.Admission(String commitment, long obligation) ->
          "admits that it broke obligation %d of %s"
              .formatted(obligation, called.apply(commitment));
      case Content.Disputed disputed ->
          "records that dispute “%s” is %s"
              .formatted(Plain.text(disputed.disputeId()), Plain.word(disputed.finding().name()));
      case Content.Impasse() -> "records that the talk does not move any more";
      case Content.Failure failure -> "records a failure: " + Plain.text(failure.reason());
      case Content.Revealed(String id, var opened) ->
          "opens %d sealed bids of %s".formatted(opened.size(), called.apply(id));
      case Content.Reserved() -> "says “" + Plain.text(inform.informType()) + "”";
      case Content.Note() -> "says “" + Plain.text(inform.informType()) + "”";
    };
  }
}

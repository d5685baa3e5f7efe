package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// Everything that can be said in a session: the thirteen performatives with their bodies (protocol
/// section 5). Ids are made here; [Utterance#id] tells them.
public final class Say {
  private Say() {}

  /// PROPOSE: puts terms up for acceptance.
  ///
  /// @param type what it is about
  /// @param subject for people
  /// @param terms what is proposed
  /// @return what to send
  public static Utterance propose(ProposalType type, String subject, JsonObject terms) {
    return Utterance.of(
        Performative.PROPOSE,
        JsonObject.EMPTY
            .with("proposalId", FreshIds.bodyId("proposal"))
            .with("type", type.wire())
            .with("subject", subject)
            .with("terms", terms));
  }

  /// PROPOSE that is void after a while.
  ///
  /// @param type what it is about
  /// @param subject for people
  /// @param terms what is proposed
  /// @param validUntil void from then on
  /// @return what to send
  public static Utterance propose(
      ProposalType type, String subject, JsonObject terms, Instant validUntil) {
    return propose(type, subject, terms).with("validUntil", Timestamp.format(validUntil));
  }

  /// PROPOSE that obliges its maker: whoever accepts in time is owed exactly this COMMIT.
  ///
  /// @param type what it is about
  /// @param subject for people
  /// @param commitment the COMMIT that is owed
  /// @param validUntil void from then on
  /// @return what to send
  public static Utterance firmOffer(
      ProposalType type, String subject, Pledge commitment, Instant validUntil) {
    return propose(
            type, subject, JsonObject.EMPTY.with("commitment", commitment.body()), validUntil)
        .with("firm", JsonBoolean.TRUE);
  }

  /// ACCEPT: agrees to exactly what a message put up.
  ///
  /// @param message a PROPOSE, COUNTER, COMMIT, DELEGATE or claim of fulfilment
  /// @return what to send
  /// @throws IllegalArgumentException if nothing in the message can be accepted
  public static Utterance accept(Received message) {
    return Utterance.of(
        Performative.ACCEPT,
        reference(message).with("acceptedHash", message.envelope().integrity().hash().text()));
  }

  /// REJECT: declines what a message put up.
  ///
  /// @param message a PROPOSE, COUNTER, COMMIT, DELEGATE or claim of fulfilment
  /// @param code why, for machines
  /// @param reason why, for people
  /// @return what to send
  /// @throws IllegalArgumentException if nothing in the message can be declined
  public static Utterance reject(Received message, ReasonCode code, String reason) {
    return Utterance.of(
        Performative.REJECT, reference(message).with("code", code.wire()).with("reason", reason));
  }

  /// COUNTER: declines a proposal or commitment and proposes something else.
  ///
  /// @param message a PROPOSE, COUNTER or COMMIT
  /// @param terms what is proposed instead
  /// @return what to send
  /// @throws IllegalArgumentException if the message can not be countered
  public static Utterance counter(Received message, JsonObject terms) {
    String id =
        switch (message.message()) {
          case Propose p -> p.proposalId();
          case Counter c -> c.proposalId();
          case Commit c -> c.commitmentId();
          case Accept _,
              Reject _,
              Inform _,
              Query _,
              Clarify _,
              Delegate _,
              Escalate _,
              Withdraw _,
              Observe _,
              Close _ ->
              throw unfit(message, "countered");
        };
    return Utterance.of(
        Performative.COUNTER,
        JsonObject.EMPTY
            .with("proposalId", FreshIds.bodyId("proposal"))
            .with("inReplyTo", id)
            .with("terms", terms));
  }

  /// INFORM: tells something that the rules do not depend on.
  ///
  /// @param informType `status`, `data`, `progress` or another word
  /// @param facts what is told
  /// @return what to send
  public static Utterance inform(String informType, JsonObject facts) {
    return Utterance.of(
        Performative.INFORM, JsonObject.EMPTY.with("informType", informType).with("data", facts));
  }

  /// INFORM in answer to a QUERY.
  ///
  /// @param query the QUERY
  /// @param facts the answer
  /// @return what to send
  /// @throws IllegalArgumentException if the message is no QUERY
  public static Utterance answer(Received query, JsonObject facts) {
    String id =
        query.body().string("queryId").orElseThrow(() -> unfit(query, "answered with facts"));
    return inform("data", facts).with("inReplyTo", id);
  }

  /// INFORM `identity`: shows the card that the sender uses from here on.
  ///
  /// @param card the card
  /// @return what to send
  public static Utterance identity(AgentCard card) {
    return inform(
        "identity",
        JsonObject.EMPTY.with("cardHash", card.hash().text()).with("cardVersion", card.version()));
  }

  /// INFORM `fulfillment`: claims that an obligation is fulfilled.
  ///
  /// @param commitmentId which commitment
  /// @param obligation index of the obligation, from 0
  /// @param evidence what shows it
  /// @return what to send
  public static Utterance fulfill(String commitmentId, int obligation, JsonObject evidence) {
    return Utterance.of(
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "fulfillment")
            .with("fulfillmentId", FreshIds.bodyId("fulfillment"))
            .with("commitmentId", commitmentId)
            .with("obligation", obligation)
            .with("evidence", evidence));
  }

  /// ACCEPT of a claim: the creditor has examined it and it is fulfilled.
  ///
  /// @param claim the claim
  /// @return what to send
  /// @throws IllegalArgumentException if the message is no claim
  public static Utterance verify(Received claim) {
    if (claim.message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Fulfillment) {
      return accept(claim);
    }
    throw unfit(claim, "verified");
  }

  /// INFORM `release`: the creditor lets the debtor off.
  ///
  /// @param commitmentId which commitment
  /// @param obligation index of the obligation, from 0
  /// @return what to send
  public static Utterance release(String commitmentId, int obligation) {
    return Utterance.of(
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "release")
            .with("commitmentId", commitmentId)
            .with("obligation", obligation));
  }

  /// INFORM `error`: something went wrong here.
  ///
  /// @param code what, for machines
  /// @param reason what, for people
  /// @return what to send
  public static Utterance error(ReasonCode code, String reason) {
    return Utterance.of(
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "error")
            .with("code", code.wire())
            .with("reason", reason));
  }

  /// QUERY: asks something.
  ///
  /// @param queryType `capability`, `status`, `cfp` or another word
  /// @param subject for people
  /// @param parameters what exactly is asked
  /// @return what to send
  public static Utterance query(String queryType, String subject, JsonObject parameters) {
    return Utterance.of(
        Performative.QUERY,
        JsonObject.EMPTY
            .with("queryId", FreshIds.bodyId("query"))
            .with("queryType", queryType)
            .with("subject", subject)
            .with("parameters", parameters));
  }

  /// CLARIFY: asks back about something.
  ///
  /// @param message what it is about; has an id of its own
  /// @param question the question
  /// @return what to send
  public static Utterance askAbout(Received message, String question) {
    return clarify(message).with("question", question);
  }

  /// CLARIFY: explains something.
  ///
  /// @param message what it is about; has an id of its own, or is itself a CLARIFY
  /// @param explanation the explanation
  /// @return what to send
  public static Utterance explain(Received message, String explanation) {
    return clarify(message).with("answer", explanation);
  }

  private static Utterance clarify(Received message) {
    String id =
        message
            .body()
            .string("referenceId")
            .or(() -> ownId(message))
            .orElseThrow(() -> unfit(message, "clarified"));
    return Utterance.of(Performative.CLARIFY, JsonObject.EMPTY.with("referenceId", id));
  }

  /// COMMIT: offers a binding promise.
  ///
  /// @param pledge who owes what until when
  /// @return what to send
  public static Utterance commit(Pledge pledge) {
    return Utterance.of(Performative.COMMIT, pledge.body());
  }

  /// DELEGATE: hands authority to another agent.
  ///
  /// @param target to whom
  /// @param scope what it covers, for people
  /// @param authority how far it goes
  /// @return what to send
  public static Utterance delegate(AgentUri target, String scope, Authority authority) {
    return Utterance.of(
        Performative.DELEGATE,
        JsonObject.EMPTY
            .with("delegationId", FreshIds.bodyId("delegation"))
            .with("targetAgent", target.text())
            .with("scope", scope)
            .with("authority", authority.wire())
            .with("protocol", "asp"));
  }

  /// ESCALATE: suspends the talk until an authority has decided, about nothing in particular.
  ///
  /// @param reason why, for people
  /// @return what to send
  public static Utterance escalate(String reason) {
    return Utterance.of(
        Performative.ESCALATE,
        JsonObject.EMPTY
            .with("escalationId", FreshIds.bodyId("escalation"))
            .with("reason", reason));
  }

  /// ESCALATE: asks whether one may say something; a refusal forbids exactly that body.
  ///
  /// @param reason why, for people
  /// @param planned what is to be said
  /// @return what to send
  public static Utterance escalate(String reason, Utterance planned) {
    return escalate(reason).with("bodyHash", Hash.of(CanonicalJson.bytes(planned.body())).text());
  }

  /// ESCALATE: asks how to answer something; a refusal counts as declining it.
  ///
  /// @param reason why, for people
  /// @param message what was put up
  /// @return what to send
  public static Utterance escalate(String reason, Received message) {
    String id = ownId(message).orElseThrow(() -> unfit(message, "escalated"));
    return escalate(reason).with("referenceId", id);
  }

  /// WITHDRAW of something of one's own.
  ///
  /// @param own one's own PROPOSE, COUNTER, COMMIT before its first ACCEPT, or DELEGATE
  /// @return what to send
  /// @throws IllegalArgumentException if the message can not be withdrawn
  public static Utterance withdraw(Received own) {
    if (own.performative() == Performative.INFORM) {
      throw unfit(own, "withdrawn");
    }
    return Utterance.of(Performative.WITHDRAW, reference(own));
  }

  /// WITHDRAW of one's participation: leaves the session.
  ///
  /// @return what to send
  public static Utterance leave() {
    return Utterance.of(
        Performative.WITHDRAW, JsonObject.EMPTY.with("participation", JsonBoolean.TRUE));
  }

  /// OBSERVE: becomes an observer from here on.
  ///
  /// @param reason why, for people
  /// @return what to send
  public static Utterance observe(String reason) {
    return Utterance.of(Performative.OBSERVE, JsonObject.EMPTY.with("reason", reason));
  }

  /// CLOSE: ends the session.
  ///
  /// @param reason `completed`, `no-agreement`, `impasse`, `cancelled` or another word
  /// @return what to send
  public static Utterance close(String reason) {
    return Utterance.of(Performative.CLOSE, JsonObject.EMPTY.with("reason", reason));
  }

  private static JsonObject reference(Received message) {
    return switch (message.message()) {
      case Propose p -> JsonObject.EMPTY.with("proposalId", p.proposalId());
      case Counter c -> JsonObject.EMPTY.with("proposalId", c.proposalId());
      case Commit c -> JsonObject.EMPTY.with("commitmentId", c.commitmentId());
      case Delegate d -> JsonObject.EMPTY.with("delegationId", d.delegationId());
      case Inform(_, _, Inform.Content.Fulfillment claim) ->
          JsonObject.EMPTY.with("fulfillmentId", claim.fulfillmentId());
      case Accept _,
          Reject _,
          Inform _,
          Query _,
          Clarify _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ ->
          throw unfit(message, "answered so");
    };
  }

  private static Optional<String> ownId(Received message) {
    return new Utterance(message.performative(), message.body(), Optional.empty(), JsonObject.EMPTY)
        .id();
  }

  private static IllegalArgumentException unfit(Received message, String what) {
    return new IllegalArgumentException(
        message.performative() + " at position " + message.position() + " cannot be " + what);
  }
}

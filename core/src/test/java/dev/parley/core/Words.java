package dev.parley.core;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// What a message of a test says: its performative, a legal body, and what it asks of answers.
///
/// @param performative the speech act
/// @param body the body
/// @param constraints the constraints, empty for none
public record Words(Performative performative, JsonObject body, JsonObject constraints) {
  /// Words without constraints.
  ///
  /// @param performative the speech act
  /// @param body the body
  /// @return the words
  public static Words of(Performative performative, JsonObject body) {
    return new Words(performative, body, JsonObject.EMPTY);
  }

  /// The same with one member of the body added or replaced.
  ///
  /// @param name the member
  /// @param value its value
  /// @return other words
  public Words with(String name, JsonValue value) {
    return new Words(performative, body.with(name, value), constraints);
  }

  /// The same with one member of the body added or replaced.
  ///
  /// @param name the member
  /// @param value its text
  /// @return other words
  public Words with(String name, String value) {
    return new Words(performative, body.with(name, value), constraints);
  }

  /// The same with one member of the body added or replaced.
  ///
  /// @param name the member
  /// @param value a time
  /// @return other words
  public Words with(String name, Instant value) {
    return with(name, Timestamp.format(value));
  }

  /// The same with a constraint.
  ///
  /// @param name the member of `constraints`
  /// @param value its value
  /// @return other words
  public Words asking(String name, JsonValue value) {
    return new Words(performative, body, constraints.with(name, value));
  }

  /// The same with a limit for the time of an answer.
  ///
  /// @param within how long an answer may take
  /// @return other words
  public Words answeredWithin(Duration within) {
    return asking("maxResponseTimeMs", JsonNumber.of(within.toMillis()));
  }

  /// PROPOSE `session-invitation`.
  ///
  /// @param node the steward
  /// @param invitees who is invited, all as counterparties
  /// @return the words
  public static Words invitation(Speaker node, Speaker... invitees) {
    List<JsonValue> named =
        Arrays.stream(invitees).<JsonValue>map(i -> invitee(i, "counterparty")).toList();
    return invitation(
        JsonObject.EMPTY
            .with("node", node.uri().text())
            .with("invitees", JsonArray.of(named))
            .with("authorities", JsonArray.ofStrings(List.of("agent://courts.example/judge"))));
  }

  /// PROPOSE `session-invitation`.
  ///
  /// @param terms the terms of the session
  /// @return the words
  public static Words invitation(JsonObject terms) {
    return of(
        Performative.PROPOSE,
        JsonObject.EMPTY
            .with("proposalId", "invitation")
            .with("type", "session-invitation")
            .with("subject", "a talk")
            .with("terms", terms));
  }

  /// An entry of `invitees`.
  ///
  /// @param agent who
  /// @param role as what
  /// @return the entry
  public static JsonObject invitee(Speaker agent, String role) {
    return JsonObject.EMPTY.with("agentId", agent.uri().text()).with("role", role);
  }

  /// PROPOSE of a service.
  ///
  /// @param id the proposal's id
  /// @return the words
  public static Words propose(String id) {
    return of(
        Performative.PROPOSE,
        JsonObject.EMPTY
            .with("proposalId", id)
            .with("type", "service-agreement")
            .with("subject", "a service")
            .with("terms", JsonObject.EMPTY.with("price", 100)));
  }

  /// ACCEPT.
  ///
  /// @param kind what kind of thing
  /// @param id its id
  /// @return the words
  public static Words accept(Reference.Kind kind, String id) {
    return of(Performative.ACCEPT, JsonObject.EMPTY.with(kind.member(), id));
  }

  /// REJECT.
  ///
  /// @param kind what kind of thing
  /// @param id its id
  /// @return the words
  public static Words reject(Reference.Kind kind, String id) {
    return of(
        Performative.REJECT,
        JsonObject.EMPTY
            .with(kind.member(), id)
            .with("code", "policy_violation")
            .with("reason", "not like this"));
  }

  /// COUNTER.
  ///
  /// @param id the new proposal's id
  /// @param inReplyTo what it answers
  /// @return the words
  public static Words counter(String id, String inReplyTo) {
    return of(
        Performative.COUNTER,
        JsonObject.EMPTY
            .with("proposalId", id)
            .with("inReplyTo", inReplyTo)
            .with("terms", JsonObject.EMPTY.with("price", 90)));
  }

  /// INFORM without further members.
  ///
  /// @param type its `informType`
  /// @return the words
  public static Words inform(String type) {
    return of(Performative.INFORM, JsonObject.EMPTY.with("informType", type));
  }

  /// INFORM `identity`.
  ///
  /// @param speaker whose card is shown
  /// @return the words
  public static Words identity(Speaker speaker) {
    return inform("identity")
        .with(
            "data",
            JsonObject.EMPTY
                .with("cardHash", speaker.card().hash().text())
                .with("cardVersion", speaker.card().version()));
  }

  /// INFORM `fulfillment` of the first obligation.
  ///
  /// @param id the claim's id
  /// @param commitmentId which commitment
  /// @return the words
  public static Words fulfillment(String id, String commitmentId) {
    return inform("fulfillment")
        .with("fulfillmentId", id)
        .with("commitmentId", commitmentId)
        .with("obligation", JsonNumber.of(0));
  }

  /// INFORM `breach`: the debtor says that it will fail.
  ///
  /// @param commitmentId which commitment
  /// @return the words
  public static Words admission(String commitmentId) {
    return inform("breach").with("commitmentId", commitmentId).with("obligation", JsonNumber.of(0));
  }

  /// INFORM `dispute` about the first obligation of a commitment.
  ///
  /// @param commitmentId which commitment
  /// @param finding what the dispute makes of it
  /// @return the words
  public static Words disputed(String commitmentId, Inform.Finding finding) {
    return inform("dispute")
        .with(
            "data",
            JsonObject.EMPTY
                .with("disputeId", "d-1")
                .with("record", Hash.ZERO.text())
                .with("commitmentId", commitmentId)
                .with("obligation", JsonNumber.of(0))
                .with("finding", finding.wire()));
  }

  /// INFORM `release` of the first obligation.
  ///
  /// @param commitmentId which commitment
  /// @return the words
  public static Words release(String commitmentId) {
    return inform("release")
        .with("commitmentId", commitmentId)
        .with("obligation", JsonNumber.of(0));
  }

  /// INFORM `escalation-resolution`.
  ///
  /// @param escalationId which escalation
  /// @param decision `resume`, `close` or `fail`
  /// @return the words
  public static Words resolution(String escalationId, String decision) {
    return inform("escalation-resolution")
        .with(
            "data", JsonObject.EMPTY.with("escalationId", escalationId).with("decision", decision));
  }

  /// INFORM `error`.
  ///
  /// @param code its code
  /// @return the words
  public static Words error(String code) {
    return inform("error").with("code", code).with("reason", "it went wrong");
  }

  /// QUERY.
  ///
  /// @param id the question's id
  /// @return the words
  public static Words query(String id) {
    return of(
        Performative.QUERY, JsonObject.EMPTY.with("queryId", id).with("queryType", "capability"));
  }

  /// CLARIFY with a question.
  ///
  /// @param about what it is about
  /// @return the words
  public static Words clarify(String about) {
    return of(
        Performative.CLARIFY,
        JsonObject.EMPTY.with("referenceId", about).with("question", "which one?"));
  }

  /// COMMIT with one obligation.
  ///
  /// @param id the commitment's id
  /// @param debtor who owes
  /// @param deadline until when
  /// @return the words
  public static Words commit(String id, AgentUri debtor, Instant deadline) {
    JsonObject owed =
        JsonObject.EMPTY
            .with("party", debtor.text())
            .with("action", "deliver")
            .with("deadline", Timestamp.format(deadline))
            .with("verificationMethod", "by eye");
    return commit(id, deadline, owed);
  }

  /// COMMIT.
  ///
  /// @param id the commitment's id
  /// @param deadline until when, for obligations without one
  /// @param obligations who owes what
  /// @return the words
  public static Words commit(String id, Instant deadline, JsonObject... obligations) {
    JsonArray list = JsonArray.of(List.<JsonValue>of(obligations));
    return of(
        Performative.COMMIT,
        JsonObject.EMPTY
            .with("commitmentId", id)
            .with("deadline", Timestamp.format(deadline))
            .with("terms", JsonObject.EMPTY.with("obligations", list)));
  }

  /// DELEGATE.
  ///
  /// @param id the delegation's id
  /// @param target to whom
  /// @param authority `advisory`, `negotiate` or `commit`
  /// @return the words
  public static Words delegate(String id, Speaker target, String authority) {
    return of(
        Performative.DELEGATE,
        JsonObject.EMPTY
            .with("delegationId", id)
            .with("targetAgent", target.uri().text())
            .with("scope", "all of it")
            .with("authority", authority));
  }

  /// ESCALATE to nobody in particular.
  ///
  /// @param id the escalation's id
  /// @return the words
  public static Words escalate(String id) {
    return of(
        Performative.ESCALATE,
        JsonObject.EMPTY.with("escalationId", id).with("reason", "beyond my mandate"));
  }

  /// ESCALATE of a planned message.
  ///
  /// @param id the escalation's id
  /// @param bodyHash the hash of its body
  /// @return the words
  public static Words escalate(String id, Hash bodyHash) {
    return escalate(id).with("bodyHash", bodyHash.text());
  }

  /// WITHDRAW of something with an id.
  ///
  /// @param kind what kind of thing
  /// @param id its id
  /// @return the words
  public static Words withdraw(Reference.Kind kind, String id) {
    return of(Performative.WITHDRAW, JsonObject.EMPTY.with(kind.member(), id));
  }

  /// WITHDRAW of one's participation.
  ///
  /// @return the words
  public static Words leave() {
    return of(
        Performative.WITHDRAW,
        JsonObject.EMPTY.with("participation", dev.parley.core.json.JsonBoolean.TRUE));
  }

  /// OBSERVE.
  ///
  /// @return the words
  public static Words observe() {
    return of(Performative.OBSERVE, JsonObject.EMPTY);
  }

  /// CLOSE.
  ///
  /// @param reason why
  /// @return the words
  public static Words close(String reason) {
    return of(Performative.CLOSE, JsonObject.EMPTY.with("reason", reason));
  }
}

package dev.parley.server.people;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Money;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.StoredEscalation;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredMessage;
import java.util.Optional;

/// An escalation as those see it who decide it, and who asked. Stateless.
final class EscalationView {
  private EscalationView() {}

  /// What is asked, and by when: a line of the queue.
  static JsonObject line(SessionStore sessions, StoredEscalation escalation) {
    return summary(escalation, asked(sessions, escalation)).build();
  }

  /// All that is needed to decide.
  static JsonObject whole(
      SessionStore sessions, Talk talk, Matter.Escalation asked, StoredEscalation stored) {
    Envelope message = asked(sessions, stored);
    JsonObject.Builder out =
        summary(stored, message)
            .put(
                "deciders",
                JsonArray.ofStrings(
                    asked.deciders(talk.opening().terms()).stream().map(AgentUri::text).toList()));
    if (message.message() instanceof Escalate escalate) {
      out.put("options", JsonArray.ofStrings(escalate.options()));
    }
    if (!stored.shown().isEmpty()) {
      out.put("shown", StoredJson.of(stored.shown()));
    }
    about(sessions, talk, asked, stored).ifPresent(about -> out.put("about", about));
    return out.build();
  }

  private static JsonObject.Builder summary(StoredEscalation escalation, Envelope message) {
    Escalate escalate =
        message.message() instanceof Escalate said
            ? said
            : failed("an escalation was not made by an ESCALATE");
    JsonObject.Builder out =
        JsonObject.builder()
            .put("sessionId", escalation.session().toString())
            .put("escalationId", escalation.escalationId())
            .put("principal", escalation.principal())
            .put("askedBy", message.sender().agentId().text())
            .put("askedAt", Timestamp.format(escalation.askedAt()))
            .put("due", Timestamp.format(escalation.due()))
            .put("reason", escalate.reason())
            .put("status", escalation.end().map(e -> e.outcome().name()).orElse("WAITING"));
    escalation.end().ifPresent(end -> out.put("endedAt", Timestamp.format(end.at())));
    escalation.stake().ifPresent(stake -> out.put("stake", money(stake)));
    switch (escalate.question()) {
      case Escalate.Question.AboutReference(String id) -> out.put("referenceId", id);
      case Escalate.Question.AboutOwnMessage(var body) -> out.put("bodyHash", body.text());
      case Escalate.Question.Open() -> {}
    }
    return out;
  }

  private static JsonObject money(Money money) {
    return JsonObject.EMPTY
        .with("amount", money.amount().toPlainString())
        .with("currency", money.currency());
  }

  /// The message behind what is asked about.
  private static Optional<JsonObject> about(
      SessionStore sessions, Talk talk, Matter.Escalation asked, StoredEscalation stored) {
    return asked.question() instanceof Escalate.Question.AboutReference(String id)
        ? Optional.ofNullable(talk.matters().get(id))
            .map(
                matter -> {
                  Envelope said = message(sessions, stored, matter.origin().position());
                  return JsonObject.builder()
                      .put("referenceId", id)
                      .put("position", matter.origin().position())
                      .put("sender", said.sender().agentId().text())
                      .put("performative", said.performative().name())
                      .put("body", said.body())
                      .build();
                })
        : Optional.empty();
  }

  private static Envelope asked(SessionStore sessions, StoredEscalation escalation) {
    return message(sessions, escalation, escalation.position());
  }

  private static Envelope message(
      SessionStore sessions, StoredEscalation escalation, long position) {
    StoredMessage message =
        sessions.messages(escalation.session(), position, 1).stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new StoreFailure(
                        "no message " + position + " in " + new SessionId(escalation.session())));
    return Envelope.decode(StoredJson.of(message.canonical())).orThrow();
  }

  private static Escalate failed(String why) {
    throw new StoreFailure(why);
  }
}

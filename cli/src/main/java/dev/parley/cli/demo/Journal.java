package dev.parley.cli.demo;

import dev.parley.client.FoundAgent;
import dev.parley.client.Received;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.card.AgentCard;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;

/// What an agent of the demo tells the process that started it, event by event: what it did, every
/// message of the session as this side has verified it, and what it thought when it said its own.
/// For one thread.
public final class Journal {
  /// Where many talk, one is overtaken often.
  private static final int MANY = 50;

  private final Consumer<JsonObject> reader;
  private long told;

  /// A journal.
  ///
  /// @param reader takes each event, an object with a member `event`
  public Journal(Consumer<JsonObject> reader) {
    this.reader = reader;
  }

  void registered(AgentCard card) {
    reader.accept(
        event("registered")
            .put("agentId", card.agentId().text())
            .put("cardVersion", card.version())
            .put("cardHash", card.hash().text())
            .build());
  }

  void discovered(String capability, List<FoundAgent> found) {
    List<JsonValue> all =
        found.stream()
            .<JsonValue>map(
                agent ->
                    JsonObject.builder()
                        .put("agentId", agent.agentId().text())
                        .put("name", agent.name())
                        .put("trustScore", new JsonNumber(agent.trustScore()))
                        .build())
            .toList();
    reader.accept(
        event("discovered").put("capability", capability).put("found", JsonArray.of(all)).build());
  }

  /// Says something in the session and tells what this side thought.
  Received say(Session session, Utterance utterance, String thought) {
    SendResult result = session.send(utterance, WhenOvertaken.repeat(MANY));
    Received message = result.orThrow();
    until(session, message.position());
    told = message.position() + 1;
    reader.accept(message(message).put("thought", thought).build());
    return message;
  }

  /// Tries to say something that has to be refused, and tells how it went.
  ///
  /// @param what in words, after the name of who tries it
  void attempted(Session session, Utterance utterance, String what) {
    SendResult result = session.send(utterance, WhenOvertaken.repeat(MANY));
    catchUp(session);
    reader.accept(
        event("attempted")
            .put("after", told - 1)
            .put("what", what)
            .put(
                "refused",
                result instanceof SendResult.Refused(var refusal) ? refusal.code().wire() : "")
            .build());
  }

  /// Tells all of the session that was not told yet.
  void catchUp(Session session) {
    until(session, Long.MAX_VALUE);
  }

  private void until(Session session, long end) {
    for (Received message : session.history()) {
      if (message.position() >= told && message.position() < end) {
        reader.accept(message(message).build());
        told = message.position() + 1;
      }
    }
  }

  void learned(Session session) {
    catchUp(session);
    reader.accept(event("learned").put("summary", session.summary().json()).build());
  }

  private static JsonObject.Builder message(Received message) {
    JsonObject.Builder event = event("message");
    message.json().names().forEach(name -> event.putIfPresent(name, message.json().get(name)));
    return event;
  }

  private static JsonObject.Builder event(String name) {
    return JsonObject.builder().put("event", name);
  }
}

package dev.parley.cli.queue;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.nats.Subjects;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// Queues bytes by hand and reads the receipts, as a program without the SDK does.
public final class Submitter {
  private static final AtomicLong ATTEMPTS = new AtomicLong();

  private final Somebody somebody;
  private final AgentUri agent;
  private final Subscription receipts;

  /// Queues for an agent.
  ///
  /// @param somebody whose connection is used
  /// @param agent who says to speak
  /// @throws Exception when the receipts cannot be subscribed to
  public Submitter(Somebody somebody, AgentUri agent) throws Exception {
    this.somebody = somebody;
    this.agent = agent;
    this.receipts = somebody.subscribe(Subjects.receipt(agent));
  }

  /// Queues a message.
  ///
  /// @return names this sending
  String queue(String session, byte[] bytes) throws Exception {
    return queue(Subjects.submission(session, agent), bytes, "append");
  }

  /// Queues anything.
  ///
  /// @param subject where
  /// @param bytes what
  /// @param act what it is to do
  /// @return names this sending
  /// @throws Exception when the queue does not take it
  public String queue(String subject, byte[] bytes, String act) throws Exception {
    String attempt = "attempt-" + ATTEMPTS.incrementAndGet();
    Headers headers = new Headers().put("Asp-Attempt", attempt).put("Asp-Act", act);
    somebody.queue().publish(subject, headers, bytes);
    return attempt;
  }

  /// The receipt of one sending; those of others before it are not kept.
  ///
  /// @param attempt names the sending
  /// @return what became of it
  /// @throws Exception when none comes
  public JsonObject receipt(String attempt) throws Exception {
    while (true) {
      Message message = receipts.nextMessage(Scene.SOON);
      if (message == null) {
        throw new AssertionError("no receipt for " + attempt);
      }
      if (message.hasHeaders() && attempt.equals(message.getHeaders().getFirst("Asp-Attempt"))) {
        if (StrictJson.read(message.getData(), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject json, _)) {
          return json;
        }
        throw new AssertionError(
            "not a receipt: " + new String(message.getData(), StandardCharsets.UTF_8));
      }
    }
  }

  /// What became of a message: `accepted`, `repeated`, or the code of the refusal.
  String outcome(String session, byte[] bytes) throws Exception {
    return word(receipt(queue(session, bytes)));
  }

  static String word(JsonObject receipt) {
    return receipt
        .object("error")
        .flatMap(error -> error.string("code"))
        .or(() -> receipt.string("outcome"))
        .orElseThrow();
  }
}

package dev.parley.nats;

import dev.parley.client.Wire;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Queues an agent's messages and waits for their receipts. Thread-safe.
final class Submissions implements AutoCloseable {
  private static final int ACCEPTED = 201;

  private final Connection connection;
  private final AgentUri agent;
  private final Dispatcher dispatcher;
  private final Map<String, CompletableFuture<Receipt>> waiting = new ConcurrentHashMap<>();

  Submissions(Connection connection, AgentUri agent) {
    this.connection = connection;
    this.agent = agent;
    this.dispatcher = connection.createDispatcher(this::take);
    dispatcher.subscribe(Subjects.receipt(agent));
  }

  private void take(Message message) {
    Field.of(message, Field.ATTEMPT)
        .map(waiting::get)
        .ifPresent(
            future -> Receipt.read(message.getData()).ifPresent(read -> future.complete(read)));
  }

  /// Queues a message once and waits for what became of it.
  Wire.Reply send(String session, String act, byte[] envelope, Duration wait) throws IOException {
    if (envelope.length > JsonLimits.MESSAGE.maxBytes()) {
      return tooLarge(); // A queue may not even take what the node would refuse.
    }
    String attempt = NUID.nextGlobal();
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    waiting.put(attempt, receipt);
    try {
      Headers headers = new Headers().put(Field.ATTEMPT, attempt).put(Field.ACT, act);
      connection.jetStream().publish(Subjects.submission(session, agent), headers, envelope);
      return reply(receipt.get(wait.toMillis(), TimeUnit.MILLISECONDS), envelope);
    } catch (JetStreamApiException | IllegalStateException e) {
      throw new IOException("the queue does not take the message: " + e.getMessage(), e);
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no receipt in " + wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a receipt", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      waiting.remove(attempt);
    }
  }

  private static Wire.Reply tooLarge() {
    int most = JsonLimits.MESSAGE.maxBytes();
    byte[] body =
        CanonicalJson.bytes(
            ErrorCode.TOO_LARGE
                .because("the body has more than " + most + " bytes")
                .with("limit", most)
                .json());
    return new Wire.Reply(ErrorCode.TOO_LARGE.httpStatus(), headers(Map.of()), body);
  }

  /// The receipt as the answer that a request would have had.
  private static Wire.Reply reply(Receipt receipt, byte[] envelope) throws IOException {
    JsonObject json = receipt.json();
    int status =
        (int) json.integer("status").orElseThrow(() -> new IOException("a receipt without status"));
    if (status / 100 != 2) {
      JsonObject body =
          JsonObject.EMPTY.with("error", json.object("error").orElse(JsonObject.EMPTY));
      return new Wire.Reply(
          status,
          json.integer("retryAfterSeconds").isPresent()
              ? headers(
                  Map.of(
                      "Retry-After", Long.toString(json.integer("retryAfterSeconds").getAsLong())))
              : headers(Map.of()),
          CanonicalJson.bytes(body));
    }
    JsonObject sent = Receipt.object(envelope).orElse(JsonObject.EMPTY);
    Optional<String> hash = sent.object("integrity").flatMap(i -> i.string("hash"));
    if (hash.isEmpty() || !hash.equals(json.string("hash"))) {
      throw new IOException("a receipt for another message");
    }
    JsonObject.Builder body = JsonObject.builder().put("envelope", sent);
    json.integer("position").ifPresent(position -> body.put("position", position));
    json.string("acceptedAt").ifPresent(at -> body.put("acceptedAt", at));
    return new Wire.Reply(
        status == ACCEPTED ? ACCEPTED : status,
        headers(Map.of()),
        CanonicalJson.bytes(body.build()));
  }

  private static HttpHeaders headers(Map<String, String> fields) {
    Map<String, List<String>> all = new java.util.HashMap<>();
    fields.forEach((name, value) -> all.put(name, List.of(value)));
    return HttpHeaders.of(all, (_, _) -> true);
  }

  @Override
  public void close() {
    waiting
        .values()
        .forEach(f -> f.completeExceptionally(new IOException("the connection was closed")));
    if (dispatcher.isActive()) {
      connection.closeDispatcher(dispatcher);
    }
  }
}

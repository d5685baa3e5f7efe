package dev.parley.a2a.call;

import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Headers;
import dev.parley.a2a.wire.Outcome;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.WebAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// Requests and answers, within limits of size and time. Redirects are not followed: whoever names
/// an address answers for it.
final class Exchange implements AutoCloseable {
  private static final int DEPTH = 64;
  private static final int MEMBERS = 1_000;

  private final CallLimits limits;
  private final HttpClient client;
  private final ScheduledExecutorService watches =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("a2a-silence").factory());

  /// What kind of answer is asked for.
  enum Kind {
    WHOLE,
    STREAM
  }

  Exchange(CallLimits limits) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect())
            .build();
  }

  /// An address that an agent states.
  static Optional<URI> address(String text) {
    return WebAddress.parse(text).map(known -> URI.create(known.text()));
  }

  /// A card.
  Outcome<JsonObject> fetch(URI card) {
    HttpRequest request =
        HttpRequest.newBuilder(card)
            .timeout(limits.answer())
            .header("Accept", "application/json")
            .header(Headers.VERSION, "1.0")
            .build();
    return sent(request)
        .then(
            answer ->
                whole(answer)
                    .then(
                        json ->
                            answer.statusCode() == 200
                                ? Outcome.done(json)
                                : Outcome.refused(
                                    A2aError.INVALID_AGENT_RESPONSE,
                                    "no card, but status " + answer.statusCode())));
  }

  /// Sends a request.
  Outcome<HttpResponse<InputStream>> open(Binding.Form form, Set<String> extensions, Kind kind) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(form.where())
            .timeout(limits.answer())
            .header(Headers.VERSION, "1.0")
            .header(
                "Accept",
                switch (kind) {
                  case WHOLE -> "application/a2a+json, application/json";
                  case STREAM -> "text/event-stream";
                })
            .method(
                form.method(),
                form.body()
                    .map(body -> BodyPublishers.ofByteArray(CanonicalJson.bytes(body)))
                    .orElseGet(BodyPublishers::noBody));
    if (form.body().isPresent()) {
      request.header("Content-Type", "application/json");
    }
    if (!extensions.isEmpty()) {
      request.header(Headers.EXTENSIONS, String.join(",", extensions));
    }
    return sent(request.build());
  }

  private Outcome<HttpResponse<InputStream>> sent(HttpRequest request) {
    try {
      return Outcome.done(client.send(request, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      return Outcome.refused(
          A2aError.UNAVAILABLE, "the agent cannot be reached: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused(A2aError.UNAVAILABLE, "the call was interrupted");
    }
  }

  static boolean isStream(HttpResponse<InputStream> answer) {
    return answer.statusCode() == 200
        && answer
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/event-stream"))
            .isPresent();
  }

  InputStream patient(HttpResponse<InputStream> answer) {
    return new PatientInput(answer.body(), limits, watches);
  }

  /// All of a JSON answer.
  Outcome<JsonObject> whole(HttpResponse<InputStream> answer) {
    try (InputStream in = patient(answer)) {
      byte[] bytes = in.readNBytes(limits.answerBytes() + 1);
      return bytes.length > limits.answerBytes()
          ? Outcome.refused(A2aError.INVALID_AGENT_RESPONSE, "the answer is too long")
          : object(bytes);
    } catch (IOException e) {
      return Outcome.refused(
          A2aError.INVALID_AGENT_RESPONSE, "the answer broke off: " + e.getMessage());
    }
  }

  static Outcome<JsonObject> object(byte[] bytes) {
    JsonLimits limits = new JsonLimits(Math.max(1, bytes.length), DEPTH, MEMBERS);
    return StrictJson.read(bytes, limits) instanceof Parsed.Value(JsonObject object, _)
        ? Outcome.done(object)
        : Outcome.refused(A2aError.INVALID_AGENT_RESPONSE, "the answer is no JSON object");
  }

  static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    watches.shutdownNow();
    client.shutdownNow();
  }
}

package dev.parley.client;

import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Requests to one node: each with a fresh proof (RFC 9449), repeated when the node asks for its
/// nonce, when a token has run out, and when it cannot be reached or is busy. Thread-safe.
final class HttpCalls {
  /// How often a request is repeated at once because of its proof or its token.
  private static final int MOST_RENEWALS = 3;

  private final Origin origin;
  private final HttpClient http;
  private final ConnectionSettings settings;
  private final Pauses pauses;
  private final AtomicReference<Optional<String>> nonce = new AtomicReference<>(Optional.empty());
  private volatile boolean closed;

  HttpCalls(Origin origin, HttpClient http, ConnectionSettings settings, Pauses pauses) {
    this.origin = origin;
    this.http = http;
    this.settings = settings;
    this.pauses = pauses;
  }

  Origin origin() {
    return origin;
  }

  ConnectionSettings settings() {
    return settings;
  }

  Pauses pauses() {
    return pauses;
  }

  /// Sends a request until the node has answered it, with whatever status.
  ///
  /// @throws NoAnswerException if no answer came in time
  /// @throws TransportException if the node cannot be reached
  Answer exchange(Call call, Credentials by) {
    int failures = 0;
    int renewals = 0;
    while (true) {
      try {
        Attempt<byte[]> attempt =
            attempt(call, by, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Answer.MAX_BYTES));
        Answer answer = answer(attempt);
        if (renewed(answer, attempt.token(), by) && renewals++ < MOST_RENEWALS) {
          continue;
        }
        if (!answer.later() || ++failures >= settings.attempts()) {
          return answer;
        }
        pauses.pause(wait(answer, failures));
      } catch (IOException e) {
        if (++failures >= settings.attempts()) {
          throw failed(call, e);
        }
        pauses.pause(Pauses.beforeRetry(failures));
      }
    }
  }

  /// Opens a stream, once: whoever reads streams opens them anew by itself.
  ///
  /// @throws RefusedException if the node declined
  Opened stream(Call call, Credentials by) throws IOException {
    for (int renewals = 0; ; renewals++) {
      Attempt<ByteChunks> attempt = attempt(call, by, _ -> new ByteChunks());
      HttpResponse<ByteChunks> response = attempt.response();
      if (response.statusCode() == 200) {
        return new Opened.Streaming(response.body());
      }
      byte[] body = response.body().whole(settings.requestTimeout());
      Answer answer = new Answer(response.statusCode(), response.headers(), body);
      if (!renewed(answer, attempt.token(), by) || renewals >= MOST_RENEWALS) {
        return new Opened.Declined(answer);
      }
    }
  }

  /// What came of opening a stream.
  sealed interface Opened {
    record Streaming(ByteChunks bytes) implements Opened {}

    record Declined(Answer answer) implements Opened {}
  }

  private record Attempt<T>(HttpResponse<T> response, Optional<String> token) {}

  private static Answer answer(Attempt<byte[]> attempt) {
    HttpResponse<byte[]> response = attempt.response();
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /// Whether the node asked for something that the next attempt has: its nonce, a new token, a new
  /// proof.
  private static boolean renewed(Answer answer, Optional<String> token, Credentials by) {
    if (answer.asksForNonce() && answer.headers().firstValue("DPoP-Nonce").isPresent()) {
      return true;
    }
    if (answer.declinesToken() && token.isPresent()) {
      by.forget(token.get());
      return true;
    }
    return answer.declinesProof();
  }

  private static Duration wait(Answer answer, int failures) {
    Duration jitter = Pauses.beforeRetry(failures);
    return answer.retryAfter().map(jitter::plus).orElse(jitter);
  }

  /// Nothing is sent any more; whoever follows a stream is told.
  void close() {
    closed = true;
  }

  private <T> Attempt<T> attempt(Call call, Credentials by, BodyHandler<T> handler)
      throws IOException {
    if (closed) {
      throw new TransportException("the connection was closed");
    }
    Credentials.Shown shown = by.show();
    Optional<String> token = shown.token();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.at(call.path()))
            .method(
                call.method(),
                call.body()
                    .map(b -> HttpRequest.BodyPublishers.ofByteArray(b.bytes().get()))
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    call.body().ifPresent(b -> request.header("Content-Type", b.type()));
    call.headers().forEach(request::header);
    token.ifPresent(t -> request.header("Authorization", "DPoP " + t));
    shown
        .prover()
        .ifPresent(
            signer -> {
              DpopClaims claims =
                  new DpopClaims(
                      FreshIds.once(),
                      call.method(),
                      origin.target(call.path()),
                      settings.clock().instant(),
                      nonce.get(),
                      token.map(DpopProof::tokenHash));
              request.header("DPoP", DpopProof.sign(signer, claims));
            });
    HttpResponse<T> response = await(http.sendAsync(request.build(), handler));
    response.headers().firstValue("DPoP-Nonce").ifPresent(n -> nonce.set(Optional.of(n)));
    return new Attempt<>(response, token);
  }

  /// Waits for an answer read to its end; the client's own timeout would stop at its headers.
  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer) throws IOException {
    try {
      return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no answer in " + settings.requestTimeout());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw NoAnswerException.interrupted(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private ParleyException failed(Call call, IOException e) {
    String what = call.method() + " " + origin.target(call.path());
    return e instanceof HttpTimeoutException
        ? new NoAnswerException(what + ": no answer in time", e)
        : new TransportException(what + ": " + e, e);
  }
}

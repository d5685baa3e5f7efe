package dev.parley.client;

import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Requests to one node: each with a fresh proof (RFC 9449), repeated when the node asks for its
/// nonce, when a token has run out, and when it cannot be reached or is busy. Thread-safe.
final class HttpCalls {
  /// How often a request is repeated at once because of its proof or its token.
  private static final int MOST_RENEWALS = 3;

  private final Origin origin;
  private final Wire wire;
  private final ConnectionSettings settings;
  private final Pauses pauses;
  private final AtomicReference<Optional<String>> nonce = new AtomicReference<>(Optional.empty());
  private volatile boolean closed;

  HttpCalls(Wire wire, ConnectionSettings settings, Pauses pauses) {
    this.origin = new Origin(wire.node());
    this.wire = wire;
    this.settings = settings;
    this.pauses = pauses;
  }

  Origin origin() {
    return origin;
  }

  Wire wire() {
    return wire;
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
        Shown shown = show(call, by);
        Wire.Reply reply = wire.send(shown.request(), settings.requestTimeout());
        heard(reply.headers());
        Answer answer = new Answer(reply.status(), reply.headers(), reply.body());
        if (renewed(answer, shown.token(), by) && renewals++ < MOST_RENEWALS) {
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
      Shown shown = show(call, by);
      Wire.Incoming incoming = wire.open(shown.request(), settings.requestTimeout());
      heard(incoming.headers());
      if (incoming.status() == 200) {
        return new Opened.Streaming(incoming.body());
      }
      byte[] body = ByteChunks.whole(incoming.body(), settings.requestTimeout());
      Answer answer = new Answer(incoming.status(), incoming.headers(), body);
      if (!renewed(answer, shown.token(), by) || renewals >= MOST_RENEWALS) {
        return new Opened.Declined(answer);
      }
    }
  }

  /// What a request for a path shows of its sender outside of HTTP: a token, and a proof for it.
  ///
  /// @param token the access token
  /// @param proof a compact JWS
  record Pass(String token, String proof) {}

  /// Makes what a connection for a path shows.
  Pass pass(String path, Credentials by) {
    Shown shown = show(Call.read(path), by);
    return new Pass(
        shown.token().orElseThrow(), shown.request().headers().getOrDefault("DPoP", ""));
  }

  /// The node has named the nonce that proofs have to carry.
  void heardNonce(String heard) {
    nonce.set(Optional.of(heard));
  }

  /// What came of opening a stream.
  sealed interface Opened {
    record Streaming(Wire.Body bytes) implements Opened {}

    record Declined(Answer answer) implements Opened {}
  }

  /// A request as it is sent, and the token in it.
  private record Shown(Wire.Request request, Optional<String> token) {}

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
    wire.close();
  }

  private Shown show(Call call, Credentials by) {
    if (closed) {
      throw new TransportException("the connection was closed");
    }
    Credentials.Shown shown = by.show();
    Optional<String> token = shown.token();
    Map<String, String> headers = new LinkedHashMap<>(call.headers());
    call.body().ifPresent(b -> headers.put("Content-Type", b.type()));
    token.ifPresent(t -> headers.put("Authorization", "DPoP " + t));
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
              headers.put("DPoP", DpopProof.sign(signer, claims));
            });
    return new Shown(
        new Wire.Request(
            call.method(), call.path(), headers, call.body().map(b -> b.bytes().get())),
        token);
  }

  private void heard(HttpHeaders headers) {
    headers.firstValue("DPoP-Nonce").ifPresent(n -> nonce.set(Optional.of(n)));
  }

  private ParleyException failed(Call call, IOException e) {
    String what = call.method() + " " + origin.target(call.path());
    return e instanceof HttpTimeoutException
        ? new NoAnswerException(what + ": no answer in time", e)
        : new TransportException(what + ": " + e, e);
  }
}

package dev.parley.client;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session over one connection both ways (protocol section 13): what comes is read like events,
/// what is sent is answered by its number. It is opened anew after every disconnect, behind the
/// last message that was seen, so nothing is lost and nothing comes twice. For one reading thread;
/// [#post] and [#close] may come from others.
final class SessionSocket implements Events {
  private static final int MOST_RENEWALS = 3;
  private static final JsonLimits LIMITS = new JsonLimits(EventParser.MAX_EVENT_BYTES, 72, 1000);

  private final HttpCalls calls;
  private final Credentials by;
  private final String path;
  private final Format format;

  private Optional<String> lastId;
  private final Reopening reopening;
  private volatile @Nullable SocketTalk talk;
  private volatile boolean closed;

  SessionSocket(
      HttpCalls calls, Credentials by, String path, Optional<String> after, Format format) {
    this.calls = calls;
    this.reopening = new Reopening(calls, "the connection cannot be opened again");
    this.by = by;
    this.path = path;
    this.lastId = after;
    this.format = format;
  }

  @Override
  public Optional<ServerEvent> next(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    while (!closed) {
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative()) {
        return Optional.empty();
      }
      try {
        Optional<ServerEvent> event = advance(left);
        if (event.isPresent()) {
          reopening.succeeded();
          event.get().id().ifPresent(id -> lastId = Optional.of(id));
          return event;
        }
      } catch (IOException e) {
        failed(e, left);
      }
    }
    return Optional.empty();
  }

  private Optional<ServerEvent> advance(Duration left) throws IOException {
    SocketTalk open = talk;
    if (open == null) {
      open();
      return Optional.empty();
    }
    Duration untilSilent = calls.settings().silence().minus(open.quietFor());
    if (!untilSilent.isPositive()) {
      throw new IOException("not even a heartbeat in " + calls.settings().silence());
    }
    return open.next(left.compareTo(untilSilent) < 0 ? left : untilSilent).map(this::event);
  }

  private ServerEvent event(JsonObject frame) {
    String text = new String(CanonicalJson.bytes(frame), StandardCharsets.UTF_8);
    Optional<String> id =
        frame.integer("position").isPresent()
            ? Optional.of(Long.toString(frame.integer("position").getAsLong()))
            : Optional.empty();
    return new ServerEvent(frame.string("type").orElse(""), id, text);
  }

  private void open() throws IOException {
    for (int renewals = 0; ; renewals++) {
      SocketTalk fresh = new SocketTalk(this::read);
      Wire.Line line =
          calls
              .wire()
              .dial(path, fresh, calls.settings().connectTimeout())
              .orElseThrow(() -> new IOException("this way has no connections both ways"));
      HttpCalls.Pass pass = calls.pass(path, by);
      JsonObject.Builder auth =
          JsonObject.builder()
              .put("type", "auth")
              .put("token", pass.token())
              .put("dpopProof", pass.proof());
      lastId.ifPresent(id -> auth.put("lastSequence", Long.parseLong(id)));
      fresh.begins(line, this::spelt);
      fresh.send(auth.build());
      Optional<JsonObject> first = fresh.next(calls.settings().requestTimeout());
      if (first.isPresent() && first.get().string("type").equals(Optional.of("auth_ok"))) {
        talk = fresh;
        if (closed) {
          fresh.close();
        }
        return;
      }
      fresh.close();
      NodeRefusal refusal = refusal(first.orElseThrow(() -> new IOException("no answer to auth")));
      if (!renewed(refusal, pass.token()) || renewals >= MOST_RENEWALS) {
        throw declined(refusal);
      }
    }
  }

  /// Whether the next attempt has what this one lacked: the nonce, a new token, a new proof.
  private boolean renewed(NodeRefusal refusal, String token) {
    Optional<String> oauth = refusal.details().string("oauthError");
    refusal.details().string("nonce").ifPresent(calls::heardNonce);
    if (oauth.equals(Optional.of("invalid_token"))) {
      by.forget(token);
    }
    return oauth.isPresent();
  }

  private static IOException declined(NodeRefusal refusal) {
    if (refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.RATE_LIMITED) {
      return new IOException(refusal.message());
    }
    throw new RefusedException(refusal);
  }

  static NodeRefusal refusal(JsonObject error) {
    return new NodeRefusal(
        error.string("code").map(ReasonCode::of).orElse(ErrorCode.UNSPECIFIED),
        error.string("message").orElse("no reason"),
        error.object("details").orElse(JsonObject.EMPTY),
        error.integer("retryAfterMs").isPresent()
            ? Optional.of(Duration.ofMillis(error.integer("retryAfterMs").getAsLong()))
            : Optional.empty());
  }

  private Wire.Frame spelt(JsonObject frame) {
    return switch (format) {
      case JSON ->
          new Wire.Frame.Text(new String(CanonicalJson.bytes(frame), StandardCharsets.UTF_8));
      case MESSAGE_PACK -> new Wire.Frame.Binary(MessagePack.write(frame, Shapes.AROUND_ENVELOPE));
    };
  }

  private JsonObject read(Wire.Frame frame) {
    byte[] json =
        switch (frame) {
          case Wire.Frame.Text(String text) -> text.getBytes(StandardCharsets.UTF_8);
          case Wire.Frame.Binary(byte[] bytes) ->
              MessagePack.respell(bytes, LIMITS, Shapes.AROUND_ENVELOPE)
                      instanceof MessagePack.Respelt.Json(byte[] respelt)
                  ? respelt
                  : bytes;
        };
    return StrictJson.read(json, LIMITS) instanceof Parsed.Value(JsonObject object, _)
        ? object
        : JsonObject.EMPTY;
  }

  /// Sends a signed message.
  ///
  /// @return nothing when nobody knows whether it was accepted
  Optional<Answer> post(JsonObject envelope) {
    SocketTalk open = talk;
    return open == null ? Optional.empty() : open.say(envelope, calls.settings().requestTimeout());
  }

  /// Whatever was handed out stays; what was not comes again.
  private void failed(IOException e, Duration left) {
    drop();
    reopening.failed(e, left);
  }

  private void drop() {
    SocketTalk open = talk;
    talk = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }
}

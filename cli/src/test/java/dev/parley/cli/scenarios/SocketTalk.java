package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A connection: envelopes go out in frames that are put together by hand, so that they may be
/// broken; of what comes, answers are kept. For one thread, and the one that hears.
final class SocketTalk implements Wire.Hearing {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Set<String> ANSWERS = Set.of("auth_ok", "ack", "error");
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 128, 10_000);

  private final Format format;
  private final BlockingQueue<Optional<JsonObject>> answers = new LinkedBlockingQueue<>();
  private volatile boolean over;
  private Optional<Wire.Line> line = Optional.empty();

  private SocketTalk(Format format) {
    this.format = format;
  }

  static SocketTalk on(Wire wire, String path, Format format) throws IOException {
    SocketTalk talk = new SocketTalk(format);
    talk.line = wire.dial(path, talk, WAIT);
    return talk;
  }

  /// Shows who speaks.
  ///
  /// @return `auth_ok`, or why not
  JsonObject begin(String token, String proof) throws IOException {
    JsonObject auth =
        JsonObject.EMPTY.with("type", "auth").with("token", token).with("dpopProof", proof);
    line.orElseThrow()
        .send(
            switch (format) {
              case JSON ->
                  new Wire.Frame.Text(
                      new String(CanonicalJson.bytes(auth), StandardCharsets.UTF_8));
              case MESSAGE_PACK ->
                  new Wire.Frame.Binary(MessagePack.write(auth, Shapes.AROUND_ENVELOPE));
            });
    return answer().orElseThrow(() -> new IOException("no answer to auth"));
  }

  /// Sends an envelope.
  ///
  /// @return nothing when the connection ended before the answer
  Optional<JsonObject> send(byte[] envelope) throws IOException {
    try {
      line.orElseThrow().send(frame(envelope));
    } catch (IOException e) {
      ended(e.toString()); // What is closing may still have answered.
    }
    return answer();
  }

  private Wire.Frame frame(byte[] envelope) {
    return switch (format) {
      case JSON ->
          new Wire.Frame.Text(
              "{\"envelope\":"
                  + new String(envelope, StandardCharsets.UTF_8)
                  + ",\"type\":\"send\"}");
      case MESSAGE_PACK -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x82); // A map of two.
        text(out, "envelope");
        out.writeBytes(envelope);
        text(out, "type");
        text(out, "send");
        yield new Wire.Frame.Binary(out.toByteArray());
      }
    };
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0xa0 | text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Optional<JsonObject> answer() throws IOException {
    try {
      Optional<JsonObject> answer = answers.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new IOException("no answer in " + WAIT);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// Whether it can carry more.
  boolean goesOn() {
    return !over;
  }

  @Override
  public void heard(Wire.Frame frame) {
    JsonObject json =
        switch (frame) {
          case Wire.Frame.Text(String text) -> Json.object(text);
          case Wire.Frame.Binary(byte[] bytes) ->
              switch (MessagePack.respell(bytes, LIMITS, Shapes.AROUND_ENVELOPE)) {
                case MessagePack.Respelt.Json(byte[] respelt) -> Json.object(respelt);
                case MessagePack.Respelt.Malformed malformed ->
                    JsonObject.EMPTY
                        .with("type", "error")
                        .with("code", "unreadable frame of the node: " + malformed.why().detail());
              };
        };
    if (json.string("type").filter(ANSWERS::contains).isPresent()) {
      answers.add(Optional.of(json));
    }
  }

  @Override
  public void ended(String why) {
    over = true;
    answers.add(Optional.empty());
  }

  void close() {
    line.ifPresent(Wire.Line::close);
  }
}

package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.json.Watched;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import dev.parley.server.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads bodies within bounds: of kind, of size, of time.
public final class Bodies {
  /// What carries JSON (protocol section 2, encodings).
  private static final Set<String> JSON_TYPES = Set.of("application/json", "application/asp+json");

  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final int FORM_BYTES_MAX = 16 * 1024;
  private static final int CHUNK = 8 * 1024;

  private final Duration time;

  Bodies(Duration time) {
    this.time = time;
  }

  /// The body did not arrive in time.
  static final class SlowBody extends IOException {
    private static final long serialVersionUID = 1;

    SlowBody() {
      super("the body did not arrive in time");
    }
  }

  private sealed interface Read {
    @SuppressWarnings("ArrayRecordComponent") // Only handed through.
    record Whole(byte[] bytes) implements Read {}

    record Failed(Answer answer) implements Read {}
  }

  /// Answers a request whose body is a JSON object.
  ///
  /// @param call the request
  /// @param then answers what was read
  /// @return its answer, or why the body was not read
  public Answer json(Call call, Function<Body, Answer> then) {
    return isOf(call, JSON_TYPES)
        ? whole(call, bytes -> json(bytes, Format.JSON, then))
        : wrongType("application/json or application/asp+json");
  }

  /// Answers a request whose body is an envelope, in JSON or MessagePack. Whether the session
  /// speaks that is still to be seen.
  Answer envelope(Call call, Function<Body, Answer> then) {
    if (!isOf(call, Set.of(MessagePack.MEDIA_TYPE))) {
      return json(call, then);
    }
    return whole(
        call,
        bytes ->
            switch (MessagePack.respell(bytes, JsonLimits.MESSAGE, Shapes.ENVELOPE)) {
              case MessagePack.Respelt.Json(byte[] json) ->
                  json.length > JsonLimits.MESSAGE.maxBytes()
                      ? tooLarge(JsonLimits.MESSAGE.maxBytes())
                      : json(json, Format.MESSAGE_PACK, then);
              case MessagePack.Respelt.Malformed(Parsed.Malformed malformed) ->
                  Refusals.of(refusal(malformed));
            });
  }

  private Answer whole(Call call, Function<byte[], Answer> then) {
    return switch (read(call, JsonLimits.MESSAGE.maxBytes())) {
      case Read.Failed(Answer answer) -> answer;
      case Read.Whole(byte[] bytes) -> then.apply(bytes);
    };
  }

  private static Answer json(byte[] bytes, Format spelt, Function<Body, Answer> then) {
    return switch (object(bytes, spelt)) {
      case Decoded.Refused<Body>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Body>(Body body) -> then.apply(body);
    };
  }

  /// Reads a JSON object of a message's limits, whatever transport brought it.
  static Decoded<Body> object(byte[] bytes) {
    return object(bytes, Format.JSON);
  }

  private static Decoded<Body> object(byte[] bytes, Format spelt) {
    Watched integrity = Body.integrity();
    return switch (StrictJson.read(bytes, JsonLimits.MESSAGE, integrity)) {
      case Parsed.Malformed malformed -> Decoded.refused(refusal(malformed));
      case Parsed.Value(JsonObject object, Parsed.Spelling spelling) ->
          Decoded.valid(new Body(object, Content.of(bytes), spelt, spelling, integrity));
      case Parsed.Value _ ->
          Decoded.refused(ErrorCode.MALFORMED.because("the body has to be a JSON object"));
    };
  }

  /// Answers a request whose body is a form.
  ///
  /// @param call the request
  /// @param then answers the fields
  /// @param malformed answers what is not well formed
  /// @return an answer
  public Answer form(Call call, Function<Map<String, String>, Answer> then, Answer malformed) {
    if (!isOf(call, Set.of(FORM_TYPE))) {
      return wrongType(FORM_TYPE);
    }
    return switch (read(call, FORM_BYTES_MAX)) {
      case Read.Failed(Answer answer) -> answer;
      case Read.Whole(byte[] bytes) -> {
        Optional<Map<String, String>> fields =
            Percent.fields(new String(bytes, StandardCharsets.US_ASCII));
        yield fields.map(then).orElse(malformed);
      }
    };
  }

  private static Refusal refusal(Parsed.Malformed malformed) {
    return ErrorCode.MALFORMED
        .because("the body is not I-JSON: " + malformed.detail())
        .with("fault", malformed.fault().name().toLowerCase(Locale.ROOT))
        .with("offset", malformed.offset());
  }

  private static Answer wrongType(String wanted) {
    return Refusals.of(RequestFault.UNSUPPORTED_MEDIA_TYPE, "Content-Type has to be " + wanted);
  }

  private static boolean isOf(Call call, Set<String> types) {
    List<String> said = call.request().header("Content-Type");
    if (said.size() != 1) {
      return false;
    }
    String[] parts = said.getFirst().split(";", -1);
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    return utf8 && types.contains(parts[0].strip().toLowerCase(Locale.ROOT));
  }

  private Read read(Call call, int max) {
    byte[] bytes = new byte[CHUNK];
    int length = 0;
    long until = System.nanoTime() + time.toNanos();
    try {
      InputStream in = call.request().body();
      for (int n = in.read(bytes, 0, CHUNK); n >= 0; ) {
        length += n;
        if (length > max) {
          return new Read.Failed(tooLarge(max));
        }
        if (System.nanoTime() - until > 0) {
          throw new SlowBody();
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
        n = in.read(bytes, length, bytes.length - length);
      }
      return new Read.Whole(Arrays.copyOf(bytes, length));
    } catch (SlowBody _) {
      return new Read.Failed(
          Refusals.of(
              ErrorCode.TIMEOUT
                  .because("the body did not arrive in time")
                  .with("limitMs", time.toMillis())));
    } catch (IOException _) {
      return new Read.Failed(Refusals.of(ErrorCode.MALFORMED.because("the body broke off")));
    }
  }

  static Answer tooLarge(int max) {
    return Refusals.of(
        ErrorCode.TOO_LARGE.because("the body has more than " + max + " bytes").with("limit", max));
  }
}

package dev.parley.client;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// What a node answered, whole.
@SuppressWarnings("ArrayRecordComponent") // Only handed through.
record Answer(int status, HttpHeaders headers, byte[] body) {
  /// The longest answer that is read: a page of messages.
  static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 72, 10_000);
  private static final long LONGEST_WAIT_SECONDS = 3600;

  boolean good() {
    return status / 100 == 2;
  }

  /// The answer as an object.
  JsonObject object() {
    if (StrictJson.read(json(), LIMITS) instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new TransportException("the answer with status " + status + " is not a JSON object");
  }

  private byte[] json() {
    return headers.firstValue("Content-Type").equals(Optional.of(MessagePack.MEDIA_TYPE))
            && MessagePack.respell(body, LIMITS, Shapes.PAGE)
                instanceof MessagePack.Respelt.Json(byte[] json)
        ? json
        : body;
  }

  /// The good answer, or the refusal as an exception.
  JsonObject orThrow() {
    if (good()) {
      return object();
    }
    throw new RefusedException(refusal());
  }

  /// Why the node declined.
  ///
  /// @throws TransportException if the answer is not that of a node
  NodeRefusal refusal() {
    if (StrictJson.read(body, LIMITS) instanceof Parsed.Value(JsonObject json, _)) {
      return switch (json.get("error")) {
        case JsonObject error ->
            refusal(error.string("code"), error.string("message"), error.object("details"));
        case JsonString(String code) -> // The form of OAuth (RFC 6749, section 5.2).
            refusal(Optional.of(code), json.string("error_description"), Optional.empty());
        case null, default -> throw foreign();
      };
    }
    throw foreign();
  }

  private NodeRefusal refusal(
      Optional<String> code, Optional<String> message, Optional<JsonObject> details) {
    return new NodeRefusal(
        code.map(ReasonCode::of).orElse(ErrorCode.UNSPECIFIED),
        message.orElse("status " + status),
        details.orElse(JsonObject.EMPTY),
        retryAfter());
  }

  private TransportException foreign() {
    return new TransportException("status " + status + " without an error of the protocol");
  }

  Optional<Duration> retryAfter() {
    return headers
        .firstValue("Retry-After")
        .filter(v -> v.matches("[0-9]{1,9}"))
        .map(Long::parseLong)
        .map(s -> Duration.ofSeconds(Math.min(s, LONGEST_WAIT_SECONDS)));
  }

  /// Whether the node asks for its nonce in the proof (RFC 9449, sections 8 and 9).
  boolean asksForNonce() {
    return (status == 400 || status == 401) && says("use_dpop_nonce");
  }

  /// Whether the token is no longer good.
  boolean declinesToken() {
    return status == 401 && says("invalid_token");
  }

  /// Whether the proof was declined, as one that arrives twice is.
  boolean declinesProof() {
    return (status == 400 || status == 401) && says("invalid_dpop_proof");
  }

  private boolean says(String word) {
    return headers.allValues("WWW-Authenticate").stream().anyMatch(v -> v.contains(word))
        || (body.length < 4096 && new String(body, StandardCharsets.UTF_8).contains(word));
  }

  /// Whether the same request can succeed later.
  boolean later() {
    return switch (status) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }
}

package dev.parley.nats;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.util.Optional;

/// What became of a queued message, as its sender hears it (docs/nats.md). An accepted one has
/// `position`, `acceptedAt` and `hash`, a refused one `error` in the published form.
///
/// @param json `{outcome, sessionId, status, …}`
record Receipt(JsonObject json) {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 72, 1000);
  private static final int OK = 200;
  private static final int FAILED = 500;

  /// Whether an answer decides anything: a node that is overloaded or fails has not decided, and
  /// the message comes again.
  static boolean decides(NodeDoor.Answer answer) {
    return answer.status() != FAILED
        && object(answer.body())
            .flatMap(body -> body.object("error"))
            .flatMap(error -> error.string("code"))
            .filter(ErrorCode.UNAVAILABLE.wire()::equals)
            .isEmpty();
  }

  /// The receipt for a message that was decided.
  static Receipt of(String session, NodeDoor.Answer answer) {
    JsonObject body = object(answer.body()).orElse(JsonObject.EMPTY);
    JsonObject.Builder receipt =
        JsonObject.builder().put("sessionId", session).put("status", answer.status());
    if (answer.status() / 100 != 2) {
      receipt.put("outcome", "refused");
      body.object("error").ifPresent(error -> receipt.put("error", error));
      Optional.ofNullable(answer.headers().get("Retry-After"))
          .flatMap(Field::number)
          .ifPresent(seconds -> receipt.put("retryAfterSeconds", seconds));
      return new Receipt(receipt.build());
    }
    receipt.put("outcome", answer.status() == OK ? "repeated" : "accepted");
    body.integer("position").ifPresent(position -> receipt.put("position", position));
    body.string("acceptedAt").ifPresent(at -> receipt.put("acceptedAt", at));
    body.object("envelope")
        .flatMap(envelope -> envelope.object("integrity"))
        .flatMap(integrity -> integrity.string("hash"))
        .ifPresent(hash -> receipt.put("hash", hash));
    body.object("envelope")
        .flatMap(envelope -> envelope.string("messageId"))
        .ifPresent(id -> receipt.put("messageId", id));
    return new Receipt(receipt.build());
  }

  /// Reads a receipt; nothing in it is believed yet.
  static Optional<Receipt> read(byte[] bytes) {
    return object(bytes).map(Receipt::new);
  }

  static Optional<JsonObject> object(byte[] bytes) {
    return StrictJson.read(bytes, LIMITS) instanceof Parsed.Value(JsonObject object, _)
        ? Optional.of(object)
        : Optional.empty();
  }

  byte[] bytes() {
    return CanonicalJson.bytes(json);
  }
}

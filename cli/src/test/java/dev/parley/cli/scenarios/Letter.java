package dev.parley.cli.scenarios;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A signed message, and what is done to it on its way.
///
/// @param envelope as it was signed
/// @param damages what is done to it, in this order; those of values before those of bytes
record Letter(JsonObject envelope, List<Clause.Damage> damages) {
  private static final Place BODY = Place.of("/content/body/padding");

  Letter {
    damages = List.copyOf(damages);
  }

  /// The bytes that arrive.
  byte[] in(Format format) {
    JsonObject value = envelope;
    for (Clause.Damage damage : damages) {
      value = damaged(value, damage);
    }
    byte[] bytes = spelt(value, format);
    for (Clause.Damage damage : damages) {
      bytes = damaged(bytes, value, format, damage);
    }
    return bytes;
  }

  private static byte[] spelt(JsonObject value, Format format) {
    return switch (format) {
      case JSON -> CanonicalJson.bytes(value);
      case MESSAGE_PACK -> MessagePack.write(value, Shapes.ENVELOPE);
    };
  }

  private static JsonObject damaged(JsonObject value, Clause.Damage damage) {
    return switch (damage) {
      case Clause.Damage.Alter(String pointer, String json) ->
          Place.of(pointer).put(value, Json.value(json));
      case Clause.Damage.Flip(String pointer) -> {
        String text = Place.of(pointer).text(value).orElseThrow();
        String last = text.endsWith("0") ? "1" : "0";
        yield Place.of(pointer)
            .put(value, new JsonString(text.substring(0, text.length() - 1) + last));
      }
      case Clause.Damage.Pad(int bytes) -> BODY.put(value, new JsonString("x".repeat(bytes)));
      case Clause.Damage.Cut _, Clause.Damage.Twice _, Clause.Damage.Instead _ -> value;
    };
  }

  private static byte[] damaged(
      byte[] bytes, JsonObject value, Format format, Clause.Damage damage) {
    return switch (damage) {
      case Clause.Damage.Alter _, Clause.Damage.Flip _, Clause.Damage.Pad _ -> bytes;
      case Clause.Damage.Cut _ -> Arrays.copyOf(bytes, bytes.length / 2);
      case Clause.Damage.Twice(String member) ->
          twice(bytes, JsonObject.of(member, Objects.requireNonNull(value.get(member))), format);
      case Clause.Damage.Instead(String json) when json.isEmpty() -> new byte[0];
      case Clause.Damage.Instead(String json) ->
          switch (format) {
            case JSON -> json.getBytes(StandardCharsets.UTF_8);
            case MESSAGE_PACK -> MessagePack.write(Json.value(json), Shapes.PLAIN);
          };
    };
  }

  /// The member is put before those that are there.
  private static byte[] twice(byte[] bytes, JsonObject member, Format format) {
    byte[] more = spelt(member, format);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (format) {
      case JSON -> {
        out.write(more, 0, more.length - 1);
        out.write(',');
      }
      case MESSAGE_PACK -> {
        out.write(bytes[0] + 1); // An envelope is a map of at most 15, which counts in its head.
        out.write(more, 1, more.length - 1);
      }
    }
    out.write(bytes, 1, bytes.length - 1);
    return out.toByteArray();
  }
}

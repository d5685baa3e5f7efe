package dev.parley.core.msgpack;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePacker;

/// Documents of the protocol's data model in MessagePack, and back.
///
/// @spec https://github.com/msgpack/msgpack/blob/master/spec.md MessagePack
public final class MessagePack {
  /// The media type of messages (protocol section 2).
  public static final String MEDIA_TYPE = "application/asp+msgpack";

  private static final int JWS_PARTS = 3;

  /// A page has as many messages as it has, and stands around their own depth.
  private static final JsonLimits OURS = new JsonLimits(Integer.MAX_VALUE, 256, Integer.MAX_VALUE);

  private MessagePack() {}

  /// What bytes came to.
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  public sealed interface Respelt {
    /// A document, in canonical JSON.
    ///
    /// @param bytes its bytes
    record Json(byte[] bytes) implements Respelt {}

    /// No document of this protocol.
    ///
    /// @param why the first fault; its offset is one in the MessagePack
    record Malformed(Parsed.Malformed why) implements Respelt {}
  }

  /// Reads bytes of which nobody knows anything, and spells them in JSON. Whoever goes on from
  /// there applies the same rules, and finds the same faults, as if they had come so.
  ///
  /// @param bytes one document and nothing behind it
  /// @param limits what it may cost; its JSON may be longer, which its reader will find
  /// @param shape where bytes stand for text
  /// @return its canonical JSON, or the first fault
  public static Respelt respell(byte[] bytes, JsonLimits limits, Shape shape) {
    return switch (new MessagePackReader(bytes, limits).read(shape)) {
      case Parsed.Value(JsonValue value, _) -> new Respelt.Json(CanonicalJson.bytes(value));
      case Parsed.Malformed malformed -> new Respelt.Malformed(malformed);
    };
  }

  /// Writes a document.
  ///
  /// @param value the document
  /// @param shape where bytes stand for text
  /// @return its bytes
  public static byte[] write(JsonValue value, Shape shape) {
    try (MessageBufferPacker out = org.msgpack.core.MessagePack.newDefaultBufferPacker()) {
      put(out, value, shape);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /// Spells a document of ours in MessagePack.
  ///
  /// @param json its JSON
  /// @param shape where bytes stand for text
  /// @return its bytes
  /// @throws IllegalArgumentException when it is no document
  public static byte[] pack(byte[] json, Shape shape) {
    return switch (StrictJson.read(json, OURS)) {
      case Parsed.Value(JsonValue value, _) -> write(value, shape);
      case Parsed.Malformed malformed -> throw new IllegalArgumentException(malformed.toString());
    };
  }

  private static void put(MessagePacker out, JsonValue value, Shape shape) throws IOException {
    switch (value) {
      case JsonNull _ -> out.packNil();
      case JsonBoolean truth -> out.packBoolean(truth.asBoolean());
      case JsonNumber number -> {
        if (number.isIntegral()) {
          out.packLong(number.asLong());
        } else if ((float) number.value() == number.value()) {
          out.packFloat((float) number.value());
        } else {
          out.packDouble(number.value());
        }
      }
      case JsonString text -> put(out, text.value(), shape);
      case JsonArray array -> {
        out.packArrayHeader(array.size());
        for (JsonValue each : array) {
          put(out, each, Shapes.element(shape));
        }
      }
      case JsonObject object -> {
        out.packMapHeader(object.size());
        for (String name : object.names()) {
          out.packString(name);
          put(out, Objects.requireNonNull(object.get(name)), Shapes.member(shape, name));
        }
      }
    }
  }

  private static void put(MessagePacker out, String text, Shape shape) throws IOException {
    switch (shape) {
      case Shape.Bytes(Raw raw) -> {
        Optional<byte[]> bytes = raw.exactly(text);
        if (bytes.isPresent()) {
          out.packBinaryHeader(bytes.get().length).writePayload(bytes.get());
        } else {
          out.packString(text);
        }
      }
      case Shape.Jws() -> {
        String[] parts = text.split("\\.", -1);
        Optional<byte[][]> bytes = jws(parts);
        if (bytes.isPresent()) {
          out.packArrayHeader(JWS_PARTS);
          for (byte[] part : bytes.get()) {
            out.packBinaryHeader(part.length).writePayload(part);
          }
        } else {
          out.packString(text);
        }
      }
      case Shape.Plain _, Shape.Members _, Shape.Elements _ -> out.packString(text);
    }
  }

  private static Optional<byte[][]> jws(String[] parts) {
    byte[][] out = new byte[JWS_PARTS][];
    if (parts.length != JWS_PARTS) {
      return Optional.empty();
    }
    for (int i = 0; i < JWS_PARTS; i++) {
      Optional<byte[]> bytes = Raw.JWS_PART.exactly(parts[i]);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      out[i] = bytes.get();
    }
    return Optional.of(out);
  }
}

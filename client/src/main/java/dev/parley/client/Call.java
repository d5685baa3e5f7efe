package dev.parley.client;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One request to a node. Every request of the protocol can be repeated: a message that arrives
/// twice gets the first answer, a card too.
///
/// @param method the HTTP method
/// @param path path and query, encoded
/// @param body what is sent, with its type
/// @param headers more headers
record Call(String method, String path, Optional<Body> body, Map<String, String> headers) {

  /// What is sent.
  ///
  /// @param type its type
  /// @param bytes makes it, for each attempt
  record Body(String type, Supplier<byte[]> bytes) {}

  static Call read(String path) {
    return new Call("GET", path, Optional.empty(), Map.of());
  }

  static Call send(String method, String path, JsonObject json) {
    byte[] bytes = CanonicalJson.bytes(json);
    return new Call(method, path, Optional.of(new Body("application/json", () -> bytes)), Map.of());
  }

  /// Sends an envelope as its session spells it, and wants the answer so.
  static Call envelope(String path, JsonObject json, Format format) {
    return switch (format) {
      case JSON -> send("POST", path, json);
      case MESSAGE_PACK -> {
        byte[] bytes = MessagePack.write(json, Shapes.ENVELOPE);
        yield new Call(
            "POST",
            path,
            Optional.of(new Body(MessagePack.MEDIA_TYPE, () -> bytes)),
            Map.of("Accept", MessagePack.MEDIA_TYPE));
      }
    };
  }

  /// Reads what its session may spell in its own way.
  static Call read(String path, Format format) {
    return switch (format) {
      case JSON -> read(path);
      case MESSAGE_PACK -> read(path).with(Map.of("Accept", MessagePack.MEDIA_TYPE));
    };
  }

  /// A form that is made anew for each attempt, since what it carries may be good only once.
  static Call form(String path, Supplier<String> form) {
    return new Call(
        "POST",
        path,
        Optional.of(
            new Body(
                "application/x-www-form-urlencoded",
                () -> form.get().getBytes(StandardCharsets.US_ASCII))),
        Map.of());
  }

  Call with(Map<String, String> more) {
    return new Call(method, path, body, more);
  }
}

package dev.parley.core.message;

import dev.parley.core.msgpack.MessagePack;
import java.util.Arrays;
import java.util.Optional;

/// How the messages of a session may be spelt on the wire (protocol section 2). JSON always may;
/// the invitation says if MessagePack may too.
public enum Format {
  /// JSON only.
  JSON("application/asp+json"),
  /// MessagePack as well.
  MESSAGE_PACK(MessagePack.MEDIA_TYPE);

  private final String wire;

  Format(String wire) {
    this.wire = wire;
  }

  /// The media type.
  ///
  /// @return as an invitation names it
  public String wire() {
    return wire;
  }

  /// The format that a media type names.
  ///
  /// @param type any text; `application/json` is taken as well
  /// @return nothing for what is not spoken here
  public static Optional<Format> parse(String type) {
    return Envelope.MIME_TYPES.contains(type)
        ? Optional.of(JSON)
        : Arrays.stream(values()).filter(f -> f.wire.equals(type)).findFirst();
  }
}

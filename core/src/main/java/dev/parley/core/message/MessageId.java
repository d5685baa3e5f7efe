package dev.parley.core.message;

import java.util.Optional;
import java.util.UUID;

/// The id of a message, a UUID of version 7 (protocol section 2).
///
/// @param value the UUID
public record MessageId(UUID value) {

  /// Wraps a UUID.
  ///
  /// @throws IllegalArgumentException if it is not of version 7
  public MessageId {
    Uuid7.requireVersion7(value);
  }

  /// Reads an id from outside.
  ///
  /// @param text any text
  /// @return the id, or nothing if the text is not a lower-case UUID of version 7
  public static Optional<MessageId> parse(String text) {
    return Uuid7.parse(text).map(MessageId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

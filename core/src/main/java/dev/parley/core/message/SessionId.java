package dev.parley.core.message;

import java.util.Optional;
import java.util.UUID;

/// The id of a session, a UUID of version 7 (protocol section 2).
///
/// @param value the UUID
public record SessionId(UUID value) {

  /// Wraps a UUID.
  ///
  /// @throws IllegalArgumentException if it is not of version 7
  public SessionId {
    Uuid7.requireVersion7(value);
  }

  /// Reads an id from outside.
  ///
  /// @param text any text
  /// @return the id, or nothing if the text is not a lower-case UUID of version 7
  public static Optional<SessionId> parse(String text) {
    return Uuid7.parse(text).map(SessionId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

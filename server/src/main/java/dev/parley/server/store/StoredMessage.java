package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.UUID;

/// One accepted message as it is kept.
///
/// @param position its index in the session, from 0
/// @param messageId its id, unique within the session
/// @param sender the sender's agent URI
/// @param hash its `integrity.hash`
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param canonical the envelope's canonical form (RFC 8785), byte for byte
/// @param received the bytes as they came in when they differ from `canonical`, else empty
public record StoredMessage(
    long position,
    UUID messageId,
    String sender,
    Hash hash,
    Instant acceptedAt,
    Content canonical,
    Content received) {

  /// Refuses a negative position and an `acceptedAt` finer than a millisecond.
  public StoredMessage {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position + " is negative");
    }
    Times.requireMilliseconds(acceptedAt);
  }
}

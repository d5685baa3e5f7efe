package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;

/// One accepted rating as it is kept.
///
/// @param rater who made it
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param hash its `integrity.hash`
/// @param card the hash of the card that it is signed with
/// @param canonical its canonical form (RFC 8785)
public record StoredRating(
    String rater, Instant acceptedAt, Hash hash, Hash card, Content canonical) {

  /// Refuses an `acceptedAt` finer than a millisecond.
  public StoredRating {
    Times.requireMilliseconds(acceptedAt);
  }
}

package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.Optional;

/// An endorsement, or the withdrawal of one, as it is kept.
///
/// @param number its place among all of them, from 1; 0 before it is stored
/// @param hash its `integrity.hash`
/// @param agent whom it is about
/// @param endorser who made it
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param withdraws the endorsement that it takes back, if it does
/// @param canonical its canonical form (RFC 8785)
public record StoredEndorsement(
    long number,
    Hash hash,
    String agent,
    String endorser,
    Instant acceptedAt,
    Optional<Hash> withdraws,
    Content canonical) {

  /// Refuses an `acceptedAt` finer than a millisecond.
  public StoredEndorsement {
    Times.requireMilliseconds(acceptedAt);
  }
}

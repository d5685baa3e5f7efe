package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;

/// One accepted record of a dispute as it is kept.
///
/// @param number its place among all dispute records of its session, from 0
/// @param dispute the dispute
/// @param position its place in its dispute, from 0
/// @param after how many messages the session had
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param hash its `integrity.hash`
/// @param canonical its canonical form (RFC 8785)
public record StoredRecord(
    long number,
    String dispute,
    long position,
    long after,
    Instant acceptedAt,
    Hash hash,
    Content canonical) {

  /// Refuses an `acceptedAt` finer than a millisecond.
  public StoredRecord {
    Times.requireMilliseconds(acceptedAt);
  }
}

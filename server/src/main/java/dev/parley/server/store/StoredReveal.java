package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.UUID;

/// What a bidder in a sealed call has handed in, as it is kept.
///
/// @param session the session
/// @param queryId the call
/// @param proposalId the bid
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param hash its `integrity.hash`
/// @param canonical its canonical form (RFC 8785)
public record StoredReveal(
    UUID session,
    String queryId,
    String proposalId,
    Instant acceptedAt,
    Hash hash,
    Content canonical) {

  /// Refuses an `acceptedAt` finer than a millisecond.
  public StoredReveal {
    Times.requireMilliseconds(acceptedAt);
  }
}

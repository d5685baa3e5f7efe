package dev.parley.server.store;

import java.time.Instant;

/// A mandate as it is kept.
///
/// @param agent whose it is
/// @param signedAt its `timestamp`, in whole milliseconds
/// @param acceptedAt when the node accepted it, in whole milliseconds
/// @param canonical its canonical form (RFC 8785)
public record StoredMandate(String agent, Instant signedAt, Instant acceptedAt, Content canonical) {

  /// Refuses times finer than a millisecond.
  public StoredMandate {
    Times.requireMilliseconds(signedAt);
    Times.requireMilliseconds(acceptedAt);
  }
}

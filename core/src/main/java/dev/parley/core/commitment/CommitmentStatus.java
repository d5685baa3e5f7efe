package dev.parley.core.commitment;

/// The states of a commitment (protocol section 9).
public enum CommitmentStatus {
  /// Offered; not everybody needed has accepted.
  PROPOSED,
  /// Binding; no withdrawal from here on.
  ACTIVE,
  /// Every obligation has ended as FULFILLED, BREACHED or RELEASED.
  SETTLED,
  /// Taken back by its committer before the first ACCEPT.
  WITHDRAWN,
  /// Declined by one of those needed.
  REJECTED,
  /// Not accepted in time, or before the session ended.
  LAPSED,
  /// Replaced by a later commitment.
  AMENDED
}

package dev.parley.server.store;

import java.time.Instant;

/// The record with which an organisation proved its domain (protocol section 4).
///
/// @param domain the domain
/// @param canonical the record's canonical form
/// @param since from when this very record counts on this node, in whole milliseconds
/// @param checkedAt when it was last found at its place, in whole milliseconds
public record StoredOrganization(
    String domain, Content canonical, Instant since, Instant checkedAt) {

  /// Refuses times finer than a millisecond.
  public StoredOrganization {
    Times.requireMilliseconds(since);
    Times.requireMilliseconds(checkedAt);
  }
}

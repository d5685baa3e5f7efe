package dev.parley.server.organization;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.OrganizationRecord;
import java.time.Duration;
import java.time.Instant;

/// A record that was found at its place and held.
///
/// @param record the record
/// @param since from when this very record counts here
/// @param checkedAt when it was last found
record ProvenDomain(OrganizationRecord record, Instant since, Instant checkedAt) {
  /// How long a record counts after it was last found.
  static final Duration KEPT = Duration.ofDays(7);

  /// How old what was found may be before the node looks again by itself.
  static final Duration FRESH = Duration.ofDays(1);

  Instant until() {
    Instant kept = checkedAt.plus(KEPT);
    return kept.isBefore(record.expires()) ? kept : record.expires();
  }

  boolean holds(Instant at) {
    return !at.isBefore(since) && at.isBefore(until());
  }

  boolean proves(AgentCard card, Instant at) {
    return holds(at) && record.names(card);
  }

  boolean stale(Instant now) {
    return !now.isBefore(checkedAt.plus(FRESH));
  }

  /// The same domain with what was found there now.
  ProvenDomain found(OrganizationRecord now, Instant at) {
    boolean same = now.hash().equals(record.hash()) && holds(at);
    return new ProvenDomain(now, same ? since : at, at);
  }
}

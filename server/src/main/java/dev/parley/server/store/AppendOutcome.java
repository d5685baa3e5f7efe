package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.LedgerFault;
import java.time.Instant;

/// What became of an [Append].
public sealed interface AppendOutcome
    permits AppendOutcome.Appended,
        AppendOutcome.Conflict,
        AppendOutcome.Fenced,
        AppendOutcome.Unfunded,
        AppendOutcome.Overexposed,
        AppendOutcome.Outdated,
        AppendOutcome.Taken,
        AppendOutcome.Crowded,
        Unavailable {

  /// The message and its effects are on disk: the commit's sync returned before this was said.
  ///
  /// @param position the message's position
  /// @param acceptedAt when it was accepted
  record Appended(long position, Instant acceptedAt) implements AppendOutcome {}

  /// Something else came first; nothing was stored.
  ///
  /// @param nextPosition the session's next position, 0 for a session that does not exist
  /// @param head the hash of its last message, [Hash#ZERO] for a session that does not exist
  record Conflict(long nextPosition, Hash head) implements AppendOutcome {}

  /// Another node has taken over; nothing was stored and nothing under the old epoch will be.
  ///
  /// @param currentEpoch the epoch in force
  record Fenced(long currentEpoch) implements AppendOutcome {}

  /// The ledger cannot do what the message asks; nothing was stored.
  ///
  /// @param fault why
  /// @param detail for people
  record Unfunded(LedgerFault fault, String detail) implements AppendOutcome {}

  /// The message would expose others to more than is allowed; nothing was stored.
  ///
  /// @param change what would pass its ceiling
  record Overexposed(ExposureChange change) implements AppendOutcome {}

  /// The message has evidence of a day before the one that trust has begun; nothing was stored.
  /// Accepted anew it will be of that day or a later one.
  ///
  /// @param day the day that has begun, as days since 1970-01-01
  record Outdated(long day) implements AppendOutcome {}

  /// Another dispute has that id; nothing was stored.
  ///
  /// @param dispute the id
  record Taken(String dispute) implements AppendOutcome {}

  /// The principal has asked for as many escalations as it may; nothing was stored.
  ///
  /// @param principal who
  /// @param budget how many it may ask for
  record Crowded(String principal, EscalationChange.Budget budget) implements AppendOutcome {}
}

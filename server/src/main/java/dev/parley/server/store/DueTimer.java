package dev.parley.server.store;

import java.time.Instant;
import java.util.UUID;

/// A session whose earliest timer is due at a time. Ordered by time, then session.
///
/// @param due when
/// @param session which session
public record DueTimer(Instant due, UUID session) {

  /// Comes before every timer: where reading starts.
  public static final DueTimer FIRST = new DueTimer(Instant.EPOCH, new UUID(0, 0));
}

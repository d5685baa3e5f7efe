package dev.parley.server.store;

import java.time.Instant;
import java.util.UUID;

/// A rating to be stored, unless its maker has made one or they are revealed.
///
/// @param session the session
/// @param rating the rating
/// @param closesAt when the time to rate is over, in whole milliseconds
/// @param awaited how many may rate; with the last of them they are to be revealed at once
public record RatingSeal(UUID session, StoredRating rating, Instant closesAt, int awaited) {

  /// Refuses a time finer than a millisecond.
  public RatingSeal {
    Times.requireMilliseconds(closesAt);
  }
}

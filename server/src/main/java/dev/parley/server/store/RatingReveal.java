package dev.parley.server.store;

import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The ratings of a session are revealed, all in one transaction, if there are no others than were
/// known.
///
/// @param session the session
/// @param at when, in whole milliseconds
/// @param ratings how many there are
/// @param pins the cards that they are signed with; repeating an earlier one changes nothing
/// @param evidence what trust learns by them
public record RatingReveal(
    UUID session, Instant at, int ratings, List<PinnedCard> pins, List<Evidence> evidence) {

  /// Copies the lists, and refuses a time finer than a millisecond.
  public RatingReveal {
    pins = List.copyOf(pins);
    evidence = List.copyOf(evidence);
    Times.requireMilliseconds(at);
  }
}

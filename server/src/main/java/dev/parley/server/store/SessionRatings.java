package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The ratings of a session at one moment. Until they are revealed each is for its maker alone.
///
/// @param due when they are to be revealed
/// @param revealedAt when they were
/// @param all in the order of their acceptance
public record SessionRatings(
    Optional<Instant> due, Optional<Instant> revealedAt, List<StoredRating> all) {

  /// Copies the list.
  public SessionRatings {
    all = List.copyOf(all);
  }

  /// The rating of one agent.
  ///
  /// @param rater who made it
  /// @return nothing if it has made none
  public Optional<StoredRating> by(String rater) {
    return all.stream().filter(rating -> rating.rater().equals(rater)).findFirst();
  }

  /// The ratings that everybody may see.
  ///
  /// @return all of them once they are revealed, none before
  public List<StoredRating> revealed() {
    return revealedAt.isPresent() ? all : List.of();
  }

  /// The ratings that somebody may see.
  ///
  /// @param agent who looks
  /// @return its own before they are revealed
  public List<StoredRating> shownTo(String agent) {
    return revealedAt.isPresent() ? all : by(agent).stream().toList();
  }
}

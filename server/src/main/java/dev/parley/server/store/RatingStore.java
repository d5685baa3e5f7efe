package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What agents say of each other: ratings, sealed until they are revealed, and endorsements. Safe
/// for all threads; reads and futures behave as in [SessionStore].
public interface RatingStore {

  /// Stores a rating.
  ///
  /// @param seal the rating
  /// @return what became of it, once that is certain
  CompletableFuture<SealOutcome> seal(RatingSeal seal);

  /// Reveals the ratings of a session. Revealing them again changes nothing.
  ///
  /// @param reveal the session, the time, and what goes with it
  /// @return what became of it, once that is certain; superseded if they were revealed before,
  ///   there are others, or trust has begun a later day
  CompletableFuture<WriteOutcome> reveal(RatingReveal reveal);

  /// The ratings of a session.
  ///
  /// @param session the session
  /// @return all of them, also those that are not revealed
  SessionRatings of(UUID session);

  /// Sessions whose ratings are to be revealed by a time.
  ///
  /// @param upTo the time
  /// @param limit how many at most
  /// @return the sessions, the longest due first
  List<UUID> due(Instant upTo, int limit);

  /// When ratings are to be revealed next.
  ///
  /// @return nothing when none are sealed
  Optional<Instant> nextReveal();

  /// Stores an endorsement, or the withdrawal of one.
  ///
  /// @param append the record with what goes with it
  /// @return what became of it, once that is certain
  CompletableFuture<EndorsementOutcome> endorse(EndorsementAppend append);

  /// The endorsements of an agent that were not withdrawn, in the order of their acceptance; start
  /// with 0.
  ///
  /// @param agent whom they are about
  /// @param after the number of the last one of the page before
  /// @param limit how many at most
  /// @return one page
  List<StoredEndorsement> endorsements(String agent, long after, int limit);
}

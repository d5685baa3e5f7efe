package dev.parley.server.store;

/// What became of a [RatingSeal].
public sealed interface SealOutcome
    permits SealOutcome.Sealed, SealOutcome.Rated, SealOutcome.Closed, Unavailable {

  /// It is on disk.
  record Sealed() implements SealOutcome {}

  /// Its maker has rated before; nothing was stored.
  ///
  /// @param earlier that rating
  record Rated(StoredRating earlier) implements SealOutcome {}

  /// The ratings of the session are revealed; nothing was stored.
  record Closed() implements SealOutcome {}
}

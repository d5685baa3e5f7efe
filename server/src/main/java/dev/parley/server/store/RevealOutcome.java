package dev.parley.server.store;

/// What became of a [StoredReveal].
public sealed interface RevealOutcome permits RevealOutcome.Kept, RevealOutcome.Known, Unavailable {

  /// It is on disk.
  record Kept() implements RevealOutcome {}

  /// Something was handed in for this bid before; nothing was stored.
  ///
  /// @param earlier what
  record Known(StoredReveal earlier) implements RevealOutcome {}
}

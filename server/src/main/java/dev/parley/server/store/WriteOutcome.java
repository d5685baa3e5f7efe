package dev.parley.server.store;

/// What became of a small write.
public sealed interface WriteOutcome
    permits WriteOutcome.Written, WriteOutcome.Superseded, Unavailable {

  /// It is on disk.
  record Written() implements WriteOutcome {}

  /// What it was about has changed meanwhile; nothing was stored.
  record Superseded() implements WriteOutcome {}
}

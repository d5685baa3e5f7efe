package dev.parley.server.sessions;

/// What came of one attempt to append.
sealed interface Written {

  /// There is an answer.
  record Answered(Outcome outcome) implements Written {}

  /// The session in memory is not the one in the store: load it anew.
  record Outdated() implements Written {}
}

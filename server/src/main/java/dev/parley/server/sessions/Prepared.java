package dev.parley.server.sessions;

/// What a submission came to before the session's turn: somebody who writes the message, or already
/// an answer.
sealed interface Prepared {
  /// A message that is to be decided.
  record Message(Author author) implements Prepared {}

  /// Nothing is to be decided any more.
  record Answer(Outcome outcome) implements Prepared {}
}

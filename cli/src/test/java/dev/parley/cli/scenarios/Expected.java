package dev.parley.cli.scenarios;

import java.util.Optional;

/// What a script expects of the node.
sealed interface Expected {
  /// The message is accepted.
  ///
  /// @param state the session's state after it
  record Accepted(String state) implements Expected {}

  /// The answer is the one that the message had the first time.
  record Same() implements Expected {}

  /// The message is refused.
  ///
  /// @param code why
  /// @param state the session's state after it, if what was said had the steward say something;
  ///   else it is as it was
  record Refused(String code, Optional<String> state) implements Expected {}
}

package dev.parley.client;

import java.util.function.Predicate;

/// What to do when messages came in between that the caller has not read.
public sealed interface WhenOvertaken {
  /// Do not send; the caller reads and decides anew.
  WhenOvertaken GIVE_UP = new GiveUp();

  /// Do not send.
  record GiveUp() implements WhenOvertaken {}

  /// Send the same act again after what came in between, as long as the rules of the session still
  /// allow it; the node judges that.
  ///
  /// @param attempts how often in all, 1 to 100
  /// @param objection a message for which it is not sent after all
  record Repeat(int attempts, Predicate<Received> objection) implements WhenOvertaken {
    /// Checks the range.
    ///
    /// @throws IllegalArgumentException if `attempts` is not between 1 and 100
    public Repeat {
      if (attempts < 1 || attempts > 100) {
        throw new IllegalArgumentException("attempts not between 1 and 100: " + attempts);
      }
    }
  }

  /// Sends the same act whatever came in between: for acts that do not depend on it, such as
  /// showing one's card.
  ///
  /// @param attempts how often in all, 1 to 100
  /// @return the policy
  static WhenOvertaken repeat(int attempts) {
    return new Repeat(attempts, _ -> false);
  }

  /// Sends the same act unless one particular kind of message came in between.
  ///
  /// @param attempts how often in all, 1 to 100
  /// @param objection a message for which it is not sent after all
  /// @return the policy
  static WhenOvertaken repeatUnless(int attempts, Predicate<Received> objection) {
    return new Repeat(attempts, objection);
  }
}

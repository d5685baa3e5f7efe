package dev.parley.server.store;

import dev.parley.core.message.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a message does to the queue of those who decide.
public sealed interface EscalationChange {

  /// Which escalation of the session.
  ///
  /// @return its id
  String escalationId();

  /// Somebody has to decide.
  ///
  /// @param escalationId which
  /// @param principal for whom it was asked
  /// @param due when the safe answer takes effect
  /// @param deciders who decides; nobody where the node's operators do
  /// @param stake what is at stake, where that is known
  /// @param budget how many the principal may ask for
  record Asked(
      String escalationId,
      String principal,
      Instant due,
      List<String> deciders,
      Optional<Money> stake,
      Budget budget)
      implements EscalationChange {
    /// Copies the list, refuses a `due` finer than a millisecond.
    public Asked {
      deciders = List.copyOf(deciders);
      Times.requireMilliseconds(due);
    }
  }

  /// Nobody has to decide any more.
  ///
  /// @param escalationId which
  /// @param outcome why
  record Ended(String escalationId, EscalationOutcome outcome) implements EscalationChange {}

  /// How many escalations of one principal a node takes.
  ///
  /// @param most at least 1
  /// @param within in how long a time
  record Budget(int most, Duration within) {}
}

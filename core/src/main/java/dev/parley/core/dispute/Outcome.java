package dev.parley.core.dispute;

import dev.parley.core.commitment.ObligationStatus;
import java.util.Optional;

/// What a dispute makes of the obligation.
public enum Outcome {
  /// The debtor broke it.
  BREACHED,
  /// It counts as fulfilled.
  FULFILLED,
  /// A stranger to the obligation complained and was wrong: nothing changes, else a friend of the
  /// debtor could lose a dispute on purpose and so end what is owed.
  UNCHANGED;

  /// The state in which the obligation ends.
  ///
  /// @return nothing if it stays where it was before the dispute
  public Optional<ObligationStatus> status() {
    return switch (this) {
      case BREACHED -> Optional.of(ObligationStatus.BREACHED);
      case FULFILLED -> Optional.of(ObligationStatus.FULFILLED);
      case UNCHANGED -> Optional.empty();
    };
  }

  static Optional<Outcome> parse(String text) {
    for (Outcome outcome : values()) {
      if (outcome.name().equals(text)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}

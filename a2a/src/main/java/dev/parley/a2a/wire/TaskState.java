package dev.parley.a2a.wire;

import java.util.Arrays;
import java.util.Optional;

/// The states of a task in A2A 1.0. None of them says anything about a commitment.
public enum TaskState {
  /// Taken, not begun.
  SUBMITTED,
  /// Being worked on.
  WORKING,
  /// Done.
  COMPLETED,
  /// Not done, and it will not be.
  FAILED,
  /// Stopped on demand.
  CANCELED,
  /// Waits for the other side.
  INPUT_REQUIRED,
  /// Declined.
  REJECTED,
  /// Waits until the other side has shown who it is.
  AUTH_REQUIRED;

  /// The text on the wire.
  ///
  /// @return such as `TASK_STATE_WORKING`
  public String wire() {
    return "TASK_STATE_" + name();
  }

  /// Reads a state.
  ///
  /// @param text any text
  /// @return nothing if it is none
  public static Optional<TaskState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.wire().equals(text)).findFirst();
  }

  /// Whether nothing follows.
  ///
  /// @return true for the four in which a task ends
  public boolean terminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELED, REJECTED -> true;
      case SUBMITTED, WORKING, INPUT_REQUIRED, AUTH_REQUIRED -> false;
    };
  }

  /// Whether the agent works on without the other side.
  ///
  /// @return true until it ends or waits
  public boolean running() {
    return switch (this) {
      case SUBMITTED, WORKING -> true;
      case COMPLETED, FAILED, CANCELED, REJECTED, INPUT_REQUIRED, AUTH_REQUIRED -> false;
    };
  }
}

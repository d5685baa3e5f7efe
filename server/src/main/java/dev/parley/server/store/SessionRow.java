package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the store keeps beside a session's messages, so that sessions can be listed and timers
/// found without folding. It is derived from the messages and never the truth about them.
///
/// @param state the state's name (protocol, section 6)
/// @param phase the phase's name
/// @param lifecycle whether the session still takes messages
/// @param initiator the agent URI of who opened it; fixed by the first message
/// @param participants the agent URIs of all who may see it, the initiator included; it only grows
/// @param due when the earliest timer is due, in whole milliseconds; null without timers
public record SessionRow(
    String state,
    String phase,
    Lifecycle lifecycle,
    String initiator,
    List<String> participants,
    @Nullable Instant due) {

  /// Copies the list; refuses a time finer than a millisecond, agent URIs with a line feed, and
  /// participants without the initiator.
  public SessionRow {
    participants = List.copyOf(participants);
    if (!participants.contains(initiator)) {
      throw new IllegalArgumentException(initiator + " is not among the participants");
    }
    if (participants.stream().anyMatch(agent -> agent.indexOf('\n') >= 0)) {
      throw new IllegalArgumentException("an agent URI has no line feed");
    }
    Times.requireMilliseconds(due);
  }

  /// Whether a session still takes messages.
  public enum Lifecycle {
    /// It does.
    OPEN,
    /// It has reached a terminal state.
    ENDED
  }
}

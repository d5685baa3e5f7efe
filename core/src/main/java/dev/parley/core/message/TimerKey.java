package dev.parley.core.message;

import java.time.Duration;
import java.util.Optional;

/// The timers of a session (protocol section 7): their keys on the wire, their default lengths and
/// the shortest that is allowed when the clock is real time. The order of the constants has no
/// meaning; expiries are recorded in the order of due time, then wire key.
public enum TimerKey {
  /// An invitee, or the initiator after a COUNTER, has to answer.
  INVITATION("invitation", Duration.ofSeconds(30), Duration.ofSeconds(1)),
  /// Everybody who accepted has to name its card.
  IDENTITY("identity", Duration.ofSeconds(30), Duration.ofSeconds(1)),
  /// Somebody addressed has to answer; runs only where a message sets it.
  RESPONSE("response", Duration.ZERO, Duration.ofSeconds(1)),
  /// Some principal has to say something.
  SILENCE("silence", Duration.ofMinutes(10), Duration.ofSeconds(1)),
  /// Everybody needed has to answer a COMMIT.
  AGREEING("agreeing", Duration.ofSeconds(60), Duration.ofSeconds(1)),
  /// The session has to end.
  SESSION("session", Duration.ofHours(1), Duration.ofSeconds(1)),
  /// An obligation has to be fulfilled; its length is the deadline that was agreed.
  OBLIGATION("obligation", Duration.ZERO, Duration.ZERO),
  /// A late obligation has to be fulfilled.
  LATE("late", Duration.ofDays(7), Duration.ofSeconds(1)),
  /// A claim has to be examined.
  VERIFICATION("verification", Duration.ofHours(24), Duration.ofHours(1)),
  /// The COMMIT owed after the acceptance of a firm offer.
  FIRM("firm", Duration.ofSeconds(60), Duration.ofSeconds(1)),
  /// An authority has to decide; the default is also the longest.
  ESCALATION("escalation", Duration.ofHours(24), Duration.ofSeconds(1)),
  /// Everybody who may has to vote.
  VOTE("vote", Duration.ofMinutes(10), Duration.ofSeconds(1)),
  /// Whoever bid in a sealed call has to reveal; runs from the call's deadline.
  REVEAL("reveal", Duration.ofSeconds(60), Duration.ofSeconds(1));

  private final String wire;
  private final Duration length;
  private final Duration floor;

  TimerKey(String wire, Duration length, Duration floor) {
    this.wire = wire;
    this.length = length;
    this.floor = floor;
  }

  /// The key on the wire, as under `timers` in an invitation.
  ///
  /// @return a lower-case word
  public String wire() {
    return wire;
  }

  /// The length if the invitation says nothing.
  ///
  /// @return zero where there is none
  public Duration length() {
    return length;
  }

  /// The shortest length outside development clocks.
  ///
  /// @return zero where the length is not a term of the session
  public Duration floor() {
    return floor;
  }

  /// Reads a key from outside.
  ///
  /// @param wire any text
  /// @return the key, or nothing
  public static Optional<TimerKey> parse(String wire) {
    for (TimerKey key : values()) {
      if (key.wire.equals(wire)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}

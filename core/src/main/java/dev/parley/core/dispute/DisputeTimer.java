package dev.parley.core.dispute;

import java.time.Duration;
import java.util.Optional;

/// What a dispute waits for, and how long (protocol section 11). Each stage has one timer.
public enum DisputeTimer {
  /// The respondent has to answer.
  ANSWER("answer", Duration.ofHours(24)),
  /// The steward has to record the ruling that follows from the records.
  RULING("ruling", Duration.ZERO),
  /// Those who need a bond have to post it.
  BOND("bond", Duration.ofHours(24)),
  /// Both sides and the steward have to seal a nonce for the draw.
  SEAL("seal", Duration.ofHours(12)),
  /// Both sides have to reveal it.
  REVEAL("reveal", Duration.ofHours(12)),
  /// The steward has to draw a panel.
  DRAW("draw", Duration.ofHours(24)),
  /// The panel has to vote.
  VOTE("vote", Duration.ofDays(3)),
  /// The loser may appeal.
  APPEAL("appeal", Duration.ofDays(2)),
  /// A person has to rule.
  PERSON("person", Duration.ofDays(14));

  /// How long after the deadline, or after the obligation came to where it stands, whichever is
  /// later, a dispute can be filed.
  public static final Duration FILING = Duration.ofDays(30);

  private final String wire;
  private final Duration length;

  DisputeTimer(String wire, Duration length) {
    this.wire = wire;
    this.length = length;
  }

  /// The key on the wire.
  ///
  /// @return a lower-case word
  public String wire() {
    return wire;
  }

  /// How long is waited.
  ///
  /// @return zero where something is due at once
  public Duration length() {
    return length;
  }

  static Optional<DisputeTimer> parse(String text) {
    for (DisputeTimer timer : values()) {
      if (timer.wire.equals(text)) {
        return Optional.of(timer);
      }
    }
    return Optional.empty();
  }
}

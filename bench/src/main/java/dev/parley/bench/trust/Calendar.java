package dev.parley.bench.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// When what happens, so that a run at a node and one in memory have the same times. No two things
/// about one agent happen at once: each dealing has its own seconds of the day, and those of three
/// days differ.
///
/// @param registered the UTC day on which all agents are registered; the first round is the day
///   after it
record Calendar(LocalDate registered) {
  /// How long a seller has to deliver.
  static final Duration DEADLINE = Duration.ofHours(12);

  /// How long the node waits for an answer to a complaint (protocol section 11).
  static final Duration ANSWER = Duration.ofDays(1);

  /// How long a ruling can be appealed (protocol section 11).
  static final Duration APPEAL = Duration.ofDays(2);

  /// The most dealings of one round: they are over before the first deadline.
  static final int MOST = 2_000;

  private static final int SECONDS = 16;
  private static final Duration EVENING = Duration.ofHours(22);

  /// The first moment of a round.
  Instant morning(int round) {
    return registered.plusDays(1L + round).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// A moment of a round behind all that happens on its day.
  Instant evening(int round) {
    return morning(round).plus(EVENING);
  }

  /// When a dealing of a round happens.
  ///
  /// @param number its number in the round, from 0
  Instant dealing(int round, int number) {
    if (number >= MOST) {
      throw new IllegalArgumentException("more than " + MOST + " dealings a day");
    }
    return morning(round).plusSeconds((long) SECONDS * number + round % SECONDS + 1);
  }
}

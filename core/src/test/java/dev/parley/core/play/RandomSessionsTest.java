package dev.parley.core.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Performative;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Seat;
import dev.parley.core.session.StateName;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/// Random sessions, each from its seed. `-Dparley.test.seed=N` plays that one alone.
class RandomSessionsTest {
  private static final boolean FULL = Boolean.getBoolean("parley.test.full");
  private static final int SESSIONS = FULL ? 1000 : 90;
  private static final int STEPS = 140;

  private final Seen seen = new Seen();

  private void play(long seed) {
    Play play = new Play(seed, seen);
    try {
      play.run(STEPS);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e + "\nafter " + play.lastWords(), e);
    }
  }

  @Test
  void keepWhatHasToHoldWhateverIsSaid() {
    Long only = Long.getLong("parley.test.seed");
    if (only != null) {
      play(only);
      return;
    }
    for (long seed = 1; seed <= SESSIONS; seed++) {
      play(seed);
    }
    sawEverything();
  }

  private void sawEverything() {
    assertThat(seen.states).as("%s", seen).isEqualTo(EnumSet.allOf(StateName.class));
    assertThat(seen.accepted.keySet()).as("%s", seen).isEqualTo(EnumSet.allOf(Performative.class));
    assertThat(seen.obligations).as("%s", seen).isEqualTo(EnumSet.allOf(ObligationStatus.class));
    assertThat(seen.commitments).as("%s", seen).isEqualTo(EnumSet.allOf(CommitmentStatus.class));
    assertThat(seen.expired).as("%s", seen).isEqualTo(EnumSet.allOf(TimerKey.class));
    assertThat(seen.speakers)
        .as("%s", seen)
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Seat.CANDIDATE)));
    assertThat(seen.refused.keySet())
        .as("%s", seen)
        .contains(
            ErrorCode.MALFORMED,
            ErrorCode.VERSION_UNSUPPORTED,
            ErrorCode.INVALID_TRANSITION,
            ErrorCode.INVALID_REFERENCE,
            ErrorCode.NOT_PARTICIPANT,
            ErrorCode.NOT_YOUR_TURN,
            ErrorCode.SEQUENCE_GAP,
            ErrorCode.CHAIN_CONFLICT,
            ErrorCode.HASH_MISMATCH,
            ErrorCode.SIGNATURE_INVALID,
            ErrorCode.DPOP_INVALID,
            ErrorCode.STALE,
            ErrorCode.TRUST_MISMATCH,
            ErrorCode.TIMEOUT,
            ErrorCode.DUPLICATE,
            ErrorCode.OPEN_OBLIGATIONS,
            ErrorCode.SESSION_NOT_FOUND,
            ErrorCode.UNAUTHORIZED);
    assertThat(seen.races).as("races").isPositive();
    assertThat(seen.afterTheEnd).as("what was owed after the end").isPositive();
    assertThat(seen.kinds).containsKeys("leave-for-a-fee", "release", "agree", "operators-resume");
    assertThat(seen.legalTaken).as("%s", seen).isGreaterThan(seen.legalTried / 2);
  }
}

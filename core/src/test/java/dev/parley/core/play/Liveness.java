package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.Conversation;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Every session can still end: if nobody says anything any more and the steward records what is
/// due, it ends after a number of records that follows from what is open.
final class Liveness {
  /// An obligation can still expire, be late, and expire again.
  private static final int MOST_OF_AN_OBLIGATION = 3;

  private Liveness() {}

  static void endsFrom(Conversation talk) {
    end(talk.fork());
  }

  static void end(Conversation talk) {
    int obligations =
        talk.talk().promises().all().stream().mapToInt(Commitment::openObligations).sum();
    // Those that run, those that an escalation suspended, then identity, silence and session.
    int most = talk.talk().matters().size() + MOST_OF_AN_OBLIGATION * obligations + 12;
    for (int records = 0; talk.state() instanceof SessionState.Ongoing; records++) {
      require(records <= most, "no end after %s records: %s", records, talk.state());
      List<Timer> timers = talk.state().timers();
      require(!timers.isEmpty(), "nothing will ever end %s", talk.state());
      Instant due = timers.getFirst().due();
      if (due.isAfter(talk.now())) {
        talk.later(Duration.between(talk.now(), due));
      }
      talk.records();
    }
  }
}

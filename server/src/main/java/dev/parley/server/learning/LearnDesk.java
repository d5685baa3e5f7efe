package dev.parley.server.learning;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.Case;
import dev.parley.core.learning.LearnReport;
import dev.parley.core.message.SessionId;
import dev.parley.server.sessions.SessionPage;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.StoredSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Makes reports for agents, each from the sessions that the agent itself took part in and from no
/// others. Looking back is work: one report is made at a time, so that it never takes more than one
/// core from the sessions that go on. Thread-safe.
public final class LearnDesk {
  /// Of how many sessions the node makes a report at most; with transcripts an agent can take more.
  public static final int MOST = LearnReport.USUAL_SESSIONS;

  /// Up to how many older ones are counted.
  private static final int COUNTED = 10_000;

  private static final int PAGE = 200;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final Semaphore turn;
  private final SecureRandom chance = new SecureRandom();

  /// Opens the desk.
  ///
  /// @param sessions the node's sessions
  public LearnDesk(Sessions sessions) {
    this(sessions, new Semaphore(1));
  }

  /// The same, as a test needs it.
  ///
  /// @param turn held while a report is made
  LearnDesk(Sessions sessions, Semaphore turn) {
    this.sessions = sessions;
    this.turn = turn;
  }

  /// What came of asking for a report.
  public sealed interface Answered {
    /// It was made.
    ///
    /// @param report as [LearnReport#json] has it
    record Made(JsonObject report) implements Answered {}

    /// It was not.
    ///
    /// @param refusal why
    /// @param retryAfter when to ask again
    record Declined(Refusal refusal, Duration retryAfter) implements Answered {}
  }

  /// Makes a report.
  ///
  /// @param caller who asks, and whose sessions are looked at
  /// @param last of how many at most, the newest; at least 1, no more than [#MOST] are taken
  /// @param path where the price stands in the terms of proposals, if that is known
  /// @return the report, or `unavailable` while another one is being made
  public Answered report(AgentUri caller, int last, Optional<JsonPointer> path) {
    if (!turn.tryAcquire()) {
      return new Answered.Declined(
          ErrorCode.UNAVAILABLE.because("another report is being made; try again"), WAIT);
    }
    try {
      return new Answered.Made(made(caller, Math.min(last, MOST), path));
    } finally {
      turn.release();
    }
  }

  private JsonObject made(AgentUri caller, int last, Optional<JsonPointer> path) {
    List<Case> cases = new ArrayList<>();
    int leftOut = 0;
    Optional<String> cursor = Optional.empty();
    do {
      SessionPage page = sessions.list(caller, cursor, PAGE).orThrow();
      for (StoredSession stored : page.sessions()) {
        if (stored.lifecycle() == SessionRow.Lifecycle.ENDED) {
          if (cases.size() < last) {
            sessions
                .reader(caller, new SessionId(stored.session()))
                .flatMap(reader -> reader.learnt(caller, path))
                .ifPresent(cases::add);
          } else {
            leftOut++;
          }
        }
      }
      cursor = page.next();
    } while (cursor.isPresent() && leftOut < COUNTED);
    return LearnReport.of(caller, cases, leftOut, chance).json();
  }
}

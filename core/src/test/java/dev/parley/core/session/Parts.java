package dev.parley.core.session;

import dev.parley.core.message.Message;
import dev.parley.core.message.TimerKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Parts of the machine that nobody but a test takes into its hands.
public final class Parts {
  private Parts() {}

  /// A table of cells, the machine's own or a broken one.
  @FunctionalInterface
  public interface Table {
    /// Looks a cell up.
    ///
    /// @param state the session's state
    /// @param act what is done
    /// @param seat by whom
    /// @return what it leads to
    Cell cell(StateName state, Act act, Seat seat);
  }

  /// A machine that goes by another table.
  ///
  /// @param table the table
  /// @return a machine on a real clock
  public static SessionMachine machine(Table table) {
    return new SessionMachine(ClockKind.REAL, table::cell);
  }

  /// The same state, but for one timer, which is due now. Under other lengths of the timers the
  /// session would have come to it by the same messages.
  ///
  /// @param state any state that goes on
  /// @param timer one that runs in it
  /// @param now the time, before all other timers are due
  /// @return a state of the same name
  public static SessionState dueNow(SessionState state, Timer timer, Instant now) {
    return switch (state) {
      case SessionState.Idle idle -> idle;
      case SessionState.Invited(Talk talk) -> new SessionState.Invited(due(talk, timer, now));
      case SessionState.Introduced(Talk talk) -> new SessionState.Introduced(due(talk, timer, now));
      case SessionState.Conversing(Talk talk) -> new SessionState.Conversing(due(talk, timer, now));
      case SessionState.Agreeing(Talk talk) -> new SessionState.Agreeing(due(talk, timer, now));
      case SessionState.Executing(Talk talk) -> new SessionState.Executing(due(talk, timer, now));
      case SessionState.Escalated(Talk talk, var asked) ->
          new SessionState.Escalated(due(talk, timer, now), asked);
      case SessionState.Ended ended -> ended.with(due(ended.talk(), timer, now));
    };
  }

  private static Talk due(Talk talk, Timer timer, Instant now) {
    return talk.timed(timers -> timers.with(timer.dueAt(now)));
  }

  /// Which act a message is.
  ///
  /// @param message what is said
  /// @param before the state in which it is said
  /// @param seat by whom
  /// @return nothing if it points at nothing
  public static Optional<Act> act(Message message, SessionState before, Seat seat) {
    return before.said().flatMap(talk -> Acts.of(message, talk, before.name(), seat));
  }

  /// All timers of a session, those that an escalation halts among them.
  ///
  /// @param talk what was said
  /// @return in the order of their kinds
  public static List<Timer> clocks(Talk talk) {
    return Arrays.stream(TimerKey.values()).flatMap(key -> talk.timers().of(key).stream()).toList();
  }
}

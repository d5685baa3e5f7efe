package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import java.util.List;
import java.util.Optional;

/// The state of a session: nine records, each with what is true in it (protocol section 6).
/// Immutable and safe to share between threads.
public sealed interface SessionState {

  /// The state before anything was said.
  ///
  /// @return IDLE
  static SessionState start() {
    return new Idle();
  }

  /// The state's name.
  ///
  /// @return one of nine
  StateName name();

  /// What was said so far.
  ///
  /// @return nothing in IDLE
  Optional<Talk> said();

  /// The timers that run, in the order in which they expire (protocol section 7).
  ///
  /// @return empty where none runs
  default List<Timer> timers() {
    return said().map(t -> t.timers().all()).orElse(List.of());
  }

  /// A state in which the session goes on.
  sealed interface Ongoing extends SessionState {
    /// What was said so far.
    ///
    /// @return never null
    Talk talk();

    @Override
    default Optional<Talk> said() {
      return Optional.of(talk());
    }
  }

  /// A state after which nothing comes, but the steward's records of what an integrity failure has
  /// left open (protocol section 6).
  sealed interface Ended extends SessionState {
    /// What was said.
    ///
    /// @return never null
    Talk talk();

    /// Why it ended.
    ///
    /// @return a word of the wire
    String reason();

    /// Where the chain stood when the session ended.
    ///
    /// @return the place of the message that ended it
    Talk.Head end();

    /// The same end, of what has become of the talk since.
    ///
    /// @param next what was said, and what became of it
    /// @return the same state
    Ended with(Talk next);

    @Override
    default Optional<Talk> said() {
      return Optional.of(talk());
    }
  }

  /// Nothing was said yet.
  record Idle() implements SessionState {
    @Override
    public StateName name() {
      return StateName.IDLE;
    }

    @Override
    public Optional<Talk> said() {
      return Optional.empty();
    }
  }

  /// Somebody was invited.
  ///
  /// @param talk what was said so far
  record Invited(Talk talk) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.INVITED;
    }
  }

  /// All principals have shown who they are.
  ///
  /// @param talk what was said so far
  record Introduced(Talk talk) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.INTRODUCED;
    }
  }

  /// They negotiate.
  ///
  /// @param talk what was said so far
  record Conversing(Talk talk) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.CONVERSING;
    }
  }

  /// A commitment waits for acceptance.
  ///
  /// @param talk what was said so far
  record Agreeing(Talk talk) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.AGREEING;
    }
  }

  /// A commitment was made, and none waits.
  ///
  /// @param talk what was said so far
  record Executing(Talk talk) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.EXECUTING;
    }
  }

  /// An authority has to decide.
  ///
  /// @param talk what was said so far
  /// @param escalation what is asked
  record Escalated(Talk talk, Matter.Escalation escalation) implements Ongoing {
    @Override
    public StateName name() {
      return StateName.ESCALATED;
    }
  }

  /// Ended.
  ///
  /// @param talk what was said
  /// @param reason why
  record Closed(Talk talk, String reason) implements Ended {
    @Override
    public StateName name() {
      return StateName.CLOSED;
    }

    @Override
    public Talk.Head end() {
      return talk.head();
    }

    @Override
    public Closed with(Talk next) {
      return new Closed(next, reason);
    }
  }

  /// Ended without having come about.
  ///
  /// @param talk what was said
  /// @param reason why
  /// @param atFault the agents on whom the expired timer waited
  /// @param end where the chain stood when it ended
  record Failed(Talk talk, String reason, List<AgentUri> atFault, Talk.Head end) implements Ended {
    @Override
    public StateName name() {
      return StateName.FAILED;
    }

    @Override
    public Failed with(Talk next) {
      return new Failed(next, reason, atFault, end);
    }
  }
}

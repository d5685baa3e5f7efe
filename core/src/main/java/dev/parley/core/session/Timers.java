package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// The timers that run in a session, as data: nothing here looks at a clock (protocol section 7).
/// Immutable; every change costs O(log n).
public final class Timers {
  static final Timers NONE =
      new Timers(TreePMap.empty(), TreePSet.empty(), Optional.empty(), TreePSet.empty());

  private final PSortedMap<String, Timer> byName;
  private final PSortedSet<Timer> running;
  private final Optional<Instant> suspendedAt;
  private final PSortedSet<Timer> suspended;

  private Timers(
      PSortedMap<String, Timer> byName,
      PSortedSet<Timer> running,
      Optional<Instant> suspendedAt,
      PSortedSet<Timer> suspended) {
    this.byName = byName;
    this.running = running;
    this.suspendedAt = suspendedAt;
    this.suspended = suspended;
  }

  /// What still runs when the session is over: what is owed is owed until its own time (protocol
  /// section 6). Where nothing is open, that is nothing.
  Timers ofObligations() {
    Timers left = NONE;
    for (Timer timer : running) {
      if (ofObligation(timer.key())) {
        left = left.with(timer);
      }
    }
    return left;
  }

  private static boolean ofObligation(TimerKey key) {
    return switch (key) {
      case OBLIGATION, LATE, VERIFICATION -> true;
      case INVITATION,
          IDENTITY,
          SESSION,
          SILENCE,
          AGREEING,
          RESPONSE,
          FIRM,
          ESCALATION,
          VOTE,
          REVEAL ->
          false;
    };
  }

  /// The timer that expires first.
  ///
  /// @return nothing if none runs
  public Optional<Timer> next() {
    return running.isEmpty() ? Optional.empty() : Optional.of(running.first());
  }

  /// All timers in the order in which they expire.
  ///
  /// @return those that run; suspended ones are not among them
  public List<Timer> all() {
    return List.copyOf(running);
  }

  boolean runs(TimerKey key) {
    return byName.containsKey(key.wire() + "//0");
  }

  Optional<Timer> named(TimerKey key, String subject) {
    return Optional.ofNullable(byName.get(key.wire() + "/" + subject + "/0"));
  }

  /// All timers of one kind, suspended ones among them, in the order of what they belong to.
  List<Timer> of(TimerKey key) {
    return List.copyOf(byName.subMap(key.wire() + '/', key.wire() + (char) ('/' + 1)).values());
  }

  /// Starts a timer; while the negotiation is suspended those of the negotiation do not run.
  Timers started(Timer timer, Instant at) {
    if (suspendedAt.isEmpty() || !suspendable(timer.key())) {
      return with(timer);
    }
    Timers cleared = without(timer.key(), timer.subject(), timer.part());
    Timer halted = timer.dueAt(timer.due().minus(Duration.between(suspendedAt.get(), at)));
    return new Timers(
        cleared.byName.plus(halted.name(), halted),
        cleared.running,
        suspendedAt,
        cleared.suspended.plus(halted));
  }

  Timers with(Timer timer) {
    Timers cleared = without(timer.key(), timer.subject(), timer.part());
    return new Timers(
        cleared.byName.plus(timer.name(), timer),
        cleared.running.plus(timer),
        suspendedAt,
        cleared.suspended);
  }

  /// Narrows down whom a running timer waits on; its length stays.
  Timers waitingOn(TimerKey key, String subject, List<AgentUri> left) {
    Timer timer = byName.get(key.wire() + "/" + subject + "/0");
    return timer == null
        ? this
        : with(new Timer(key, timer.due(), timer.causedBy(), subject, 0, left));
  }

  Timers without(TimerKey key) {
    return without(key, "", 0);
  }

  Timers without(TimerKey key, String subject, int part) {
    Timer gone = byName.get(key.wire() + "/" + subject + "/" + part);
    if (gone == null) {
      return this;
    }
    return new Timers(
        byName.minus(gone.name()), running.minus(gone), suspendedAt, suspended.minus(gone));
  }

  /// Stops the clocks of the negotiation, never those of obligations: section 7.
  Timers suspend(Instant at) {
    PSortedSet<Timer> halted = TreePSet.empty();
    PSortedSet<Timer> left = running;
    for (Timer timer : running) {
      if (suspendable(timer.key())) {
        halted = halted.plus(timer);
        left = left.minus(timer);
      }
    }
    return new Timers(byName, left, Optional.of(at), halted);
  }

  /// Lets them run on: what was left of each is left again.
  Timers resume(Instant at) {
    if (suspendedAt.isEmpty()) {
      return this;
    }
    Duration pause = Duration.between(suspendedAt.get(), at);
    Timers out = new Timers(byName, running, Optional.empty(), TreePSet.empty());
    for (Timer timer : suspended) {
      Timer later = timer.dueAt(timer.due().plus(pause));
      out =
          new Timers(
              out.byName.plus(later.name(), later),
              out.running.plus(later),
              Optional.empty(),
              TreePSet.empty());
    }
    return out;
  }

  private static boolean suspendable(TimerKey key) {
    return switch (key) {
      case AGREEING, SILENCE, RESPONSE, VOTE -> true;
      case INVITATION,
          IDENTITY,
          SESSION,
          OBLIGATION,
          LATE,
          VERIFICATION,
          FIRM,
          ESCALATION,
          REVEAL ->
          false;
    };
  }

  /// Timers are equal if the same ones run and the same ones are suspended since the same time.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Timers that
        && byName.equals(that.byName)
        && suspendedAt.equals(that.suspendedAt)
        && suspended.equals(that.suspended);
  }

  @Override
  public int hashCode() {
    return Objects.hash(byName, suspendedAt);
  }

  @Override
  public String toString() {
    return "Timers[running=" + running + ", suspended=" + suspended + "]";
  }
}

package dev.parley.server.timers;

import dev.parley.core.message.SessionId;
import dev.parley.server.sessions.DueCheck;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.WakeUp;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that waits for the earliest timer of all sessions. It keeps no list of its own: what
/// is due stands in the store, so that nothing is forgotten and idle sessions cost no memory.
/// Thread-safe.
public final class Timekeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

  /// How many sessions are looked at together; their records share a commit.
  private static final int PAGE = 64;

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  /// With many sessions something is always due in a moment; those of one moment are looked at
  /// together. On a real clock no timer is shorter than a hundred times this (protocol section 7).
  private static final Duration SHORTEST_REST = Duration.ofMillis(10);

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final SessionStore store;
  private final NodeClock clock;
  private final Sessions sessions;
  private final List<Deadlines> others;
  private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile Instant waitsFor = END_OF_TIME;
  // Guarded by lock.
  private boolean rung;
  private boolean closing;

  /// What came of looking at everything that is due.
  public enum Pass {
    /// All of it is recorded.
    COMPLETE,
    /// Some of it could not be recorded and is tried again.
    INCOMPLETE
  }

  /// Makes a timekeeper, which does nothing of its own accord before [#start].
  ///
  /// @param store where the timers stand
  /// @param clock the node's clock
  /// @param sessions where the steward speaks
  /// @param others what else waits for a time
  public Timekeeper(SessionStore store, NodeClock clock, Sessions sessions, Deadlines... others) {
    this.store = store;
    this.clock = clock;
    this.sessions = sessions;
    this.thread = Thread.ofPlatform().name("parley-timekeeper").daemon(true).unstarted(this::run);
    this.others = List.of(others);
    sessions.whenDue(this::heard);
    this.others.forEach(other -> other.whenDue(this::heard));
    clock.whenMoved(this::ring);
  }

  /// Starts to keep time.
  public void start() {
    thread.start();
  }

  /// Records everything that is due by now, on the caller's thread.
  ///
  /// @return whether all of it is recorded
  public Pass recordDue() {
    Instant now = clock.now();
    WakeUp after = WakeUp.FIRST;
    Pass pass = Pass.COMPLETE;
    List<WakeUp> page = store.wakeUps(after, now, PAGE);
    while (!page.isEmpty()) {
      List<Future<Pass>> looking = new ArrayList<>();
      for (WakeUp wakeUp : page) {
        looking.add(looks.submit(() -> look(wakeUp)));
      }
      for (Future<Pass> look : looking) {
        if (outcome(look) == Pass.INCOMPLETE) {
          pass = Pass.INCOMPLETE;
        }
      }
      page = store.wakeUps(page.getLast(), now, PAGE);
    }
    for (Deadlines other : others) {
      if (other.recordDue(now) == Pass.INCOMPLETE) {
        pass = Pass.INCOMPLETE;
      }
    }
    return pass;
  }

  private Pass look(WakeUp wakeUp) {
    return switch (sessions.recordDue(new SessionId(wakeUp.session()))) {
      case DueCheck.Recorded() -> Pass.COMPLETE;
      case DueCheck.Failed() -> Pass.INCOMPLETE;
      case DueCheck.NothingDue(long length, Instant next) -> {
        store.postpone(wakeUp, length, next).join();
        yield Pass.COMPLETE;
      }
      case DueCheck.NoTimer(long length) -> {
        store.postpone(wakeUp, length, null).join();
        yield Pass.COMPLETE;
      }
    };
  }

  private static Pass outcome(Future<Pass> look) {
    try {
      return look.get();
    } catch (ExecutionException e) {
      LOG.error("a session's timers could not be looked at", e.getCause());
      return Pass.INCOMPLETE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Pass.INCOMPLETE;
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      Duration rest = AFTER_A_FAILURE;
      // Whatever is set from here on rings, since the store may have been read before it.
      waitsFor = END_OF_TIME;
      try {
        Pass pass = recordDue();
        Instant due = next();
        waitsFor = due;
        if (pass == Pass.COMPLETE) {
          Duration left = clock.realTimeUntil(due).orElse(LONGEST_REST);
          rest = left.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : left;
        }
      } catch (RuntimeException e) {
        LOG.error("timers could not be read", e);
      }
      if (!rest(rest)) {
        return;
      }
    }
  }

  private Instant next() {
    Instant due =
        store.wakeUps(WakeUp.FIRST, END_OF_TIME, 1).stream()
            .findFirst()
            .map(WakeUp::at)
            .orElse(END_OF_TIME);
    for (Deadlines other : others) {
      Instant its = other.next().orElse(END_OF_TIME);
      due = its.isBefore(due) ? its : due;
    }
    return due;
  }

  /// Waits for the time or for news; false when it is over.
  private boolean rest(Duration time) {
    long nanos = time.compareTo(LONGEST_REST) < 0 ? time.toNanos() : LONGEST_REST.toNanos();
    lock.lock();
    try {
      while (!rung && !closing && nanos > 0) {
        nanos = news.awaitNanos(nanos);
      }
      rung = false;
      return !closing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void heard(Instant due) {
    if (due.isBefore(waitsFor)) {
      ring();
    }
  }

  private void ring() {
    lock.lock();
    try {
      rung = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the thread, and waits until what it is recording is recorded.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      news.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    looks.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

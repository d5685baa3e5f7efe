package dev.parley.a2a.task;

import dev.parley.a2a.task.Work.Going;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A task that goes on, and those who watch it. What happens to it happens in one order: first its
/// session hears of it, then everybody else. Thread-safe.
final class LiveTask {
  private static final String UNREPORTED = "unreported";

  private final String owner;
  private final Optional<Tie> tie;
  private final TaskLimits limits;
  private final InstantSource clock;

  /// One event after the other; held while the session is told.
  private final ReentrantLock turn = new ReentrantLock();

  /// Guards what is below; held shortly.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final List<Watch> watches = new ArrayList<>();
  private Task task;
  private long artifactBytes;
  private long unreported;
  private @Nullable Thread worker;

  LiveTask(String owner, Task task, Optional<Tie> tie, TaskLimits limits, InstantSource clock) {
    this.owner = owner;
    this.tie = tie;
    this.limits = limits;
    this.clock = clock;
    this.task = task.with(metadata(tie.map(Tie::metadata)));
  }

  String owner() {
    return owner;
  }

  Optional<Tie> tie() {
    return tie;
  }

  Task task() {
    lock.lock();
    try {
      return task;
    } finally {
      lock.unlock();
    }
  }

  private static JsonObject metadata(Optional<JsonObject> said) {
    return said.map(object -> JsonObject.of(SessionExtension.URI, object)).orElse(JsonObject.EMPTY);
  }

  /// Hears the session from here on.
  void followSession() {
    tie.ifPresent(t -> t.follow(this::hear));
  }

  private void hear(Tie.Change change) {
    turn.lock();
    try {
      Task before = task();
      JsonObject metadata = withCount(change.metadata());
      boolean moves = change.state().isPresent() && !before.status().state().terminal();
      Task.Status status = moves ? now(change.state().get(), change.text()) : before.status();
      Task after = before.with(metadata).in(status);
      publish(after, new TaskEvent.Status(after.id(), after.contextId(), status, metadata));
    } finally {
      turn.unlock();
    }
    if (task().status().state().terminal()) {
      stopWorker();
    }
  }

  Going status(TaskState state, String text) {
    turn.lock();
    try {
      Task before = task();
      if (before.status().state().terminal()) {
        return Going.OVER;
      }
      Task.Status status = now(state, text);
      tell(new TaskEvent.Status(before.id(), before.contextId(), status, JsonObject.EMPTY));
      Task after = before.in(status).with(counted(before.metadata()));
      publish(after, new TaskEvent.Status(after.id(), after.contextId(), status, after.metadata()));
      return state.terminal() ? Going.OVER : Going.ON;
    } finally {
      turn.unlock();
    }
  }

  Going artifact(JsonObject artifact, TaskEvent.Extent extent) {
    if (MessageForm.id(artifact, "artifactId").isEmpty()
        || MessageForm.parts(artifact).isPresent()) {
      throw new IllegalArgumentException("an artifact has an artifactId and parts");
    }
    turn.lock();
    try {
      Task before = task();
      if (before.status().state().terminal()) {
        return Going.OVER;
      }
      artifactBytes += CanonicalJson.bytes(artifact).length;
      if (artifactBytes > limits.artifactBytes()) {
        return status(
            TaskState.FAILED, "more was brought forth than " + limits.artifactBytes() + " bytes");
      }
      TaskEvent.Artifact event =
          new TaskEvent.Artifact(before.id(), before.contextId(), artifact, extent);
      tell(event);
      publish(before.with(artifact, extent).with(counted(before.metadata())), event);
      return Going.ON;
    } finally {
      turn.unlock();
    }
  }

  /// Takes the caller's answer to a task that waits for it.
  ///
  /// @return whether it does, and has room for it
  boolean resume(JsonObject message) {
    turn.lock();
    try {
      Task before = task();
      TaskState state = before.status().state();
      if (state.terminal() || state.running() || before.history().size() >= limits.history()) {
        return false;
      }
      Task.Status status = new Task.Status(TaskState.WORKING, Optional.empty(), now());
      Task after = before.heard(message).in(status);
      publish(after, new TaskEvent.Status(after.id(), after.contextId(), status, after.metadata()));
      return true;
    } finally {
      turn.unlock();
    }
  }

  private Task.Status now(TaskState state, String text) {
    return new Task.Status(
        state,
        text.isEmpty()
            ? Optional.empty()
            : Optional.of(
                MessageForm.text(UUID.randomUUID().toString(), "ROLE_AGENT", text)
                    .with("taskId", task().id())
                    .with("contextId", task().contextId())),
        now());
  }

  private Instant now() {
    return clock.instant();
  }

  private void tell(TaskEvent event) {
    if (tie.isPresent() && tie.get().tell(event) == Tie.Told.DECLINED) {
      unreported++;
    }
  }

  private JsonObject counted(JsonObject metadata) {
    return metadata.object(SessionExtension.URI).map(this::withCount).orElse(metadata);
  }

  private JsonObject withCount(JsonObject said) {
    return JsonObject.of(
        SessionExtension.URI, unreported == 0 ? said : said.with(UNREPORTED, unreported));
  }

  private void publish(Task next, TaskEvent event) {
    lock.lock();
    try {
      task = next;
      watches.forEach(watch -> watch.hear(event));
      if (next.status().state().terminal()) {
        watches.forEach(Watch::end);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A watch whose first event is the task as it stands.
  ///
  /// @return nothing if there are too many already
  Optional<Watch> watch(Task.View view) {
    lock.lock();
    try {
      if (watches.size() >= limits.watchers()) {
        return Optional.empty();
      }
      Watch watch = new Watch(this::leave);
      watch.hear(new TaskEvent.Snapshot(task, view));
      if (task.status().state().terminal()) {
        watch.end();
      } else {
        watches.add(watch);
      }
      return Optional.of(watch);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Watch watch) {
    lock.lock();
    try {
      watches.remove(watch);
    } finally {
      lock.unlock();
    }
  }

  /// The task once it has ended or waits, or the time is over.
  Task settled(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (task.status().state().running() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  void workedOnBy(Thread thread) {
    lock.lock();
    try {
      worker = thread;
    } finally {
      lock.unlock();
    }
  }

  /// Nobody is to be interrupted any more.
  void left() {
    lock.lock();
    try {
      worker = null;
    } finally {
      lock.unlock();
    }
  }

  void stopWorker() {
    lock.lock();
    try {
      if (worker != null && worker != Thread.currentThread()) {
        worker.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    tie.ifPresent(Tie::close);
    lock.lock();
    try {
      watches.forEach(Watch::end);
    } finally {
      lock.unlock();
    }
    stopWorker();
  }
}

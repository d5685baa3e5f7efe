package dev.parley.a2a.task;

import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operations on tasks, whatever the binding. Thread-safe.
public final class TaskDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskDesk.class);

  private final Executor executor;
  private final Optional<Binder> binder;
  private final TaskLimits limits;
  private final InstantSource clock;
  private final TaskStore store;
  private final Semaphore hands;

  /// A desk without tasks.
  ///
  /// @param executor works on them
  /// @param binder ties them to sessions; nothing if none belong to any
  /// @param limits what it bears
  /// @param clock what time it is
  public TaskDesk(
      Executor executor, Optional<Binder> binder, TaskLimits limits, InstantSource clock) {
    this.executor = executor;
    this.binder = binder;
    this.limits = limits;
    this.clock = () -> Timestamp.whole(clock.instant());
    this.store = new TaskStore(limits.tasks());
    this.hands = new Semaphore(limits.running());
  }

  /// Takes a message: a new task, or the answer to one that waits.
  ///
  /// @param ask the message
  /// @return the task as the caller wants to see it
  /// @throws InterruptedException if the thread is interrupted while it waits
  public Outcome<JsonObject> send(Ask ask) throws InterruptedException {
    return switch (begun(ask, Outcome::done)) {
      case Outcome.Refused<LiveTask>(Fault fault) -> new Outcome.Refused<>(fault);
      case Outcome.Done<LiveTask>(LiveTask live) ->
          Outcome.done(
              (switch (ask.patience()) {
                    case SETTLED -> live.settled(limits.patience());
                    case NONE -> live.task();
                  })
                  .json(ask.view()));
    };
  }

  /// The same for a caller that watches.
  ///
  /// @param ask the message
  /// @return what happens to the task
  public Outcome<Watch> stream(Ask ask) {
    return begun(ask, live -> watched(live, ask.view()));
  }

  /// Begins to work, once whoever wants to see it is there.
  private <T> Outcome<T> begun(Ask ask, Function<LiveTask, Outcome<T>> first) {
    Optional<String> id = MessageForm.id(ask.message(), "taskId");
    return id.isPresent() ? resumed(ask, id.get(), first) : started(ask, first);
  }

  private <T> Outcome<T> started(Ask ask, Function<LiveTask, Outcome<T>> first) {
    if (!hands.tryAcquire()) {
      return Outcome.refused(
          A2aError.RESOURCE_EXHAUSTED, "as many tasks are worked on as this agent can");
    }
    boolean working = false;
    try {
      return switch (tied(ask.reference()).then(tie -> kept(ask, tie))) {
        case Outcome.Refused<LiveTask>(Fault fault) -> new Outcome.Refused<>(fault);
        case Outcome.Done<LiveTask>(LiveTask live) -> {
          Outcome<T> seen = first.apply(live);
          live.followSession();
          work(live, ask.message());
          working = true;
          yield seen;
        }
      };
    } finally {
      if (!working) {
        hands.release();
      }
    }
  }

  private Outcome<Optional<Tie>> tied(Optional<SessionReference> reference) {
    if (reference.isEmpty() || binder.isEmpty()) {
      return Outcome.done(Optional.empty());
    }
    return binder.get().tie(reference.get()).then(tie -> Outcome.done(Optional.of(tie)));
  }

  private Outcome<LiveTask> kept(Ask ask, Optional<Tie> tie) {
    String id = UUID.randomUUID().toString();
    String context =
        MessageForm.id(ask.message(), "contextId").orElseGet(() -> UUID.randomUUID().toString());
    Task task =
        new Task(
            id,
            context,
            new Task.Status(TaskState.SUBMITTED, Optional.empty(), clock.instant()),
            List.of(),
            List.of(ask.message().with("taskId", id).with("contextId", context)),
            JsonObject.EMPTY);
    LiveTask live = new LiveTask(ask.caller(), task, tie, limits, clock);
    if (store.add(live)) {
      return Outcome.done(live);
    }
    live.close();
    return Outcome.refused(A2aError.RESOURCE_EXHAUSTED, "there is no room for another task");
  }

  private <T> Outcome<T> resumed(Ask ask, String id, Function<LiveTask, Outcome<T>> first) {
    return found(ask.caller(), id)
        .then(
            live -> {
              Optional<Fault> objection = objection(ask, live);
              if (objection.isPresent()) {
                return new Outcome.Refused<>(objection.get());
              }
              if (!hands.tryAcquire()) {
                return Outcome.refused(
                    A2aError.RESOURCE_EXHAUSTED, "as many tasks are worked on as this agent can");
              }
              if (!live.resume(ask.message().with("contextId", live.task().contextId()))) {
                hands.release();
                return Outcome.refused(
                    A2aError.UNSUPPORTED_OPERATION, "the task does not wait for a message");
              }
              Outcome<T> seen = first.apply(live);
              work(live, ask.message());
              return seen;
            });
  }

  /// What an answer says about its task has to be so.
  private static Optional<Fault> objection(Ask ask, LiveTask live) {
    Optional<String> context = MessageForm.id(ask.message(), "contextId");
    if (context.isPresent() && !context.get().equals(live.task().contextId())) {
      return Optional.of(Fault.of(A2aError.INVALID_PARAMS, "the task belongs to another context"));
    }
    Optional<SessionReference> tied = live.tie().map(Tie::reference);
    boolean same =
        ask.reference().isEmpty()
            || (tied.isPresent()
                && tied.get().session().equals(ask.reference().get().session())
                && tied.get().commitmentId().equals(ask.reference().get().commitmentId())
                && tied.get().termsHash().equals(ask.reference().get().termsHash()));
    return same
        ? Optional.empty()
        : Optional.of(
            Fault.asp(ErrorCode.INVALID_REFERENCE, "the task belongs to another commitment"));
  }

  private void work(LiveTask live, JsonObject message) {
    Thread.ofVirtual()
        .name("a2a-task-" + live.task().id())
        .start(
            () -> {
              live.workedOnBy(Thread.currentThread());
              try {
                executor.execute(new TaskWork(live, message));
                if (live.task().status().state().running()) {
                  live.status(TaskState.COMPLETED, "");
                }
              } catch (InterruptedException e) {
                LOG.debug("stopped working on {}", live.task().id(), e);
                failed(live);
              } catch (Exception e) {
                LOG.warn("the agent failed at task {}", live.task().id(), e);
                failed(live);
              } finally {
                live.left();
                hands.release();
              }
            });
  }

  private static void failed(LiveTask live) {
    var _ = Thread.interrupted(); // What is told to the session is told whole.
    live.status(TaskState.FAILED, "the agent failed");
  }

  private record TaskWork(LiveTask live, JsonObject message) implements Work {
    @Override
    public Task task() {
      return live.task();
    }

    @Override
    public Optional<SessionReference> reference() {
      return live.tie().map(Tie::reference);
    }

    @Override
    public Going status(TaskState state, String text) {
      return live.status(state, text);
    }

    @Override
    public Going artifact(JsonObject artifact, TaskEvent.Extent extent) {
      return live.artifact(artifact, extent);
    }

    @Override
    public Going going() {
      return live.task().status().state().terminal() ? Going.OVER : Going.ON;
    }
  }

  private Outcome<LiveTask> found(String caller, String id) {
    return store
        .find(caller, id)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(A2aError.TASK_NOT_FOUND, "there is no such task"));
  }

  /// A task.
  ///
  /// @param caller who asks
  /// @param id which
  /// @param view what of it
  /// @return the task
  public Outcome<JsonObject> get(String caller, String id, Task.View view) {
    return found(caller, id).then(live -> Outcome.done(live.task().json(view)));
  }

  /// The tasks of a caller.
  ///
  /// @param request which
  /// @return a page
  public Outcome<TaskPage> list(TaskPage.Request request) {
    Optional<TaskStore.Place> behind = request.token().flatMap(TaskPage::place);
    if (request.token().isPresent() && behind.isEmpty()) {
      return Outcome.refused(A2aError.INVALID_PARAMS, "the page token is none of this server's");
    }
    TaskStore.Found found =
        store.list(
            new TaskStore.Filter(
                request.caller(), request.contextId(), request.state(), request.after(), behind),
            request.limit() + 1);
    boolean more = found.tasks().size() > request.limit();
    List<Task> page = more ? found.tasks().subList(0, request.limit()) : found.tasks();
    return Outcome.done(
        new TaskPage(
            page,
            more ? Optional.of(TaskPage.token(page.getLast())) : Optional.empty(),
            found.total()));
  }

  /// Stops a task. A commitment behind it is as binding as before.
  ///
  /// @param caller who asks
  /// @param id which
  /// @return the task
  public Outcome<JsonObject> cancel(String caller, String id) {
    return found(caller, id)
        .then(
            live -> {
              live.status(TaskState.CANCELED, "cancelled by the caller");
              live.stopWorker();
              Task task = live.task();
              return task.status().state() == TaskState.CANCELED
                  ? Outcome.done(task.json(Task.View.WHOLE))
                  : Outcome.refused(A2aError.TASK_NOT_CANCELABLE, "the task has ended");
            });
  }

  /// Watches a task that goes on.
  ///
  /// @param caller who asks
  /// @param id which
  /// @return what happens to it from here on
  public Outcome<Watch> subscribe(String caller, String id) {
    return found(caller, id)
        .then(
            live ->
                live.task().status().state().terminal()
                    ? Outcome.refused(A2aError.UNSUPPORTED_OPERATION, "the task has ended")
                    : watched(live, Task.View.WHOLE));
  }

  private static Outcome<Watch> watched(LiveTask live, Task.View view) {
    return live.watch(view)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(A2aError.RESOURCE_EXHAUSTED, "too many watch this task"));
  }

  /// Ends all that goes on.
  @Override
  public void close() {
    store.all().forEach(LiveTask::close);
  }
}

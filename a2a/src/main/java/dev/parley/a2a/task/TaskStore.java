package dev.parley.a2a.task;

import dev.parley.a2a.wire.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The tasks of a server, in memory and not more than its limit. Thread-safe.
final class TaskStore {
  private final int most;
  private final Map<String, LiveTask> tasks = new LinkedHashMap<>();

  TaskStore(int most) {
    this.most = most;
  }

  /// What a page of tasks is picked by.
  ///
  /// @param owner whose
  /// @param contextId of which context, if only that
  /// @param state in which state, if only that
  /// @param after changed after when, if only that
  /// @param behind behind which place
  record Filter(
      String owner,
      Optional<String> contextId,
      Optional<TaskState> state,
      Optional<Instant> after,
      Optional<Place> behind)
      implements Predicate<Task> {

    @Override
    public boolean test(Task task) {
      return contextId.filter(id -> !id.equals(task.contextId())).isEmpty()
          && state.filter(s -> s != task.status().state()).isEmpty()
          && after.filter(t -> !task.status().since().isAfter(t)).isEmpty();
    }
  }

  /// A place in the list: what changed last comes first.
  record Place(Instant since, String id) implements Comparable<Place> {
    private static final Comparator<Place> NEWEST_FIRST =
        Comparator.comparing(Place::since).reversed().thenComparing(Place::id);

    static Place of(Task task) {
      return new Place(task.status().since(), task.id());
    }

    @Override
    public int compareTo(Place other) {
      return NEWEST_FIRST.compare(this, other);
    }
  }

  /// Tasks and how many there are in all.
  record Found(List<Task> tasks, int total) {}

  /// Keeps a task; the oldest that has ended makes room for it.
  ///
  /// @return whether there was room
  boolean add(LiveTask task) {
    Optional<LiveTask> gone = Optional.empty();
    synchronized (tasks) {
      if (tasks.size() >= most) {
        gone = removeOldestEnded();
        if (gone.isEmpty()) {
          return false;
        }
      }
      tasks.put(task.task().id(), task);
    }
    gone.ifPresent(LiveTask::close);
    return true;
  }

  private Optional<LiveTask> removeOldestEnded() {
    Iterator<LiveTask> oldest = tasks.values().iterator();
    while (oldest.hasNext()) {
      LiveTask task = oldest.next();
      if (task.task().status().state().terminal()) {
        oldest.remove();
        return Optional.of(task);
      }
    }
    return Optional.empty();
  }

  /// A task of an owner; another's does not exist.
  Optional<LiveTask> find(String owner, String id) {
    synchronized (tasks) {
      return Optional.ofNullable(tasks.get(id)).filter(task -> task.owner().equals(owner));
    }
  }

  Found list(Filter filter, int limit) {
    List<Task> matching = new ArrayList<>();
    for (LiveTask live : all()) {
      Task task = live.task();
      if (live.owner().equals(filter.owner()) && filter.test(task)) {
        matching.add(task);
      }
    }
    matching.sort(Comparator.comparing(Place::of));
    List<Task> page =
        matching.stream()
            .filter(task -> filter.behind().filter(p -> Place.of(task).compareTo(p) <= 0).isEmpty())
            .limit(limit)
            .toList();
    return new Found(page, matching.size());
  }

  List<LiveTask> all() {
    synchronized (tasks) {
      return List.copyOf(tasks.values());
    }
  }
}

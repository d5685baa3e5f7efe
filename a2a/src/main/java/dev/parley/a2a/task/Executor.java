package dev.parley.a2a.task;

/// What an agent does: written by whoever has an agent to offer.
@FunctionalInterface
public interface Executor {
  /// Works on a task, on a thread of its own. A task that is not ended or waiting when this returns
  /// is completed; one for which this throws has failed, and the caller learns nothing of why.
  /// Called again with the next message when the caller answers a task that waits.
  ///
  /// @param work the task
  /// @throws Exception if it fails
  void execute(Work work) throws Exception;
}

package dev.parley.bench.trip;

import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.a2a.task.Work;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// An A2A endpoint of ours in a process of its own, with an agent that does what the one of
/// `peers/a2a/server.mjs` does: it says that it is on it, and hands over two pieces.
public final class TaskEndpoint {
  private TaskEndpoint() {}

  /// Serves until standard input ends, and writes its address on standard output.
  ///
  /// @param args none
  /// @throws IOException when standard input fails
  public static void main(String[] args) throws IOException {
    TaskDesk desk =
        new TaskDesk(
            TaskEndpoint::work, Optional.empty(), TaskLimits.USUAL, InstantSource.system());
    JsonObject card = JsonObject.EMPTY.with("name", "bench"); // Nobody asks for it.
    try (A2aServer server =
        A2aServer.start(A2aServer.Setting.local(), desk, _ -> card, Instant.now())) {
      System.out.println(server.address());
      while (System.in.read() >= 0) {
        // Waits for the end of the process that started it.
      }
    }
  }

  private static void work(Work work) {
    String words =
        work.message().array("parts").orElse(JsonArray.EMPTY).get(0) instanceof JsonObject part
            ? part.string("text").orElse("")
            : "";
    work.status(TaskState.WORKING, "on it: " + words);
    work.artifact(
        MessageForm.artifact("result", "the result", "first " + words),
        TaskEvent.Extent.FIRST_CHUNK);
    work.artifact(
        MessageForm.artifact("result", "the result", "second " + words),
        TaskEvent.Extent.LAST_CHUNK);
  }
}

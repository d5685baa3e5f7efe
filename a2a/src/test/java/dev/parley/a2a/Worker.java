package dev.parley.a2a;

import dev.parley.a2a.task.Executor;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.Work;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;

/// An agent that does what the words ask for: `wait` works until it is stopped, `fail` fails, `ask`
/// asks back once, `much` brings forth too much, anything else is done in two pieces.
final class Worker implements Executor {
  @Override
  public void execute(Work work) throws InterruptedException {
    String words = words(work.message());
    work.status(TaskState.WORKING, "on it: " + words);
    switch (words) {
      case "wait" -> new CountDownLatch(1).await();
      case "fail" -> throw new IllegalStateException("a secret of the agent");
      case "ask" -> work.status(TaskState.INPUT_REQUIRED, "which one?");
      case "reject" -> work.status(TaskState.REJECTED, "not for me");
      case "much" -> {
        String piece = "x".repeat(100_000);
        for (int i = 0; work.going() == Work.Going.ON; i++) {
          work.artifact(MessageForm.artifact("a" + i, "much", piece), TaskEvent.Extent.WHOLE);
        }
      }
      default -> {
        work.artifact(
            MessageForm.artifact("result", "the result", "first " + words),
            TaskEvent.Extent.FIRST_CHUNK);
        work.artifact(
            MessageForm.artifact("result", "the result", "second " + words),
            TaskEvent.Extent.LAST_CHUNK);
      }
    }
  }

  static String words(JsonObject message) {
    return message.array("parts").orElse(JsonArray.EMPTY).get(0) instanceof JsonObject part
        ? part.string("text").orElse("")
        : "";
  }
}

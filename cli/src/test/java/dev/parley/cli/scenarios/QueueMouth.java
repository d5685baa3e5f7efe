package dev.parley.cli.scenarios;

import dev.parley.cli.queue.Submitter;
import dev.parley.client.Wire;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.nats.Subjects;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Messages go into the queue by hand, and what became of them comes as a receipt; what is read is
/// asked for by requests over the queue.
///
/// @param agent who speaks
/// @param submitter queues and reads receipts
/// @param entrance shows requests who asks
record QueueMouth(AgentUri agent, Submitter submitter, Entrance entrance) implements Mouth {
  @Override
  public Reply say(Submission submission) throws IOException {
    String act =
        switch (submission.moment()) {
          case BEFORE -> "open";
          case DURING, AFTER -> "append";
        };
    JsonObject receipt = receipt(submission, act);
    return receipt.object("error").map(Reply::refused).orElseGet(() -> Reply.accepted(receipt));
  }

  private JsonObject receipt(Submission submission, String act) throws IOException {
    try {
      return submitter.receipt(
          submitter.queue(
              Subjects.submission(submission.session(), agent), submission.in(Format.JSON), act));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public Wire.Reply read(String path) throws IOException {
    return entrance.ask("GET", path, Map.of(), Optional.empty());
  }
}

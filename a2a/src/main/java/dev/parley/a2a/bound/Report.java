package dev.parley.a2a.bound;

import dev.parley.a2a.task.TaskEvent;
import dev.parley.client.ParleyException;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a session hears of a task: INFORM `progress` and `data` (protocol section 14). It says what
/// is done and moves nothing: what fulfils an obligation is INFORM `fulfillment`, which the debtor
/// says itself.
final class Report {
  /// A larger artifact is told by its hash and its length.
  static final int WHOLE_MAX = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);
  private static final int ATTEMPTS = 20;

  private Report() {}

  /// What became of telling something.
  enum Told {
    RECORDED,
    DECLINED
  }

  static Told tell(Session session, Utterance utterance) {
    try {
      return switch (session.send(utterance, WhenOvertaken.repeat(ATTEMPTS))) {
        case SendResult.Sent _ -> Told.RECORDED;
        case SendResult.Overtaken _ -> Told.DECLINED;
        case SendResult.Refused(var refusal) -> {
          LOG.warn("session {} declines a report: {}", session.id(), refusal.code().wire());
          yield Told.DECLINED;
        }
      };
    } catch (ParleyException e) {
      LOG.warn("session {} cannot be told", session.id(), e);
      return Told.DECLINED;
    }
  }

  /// What a session hears of an event; `about` names what it is about there.
  static Utterance of(JsonObject about, TaskEvent event) {
    return switch (event) {
      case TaskEvent.Status(String taskId, _, var status, _) -> {
        JsonObject task =
            JsonObject.EMPTY.with("taskId", taskId).with("state", status.state().wire());
        yield Say.inform(
            "progress",
            about.with(
                "a2a",
                status
                    .message()
                    .flatMap(Report::text)
                    .map(text -> task.with("text", text))
                    .orElse(task)));
      }
      case TaskEvent.Artifact(String taskId, _, JsonObject artifact, var extent) ->
          Say.inform(
              "data",
              about.with(
                  "a2a",
                  JsonObject.EMPTY
                      .with("taskId", taskId)
                      .with("artifact", bounded(artifact))
                      .with("append", JsonBoolean.of(extent.appends()))));
      case TaskEvent.Snapshot(var task, _) ->
          Say.inform(
              "progress",
              about.with(
                  "a2a",
                  JsonObject.EMPTY
                      .with("taskId", task.id())
                      .with("state", task.status().state().wire())));
    };
  }

  /// The artifact itself if it is not too large for a message, else what shows that it is the one.
  static JsonObject bounded(JsonObject artifact) {
    return CanonicalJson.bytes(artifact).length <= WHOLE_MAX ? artifact : hashed(artifact);
  }

  static JsonObject hashed(JsonObject artifact) {
    byte[] bytes = CanonicalJson.bytes(artifact);
    return JsonObject.EMPTY
        .with("artifactId", artifact.string("artifactId").orElse(""))
        .with("hash", Hash.of(bytes).text())
        .with("bytes", bytes.length);
  }

  /// The first text of a message.
  static Optional<String> text(JsonObject message) {
    return message.array("parts").orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .flatMap(part -> part.string("text").stream())
        .map(text -> text.length() <= 1_000 ? text : text.substring(0, 1_000))
        .findFirst();
  }
}

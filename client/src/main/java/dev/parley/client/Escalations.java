package dev.parley.client;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import java.util.ArrayList;
import java.util.List;

/// What waits for an agent that decides for others: an authority (protocol section 8, people). It
/// decides in the session, see [Session#decide]. Thread-safe.
public final class Escalations {
  private final HttpCalls calls;
  private final Credentials by;

  Escalations(HttpCalls calls, Credentials by) {
    this.calls = calls;
    this.by = by;
  }

  /// The head of the queue, the most urgent first.
  ///
  /// @return what is asked in each, and by when
  /// @throws RefusedException if the node declines
  public List<JsonObject> waiting() {
    List<JsonObject> out = new ArrayList<>();
    JsonObject answer = calls.exchange(Call.read("/v1/asp/escalations"), by).orThrow();
    for (JsonValue each : answer.array("escalations").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject escalation) {
        out.add(escalation);
      }
    }
    return out;
  }

  /// All that is needed to decide: also for who asked.
  ///
  /// @param session the session
  /// @param escalationId which
  /// @return the escalation, with the planned body if it was shown
  /// @throws RefusedException if there is none for this agent
  public JsonObject show(SessionId session, String escalationId) {
    return calls.exchange(Call.read(Paths.escalation(session, escalationId)), by).orThrow();
  }
}

package dev.parley.core.golden;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import dev.parley.core.wire.Timestamp;
import java.util.List;

/// What a session is after a message, in the words of the protocol, so that any implementation can
/// compare its own.
final class Fold {
  private Fold() {}

  static JsonObject of(long position, SessionState state, Hash root) {
    Talk talk = state.said().orElseThrow();
    List<JsonObject> timers = state.timers().stream().map(Fold::timer).toList();
    List<JsonObject> commitments = talk.promises().all().stream().map(Commitment::json).toList();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("id", Long.toString(position))
            .put("state", state.name().name())
            .put("head", talk.head().hash().text())
            .put("root", root.text())
            .put("openObligations", talk.promises().openObligations())
            .put("commitments", JsonArray.of(List.<JsonValue>copyOf(commitments)))
            .put("timers", JsonArray.of(List.<JsonValue>copyOf(timers)));
    if (state instanceof SessionState.Ended ended) {
      out.put("reason", ended.reason());
    }
    if (state instanceof SessionState.Failed failed) {
      out.put(
          "atFault", JsonArray.ofStrings(failed.atFault().stream().map(a -> a.text()).toList()));
    }
    return out.build();
  }

  private static JsonObject timer(Timer timer) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("timer", timer.key().wire())
            .put("due", Timestamp.format(timer.due()))
            .put("causedBy", timer.causedBy().text())
            .put(
                "waitedOn",
                JsonArray.ofStrings(timer.waitedOn().stream().map(a -> a.text()).toList()));
    switch (timer.key()) {
      case OBLIGATION, LATE, VERIFICATION ->
          out.put("commitmentId", timer.subject()).put("obligation", timer.part());
      case AGREEING -> out.put("commitmentId", timer.subject());
      case RESPONSE, FIRM -> out.put("referenceId", timer.subject());
      case ESCALATION -> out.put("escalationId", timer.subject());
      case VOTE -> out.put("transitionId", timer.subject());
      case REVEAL -> out.put("queryId", timer.subject());
      case INVITATION, IDENTITY, SILENCE, SESSION -> {}
    }
    return out.build();
  }
}

package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import dev.parley.core.wire.Timestamp;
import java.util.List;

/// A session as `GET /v1/asp/sessions/{id}` shows it: derived from the messages, never signed.
///
/// @param session its id
/// @param state its state, which is not IDLE
public record SessionView(SessionId session, SessionState state) {

  /// The position after the last message.
  ///
  /// @return at least 1
  public long length() {
    return talk().head().nextPosition();
  }

  /// The wire form.
  ///
  /// @return a new object
  public JsonObject json() {
    Talk talk = talk();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("sessionId", session.toString())
            .put("version", talk.opening().version())
            .put("node", talk.steward().text())
            .put("state", state.name().name())
            .put("phase", state.name().phase().name())
            .put("initiator", talk.opening().initiator().text())
            .put("openedAt", Timestamp.format(talk.opening().openedAt()))
            .put("updatedAt", Timestamp.format(talk.head().acceptedAt()))
            .put("lastSequence", talk.head().nextPosition() - 1)
            .put("head", talk.head().hash().text())
            .put("terms", talk.opening().json())
            .put(
                "participants",
                JsonArray.of(
                    talk.participants().values().stream().map(SessionView::participant).toList()))
            .put("timers", JsonArray.of(state.timers().stream().map(SessionView::timer).toList()));
    switch (state) {
      case SessionState.Failed failed ->
          out.put("reason", failed.reason())
              .put(
                  "atFault",
                  JsonArray.ofStrings(failed.atFault().stream().map(AgentUri::text).toList()));
      case SessionState.Closed closed -> out.put("reason", closed.reason());
      case SessionState.Idle _, SessionState.Ongoing _ -> {}
    }
    return out.build();
  }

  /// How its messages may be spelt.
  ///
  /// @return what the invitation says
  public Format format() {
    return talk().opening().terms().format();
  }

  private Talk talk() {
    return state.said().orElseThrow();
  }

  private static JsonObject participant(Participant participant) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("agentId", participant.agent().text())
            .put("role", participant.seat().title())
            .put("standing", participant.standing().name())
            .put("nextSequence", participant.nextSequence());
    participant.card().ifPresent(card -> out.put("cardHash", card.hash().text()));
    return out.build();
  }

  private static JsonObject timer(Timer timer) {
    List<String> waitedOn = timer.waitedOn().stream().map(AgentUri::text).toList();
    return JsonObject.builder()
        .put("timer", timer.key().wire())
        .put("due", Timestamp.format(timer.due()))
        .put("waitedOn", JsonArray.ofStrings(waitedOn))
        .build();
  }
}

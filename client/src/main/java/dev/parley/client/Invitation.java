package dev.parley.client;

import dev.parley.core.error.ReasonCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.util.Optional;

/// An invitation that reached this agent.
public final class Invitation {
  private final Agent agent;
  private final SessionId sessionId;
  private final Optional<String> mark;
  private final JsonObject json;

  private Invitation(Agent agent, SessionId sessionId, Optional<String> mark, JsonObject json) {
    this.agent = agent;
    this.sessionId = sessionId;
    this.mark = mark;
    this.json = json;
  }

  static Invitation decode(Agent agent, ServerEvent event) {
    JsonObject json = event.json();
    SessionId session =
        json.string("sessionId")
            .or(() -> json.object("envelope").flatMap(e -> e.string("sessionId")))
            .flatMap(SessionId::parse)
            .orElseThrow(() -> new TransportException("an invitation without a session"));
    return new Invitation(agent, session, event.id(), json);
  }

  /// The session that it invites to.
  ///
  /// @return its id
  public SessionId sessionId() {
    return sessionId;
  }

  /// Where it stands in the inbox, for [Agent#inboxAfter].
  ///
  /// @return the mark, if the node gives one
  public Optional<String> mark() {
    return mark;
  }

  /// What the node said; nothing in it is proven before the session was joined.
  ///
  /// @return the content of the event
  public JsonObject json() {
    return json;
  }

  /// Reads the session without answering yet; [Session#next] begins with the invitation itself.
  ///
  /// @return the session
  public Session look() {
    return agent.join(sessionId);
  }

  /// Accepts: says ACCEPT and shows this agent's card.
  ///
  /// @return the session; its messages are unread, see [Session#introduced]
  /// @throws RefusedException if the node declines, for example because somebody was faster or it
  ///   is too late
  public Session accept() {
    return agent.answering(look(), Say::accept, Agent.Afterwards.SHOW_CARD);
  }

  /// Declines.
  ///
  /// @param code why, for machines
  /// @param reason why, for people
  /// @throws RefusedException if the node declines the answer, for example because it is too late
  public void decline(ReasonCode code, String reason) {
    agent.answering(look(), m -> Say.reject(m, code, reason), Agent.Afterwards.NOTHING).close();
  }

  /// Names the session.
  @Override
  public String toString() {
    return "Invitation[" + sessionId + "]";
  }
}

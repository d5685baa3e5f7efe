package dev.parley.server.people;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform.Content.Resolution;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.SignedApproval;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionState;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.Content;
import dev.parley.server.time.NodeClock;
import java.time.Instant;
import java.util.Optional;

/// Decides in the name of an agent that is an authority (protocol section 8), for the person who
/// stands behind it. The agent's own key signs, so the node has to hold it. Thread-safe.
public final class AuthorityDesk {
  private final EscalationDesk desk;
  private final Registry registry;
  private final Sessions sessions;
  private final NodeClock clock;

  /// Opens it.
  ///
  /// @param desk the queue
  /// @param registry holds keys
  /// @param sessions the node's sessions
  /// @param clock the node's clock
  public AuthorityDesk(EscalationDesk desk, Registry registry, Sessions sessions, NodeClock clock) {
    this.desk = desk;
    this.registry = registry;
    this.sessions = sessions;
    this.clock = clock;
  }

  /// The authority decides and says so.
  ///
  /// @param authority in whose name
  /// @param session the session
  /// @param escalationId which escalation
  /// @param json `{decision, approve, bodyHash, reason}`
  /// @return what became of it
  public Outcome decide(
      AgentUri authority, SessionId session, String escalationId, JsonObject json) {
    Optional<SessionState> state =
        sessions
            .view(authority, session)
            .map(SessionView::state)
            .filter(_ -> desk.view(authority, session, escalationId).isPresent());
    Optional<Matter.Escalation> asked = state.flatMap(s -> EscalationDesk.matter(s, escalationId));
    if (state.isEmpty() || asked.isEmpty()) {
      return Outcome.refused(EscalationDesk.unknown());
    }
    Optional<AgentKeys> keys = registry.heldKeys(authority);
    if (keys.isEmpty()) {
      return Outcome.refused(
          ErrorCode.POLICY_VIOLATION.because(
              "the node does not hold the keys of "
                  + authority
                  + ": its own program has to decide"));
    }
    return switch (OperatorDecision.decode(json)) {
      case Decoded.Refused<OperatorDecision>(Refusal refusal) -> Outcome.refused(refusal);
      case Decoded.Valid<OperatorDecision>(OperatorDecision decision) ->
          EscalationDesk.untimely(state.get(), asked.get())
              .or(() -> desk.unseen(session, asked.get(), decision))
              .map(Outcome::refused)
              .orElseGet(() -> said(authority, keys.get(), session, escalationId, decision));
    };
  }

  private Outcome said(
      AgentUri authority,
      AgentKeys keys,
      SessionId session,
      String escalationId,
      OperatorDecision decision) {
    Instant at = clock.now();
    Resolution resolution =
        new Resolution(
            escalationId,
            decision.decision(),
            decision.approval(),
            decision.bodyHash(),
            Optional.empty());
    JsonObject body =
        JsonObject.EMPTY
            .with("informType", "escalation-resolution")
            .with(
                "data",
                SignedApproval.resolving(
                    session, resolution, at, decision.reason(), authority, keys.signer()));
    JsonObject envelope =
        JsonObject.builder()
            .put("performative", Performative.INFORM.name())
            .put("sender", JsonObject.EMPTY.with("agentId", authority.text()))
            .put(
                "content",
                JsonObject.builder().put("mimeType", "application/json").put("body", body).build())
            .build();
    return sessions.append(authority, session, new Submission(envelope, Content.EMPTY));
  }
}

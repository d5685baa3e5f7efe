package dev.parley.server.people;

import dev.parley.core.card.AgentCard;
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
import dev.parley.core.session.Participant;
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
              .or(() -> unshown(authority, session, state.get()))
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
    return inform(
        authority,
        session,
        "escalation-resolution",
        SignedApproval.resolving(
            session, resolution, at, decision.reason(), authority, keys.signer()));
  }

  /// What an agent says is checked against the card that it has shown in the session: who has only
  /// been named so far, or has renewed its card since, shows it first.
  private Optional<Outcome> unshown(AgentUri authority, SessionId session, SessionState state) {
    AgentCard card = registry.current(authority).orElseThrow();
    boolean shown =
        state
            .said()
            .flatMap(talk -> talk.participant(authority))
            .flatMap(Participant::card)
            .filter(known -> known.hash().equals(card.hash()))
            .isPresent();
    if (shown) {
      return Optional.empty();
    }
    JsonObject fields =
        JsonObject.EMPTY.with("cardHash", card.hash().text()).with("cardVersion", card.version());
    return switch (inform(authority, session, "identity", fields)) {
      case Outcome.Accepted _, Outcome.Repeated _ -> Optional.empty();
      case Outcome.Refused refused -> Optional.of(refused);
    };
  }

  private Outcome inform(AgentUri authority, SessionId session, String type, JsonObject fields) {
    JsonObject body = JsonObject.EMPTY.with("informType", type).with("data", fields);
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

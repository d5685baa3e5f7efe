package dev.parley.server.people;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Stake;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Steward;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.Content;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.StoredEscalation;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WriteOutcome;
import dev.parley.server.time.NodeClock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue of what waits for people, for callers that the node has authenticated and for its
/// operators (protocol section 8). What does not wait for a caller, and was not asked by it, is
/// answered like what does not exist. Thread-safe.
public final class EscalationDesk {
  private static final Logger LOG = LoggerFactory.getLogger(EscalationDesk.class);

  private final NodeStore store;
  private final Sessions sessions;
  private final Steward steward;
  private final NodeClock clock;

  /// Opens it.
  ///
  /// @param store where the queue is kept
  /// @param sessions the node's sessions
  /// @param steward says what operators decide
  /// @param clock the node's clock
  public EscalationDesk(NodeStore store, Sessions sessions, Steward steward, NodeClock clock) {
    this.store = store;
    this.sessions = sessions;
    this.steward = steward;
    this.clock = clock;
  }

  /// Takes the body that somebody plans to say, for whoever decides about it and for nobody else.
  ///
  /// @param caller who asked
  /// @param session the session
  /// @param escalationId what it asked
  /// @param json `{body}`
  /// @return what became of it
  public RecordOutcome show(
      AgentUri caller, SessionId session, String escalationId, JsonObject json) {
    Optional<Matter.Escalation> asked =
        sessions
            .view(caller, session)
            .flatMap(view -> matter(view.state(), escalationId))
            .filter(escalation -> asks(escalation, caller));
    if (asked.isEmpty()) {
      return RecordOutcome.refused(unknown());
    }
    Members in = Members.of(json, "");
    JsonObject body = in.object("body");
    return switch (in.result(() -> body)) {
      case Decoded.Refused<JsonObject>(Refusal refusal) -> RecordOutcome.refused(refusal);
      case Decoded.Valid<JsonObject> _ ->
          sessions
              .inTurn(
                  session,
                  (state, _) -> {
                    Matter.Escalation now = matter(state, escalationId).orElseThrow();
                    return unfit(now, body)
                        .map(RecordOutcome::refused)
                        .orElseGet(() -> keep(state, session, now, body));
                  })
              .orElseGet(RecordOutcome::unavailable);
    };
  }

  private static boolean asks(Matter.Escalation escalation, AgentUri agent) {
    return escalation.origin().agent().equals(agent)
        || escalation.origin().principal().equals(agent);
  }

  private static Optional<Refusal> unfit(Matter.Escalation escalation, JsonObject body) {
    if (!(escalation.question() instanceof Escalate.Question.AboutOwnMessage(Hash hash))) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE.because("the escalation is about no planned message"));
    }
    if (escalation.answer() != Matter.Escalation.Answer.WAITING) {
      return Optional.of(decided(escalation));
    }
    Hash found = Bodies.hash(body);
    return found.equals(hash)
        ? Optional.empty()
        : Optional.of(
            ErrorCode.HASH_MISMATCH
                .because("that is not the body that the escalation asks about")
                .with("expected", hash.text())
                .with("found", found.text()));
  }

  private RecordOutcome keep(
      SessionState state, SessionId session, Matter.Escalation escalation, JsonObject body) {
    Talk talk = state.said().orElseThrow();
    Content canonical = Content.of(CanonicalJson.bytes(body));
    return switch (store
        .people()
        .escalations()
        .show(session.value(), escalation.id(), canonical, Stake.of(talk, body))
        .join()) {
      case WriteOutcome.Written() ->
          new RecordOutcome.Accepted(
              JsonObject.builder()
                  .put("sessionId", session.toString())
                  .put("escalationId", escalation.id())
                  .put("bodyHash", Hash.of(canonical.bytes()).text())
                  .build());
      case WriteOutcome.Superseded() ->
          RecordOutcome.refused(ErrorCode.INVALID_REFERENCE.because("the session has ended"));
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: not kept: {} ({})", session, cause, detail);
        yield RecordOutcome.unavailable();
      }
    };
  }

  /// What waits for an agent, the most urgent first.
  ///
  /// @param caller who asks
  /// @param limit how many at most, at least 1
  /// @return what is asked in each, and by when
  public List<JsonObject> waiting(AgentUri caller, int limit) {
    return lines(
        store
            .people()
            .escalations()
            .waiting(Optional.of(caller.text()), clock.now(), limit)
            .stream()
            .filter(stored -> sees(caller, stored))
            .toList());
  }

  /// What waits for the node's operators, the most urgent first.
  ///
  /// @param limit how many at most, at least 1
  /// @return what is asked in each, and by when
  public List<JsonObject> waiting(int limit) {
    return lines(store.people().escalations().waiting(Optional.empty(), clock.now(), limit));
  }

  /// What is asked in each of some escalations, as those see it who decide.
  ///
  /// @param escalations which
  /// @return a line each, in their order
  public List<JsonObject> lines(List<StoredEscalation> escalations) {
    return escalations.stream().map(each -> EscalationView.line(store, each)).toList();
  }

  private boolean sees(AgentUri caller, StoredEscalation stored) {
    return sessions
        .view(caller, new SessionId(stored.session()))
        .filter(view -> decides(view.state(), stored.escalationId(), caller))
        .isPresent();
  }

  /// A participant that somebody has named stays what it is and decides nothing.
  private static boolean decides(SessionState state, String escalationId, AgentUri agent) {
    Talk talk = state.said().orElseThrow();
    return matter(state, escalationId)
            .filter(asked -> asked.deciders(talk.opening().terms()).contains(agent))
            .isPresent()
        && talk.participant(agent)
            .map(Participant::seat)
            .filter(Seat.AUTHORITY::equals)
            .isPresent();
  }

  /// One escalation with all that is needed to decide, for who decides it and for who asked.
  ///
  /// @param caller who wants it
  /// @param session the session
  /// @param escalationId which
  /// @return nothing when there is none for this caller
  public Optional<JsonObject> view(AgentUri caller, SessionId session, String escalationId) {
    return sessions
        .view(caller, session)
        .map(SessionView::state)
        .filter(
            state ->
                decides(state, escalationId, caller)
                    || matter(state, escalationId).filter(e -> asks(e, caller)).isPresent())
        .flatMap(state -> whole(state, session, escalationId));
  }

  /// One escalation with all that is needed to decide, for the operator.
  ///
  /// @param session the session
  /// @param escalationId which
  /// @return nothing when there is none
  public Optional<JsonObject> view(SessionId session, String escalationId) {
    return sessions
        .inTurn(session, (state, _) -> state)
        .flatMap(state -> whole(state, session, escalationId));
  }

  private Optional<JsonObject> whole(SessionState state, SessionId session, String escalationId) {
    return matter(state, escalationId)
        .flatMap(
            asked ->
                store
                    .people()
                    .escalations()
                    .escalation(session.value(), escalationId)
                    .map(
                        stored ->
                            EscalationView.whole(
                                store, state.said().orElseThrow(), asked, stored)));
  }

  /// The operator decides; the steward says it, with the signed approval.
  ///
  /// @param session the session
  /// @param escalationId which escalation
  /// @param json `{decision, approve, bodyHash, reason}`
  /// @return what became of it
  public Outcome decide(SessionId session, String escalationId, JsonObject json) {
    return switch (OperatorDecision.decode(json)) {
      case Decoded.Refused<OperatorDecision>(Refusal refusal) -> Outcome.refused(refusal);
      case Decoded.Valid<OperatorDecision>(OperatorDecision decision) -> {
        Optional<StoredEscalation> stored =
            store.people().escalations().escalation(session.value(), escalationId);
        yield stored.isEmpty()
            ? Outcome.refused(unknown())
            : sessions.said(
                session,
                (state, at) -> {
                  Matter.Escalation asked = matter(state, escalationId).orElseThrow();
                  return untimely(state, asked)
                      .or(() -> notTheirs(state, asked))
                      .or(() -> unseen(session, asked, decision))
                      .<Decoded<JsonObject>>map(Decoded::refused)
                      .orElseGet(
                          () -> Decoded.valid(decision.body(session, escalationId, at, steward)));
                });
      }
    };
  }

  static Optional<Refusal> untimely(SessionState state, Matter.Escalation asked) {
    if (asked.answer() != Matter.Escalation.Answer.WAITING) {
      return Optional.of(decided(asked));
    }
    return state instanceof SessionState.Escalated
        ? Optional.empty()
        : Optional.of(
            ErrorCode.INVALID_TRANSITION
                .because("the session has ended: " + state.name())
                .with("state", state.name().name()));
  }

  private static Optional<Refusal> notTheirs(SessionState state, Matter.Escalation asked) {
    return asked.deciders(state.said().orElseThrow().opening().terms()).isEmpty()
        ? Optional.empty()
        : Optional.of(
            ErrorCode.POLICY_VIOLATION.because(
                "the ESCALATE or the invitation names who decides, and that is not the operator"));
  }

  private static Refusal decided(Matter.Escalation asked) {
    return asked.answer() == Matter.Escalation.Answer.EXPIRED
        ? ErrorCode.TIMEOUT.because("nobody has decided in time: it is refused")
        : ErrorCode.DUPLICATE
            .because("it is decided already")
            .with("status", asked.answer().name());
  }

  /// Nobody approves what nobody has seen. Asked anew, since it may have been shown meanwhile.
  Optional<Refusal> unseen(SessionId session, Matter.Escalation asked, OperatorDecision decision) {
    if (!decision.approves() || !(asked.question() instanceof Escalate.Question.AboutOwnMessage)) {
      return Optional.empty();
    }
    Optional<Hash> shown =
        store
            .people()
            .escalations()
            .escalation(session.value(), asked.id())
            .map(StoredEscalation::shown)
            .filter(body -> !body.isEmpty())
            .map(body -> Hash.of(body.bytes()));
    if (shown.isEmpty()) {
      return Optional.of(
          ErrorCode.INVALID_REFERENCE.because(
              "who asked has not shown the body that it plans, so it can only be refused"));
    }
    return shown.equals(decision.bodyHash())
        ? Optional.empty()
        : Optional.of(
            ErrorCode.INVALID_REFERENCE
                .because("bodyHash is not the hash of what was shown")
                .with("expected", shown.get().text()));
  }

  static Optional<Matter.Escalation> matter(SessionState state, String escalationId) {
    return state
        .said()
        .map(talk -> talk.matters().get(escalationId))
        .filter(Matter.Escalation.class::isInstance)
        .map(Matter.Escalation.class::cast);
  }

  static Refusal unknown() {
    return ErrorCode.SESSION_NOT_FOUND.because("no such escalation for you");
  }
}

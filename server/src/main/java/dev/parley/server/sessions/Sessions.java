package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.LedgerStore;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SessionStore;
import dev.parley.server.time.NodeClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/// The sessions of a node, for callers that it has authenticated. A session that a caller takes no
/// part in is answered like one that does not exist. Thread-safe.
public final class Sessions implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final NodeStore store;
  private final NodeClock clock;
  private final Steward steward;
  private final Registry registry;
  private final Reception reception;
  private final LiveSessions live;
  private final Sight sight;
  private final WritePath path;
  private final DisputeDesk disputes;
  private final FreshIds ids = new FreshIds();
  private final Hints<UUID> sessionHints = new Hints<>();
  private final Hints<AgentUri> inboxHints = new Hints<>();
  private final List<Consumer<Instant>> dueListeners = new CopyOnWriteArrayList<>();

  /// Opens the sessions of a node.
  ///
  /// @param store where they are kept
  /// @param clock the node's clock
  /// @param steward the node's own agent
  /// @param registry the node's agents
  /// @param verifier checks signatures
  public Sessions(
      NodeStore store, NodeClock clock, Steward steward, Registry registry, Verifier verifier) {
    this(
        store, clock, steward, registry, verifier, registry::score, Filing.USUAL, System::nanoTime);
  }

  /// The same, as a test needs it.
  ///
  /// @param store as above
  /// @param clock as above
  /// @param steward as above
  /// @param registry as above
  /// @param verifier as above
  /// @param standing the trust score of somebody who could judge, 0 to 100
  /// @param budget how many escalations of one principal are taken
  /// @param nanoTime a clock that never goes back, in nanoseconds
  public Sessions(
      NodeStore store,
      NodeClock clock,
      Steward steward,
      Registry registry,
      Verifier verifier,
      ToDoubleFunction<AgentUri> standing,
      EscalationChange.Budget budget,
      LongSupplier nanoTime) {
    this.store = store;
    this.clock = clock;
    this.steward = steward;
    this.registry = registry;
    this.reception = new Reception(new EnvelopeVerifier(verifier), registry);
    SessionMachine machine = new SessionMachine(clock.kind());
    this.live = new LiveSessions(store, machine, registry);
    this.sight = new Sight(store, live);
    PanelActs panels = new PanelActs(store, registry, steward, standing);
    DisputeActs acts = new DisputeActs(steward, registry.stewardCard(), panels, ids);
    this.path =
        new WritePath(
            store,
            clock,
            machine,
            registry,
            new NodePolicy(steward.agent(), registry, store, store.people().mandates()),
            new StewardActs(steward, registry.stewardCard(), ids, store.calls()),
            acts,
            live,
            this::appended,
            new Filing(store.epoch(), registry.stewardCard(), budget),
            nanoTime);
    this.disputes = new DisputeDesk(store, registry, verifier, live, path, acts, ids);
  }

  /// The disputes about these sessions.
  ///
  /// @return the same object each time
  public DisputeDesk disputes() {
    return disputes;
  }

  /// A reader of the session that somebody has to judge.
  ///
  /// @param caller who asks
  /// @param disputeId the dispute
  /// @return nothing when there is none for this caller
  public Optional<SessionReader> judged(AgentUri caller, String disputeId) {
    return disputes.judged(caller, disputeId).map(this::reader);
  }

  /// Takes an invitation.
  ///
  /// @param caller who sent it
  /// @param submission the signed envelope; in node custody without what the node assigns
  /// @return what became of it
  public Outcome open(AgentUri caller, Submission submission) {
    Optional<AgentKeys> held = registry.heldKeys(caller);
    if (held.isPresent()) {
      Optional<SessionId> id =
          submission.envelope().has("sessionId")
              ? submission.envelope().string("sessionId").flatMap(SessionId::parse)
              : Optional.of(new SessionId(ids.next(clock.now())));
      if (id.isEmpty()) {
        return Outcome.refused(
            ErrorCode.MALFORMED
                .because("/sessionId: has to be a lower-case UUID of version 7")
                .with("pointer", "/sessionId"));
      }
      return opened(
          id.get(), session -> custody(caller, held.get(), session, submission), _ -> taken());
    }
    return switch (Reception.read(caller, submission)) {
      case Decoded.Refused<Envelope>(Refusal refusal) -> Outcome.refused(refusal);
      case Decoded.Valid<Envelope>(Envelope envelope) ->
          opened(
              envelope.sessionId(),
              session -> signed(envelope, session, submission),
              known -> earlier(envelope, submission.canonical(), known).orElseGet(Sessions::taken));
    };
  }

  /// Replays a session from its stored records, for an audit.
  ///
  /// @param session which
  /// @param extent how much of it
  /// @param ordered hears what each record asks of the ledger, and the record's hash
  public void replay(
      UUID session, LedgerStore.Extent extent, BiConsumer<Hash, List<Order>> ordered) {
    live.replay(session, extent, new OrderedMoney(ordered));
  }

  /// Takes a message of a session.
  ///
  /// @param caller who sent it
  /// @param id the session
  /// @param submission the signed envelope; in node custody without what the node assigns
  /// @return what became of it
  public Outcome append(AgentUri caller, SessionId id, Submission submission) {
    if (sight.of(caller, id).isEmpty()) {
      return Outcome.refused(Outcome.UNKNOWN_SESSION);
    }
    Optional<AgentKeys> held = registry.heldKeys(caller);
    if (held.isPresent()) {
      return appended(caller, id, session -> custody(caller, held.get(), session, submission));
    }
    return switch (Reception.read(caller, submission)) {
      case Decoded.Refused<Envelope>(Refusal refusal) -> Outcome.refused(refusal);
      case Decoded.Valid<Envelope>(var other) when !other.sessionId().equals(id) ->
          Outcome.refused(Outcome.UNKNOWN_SESSION);
      case Decoded.Valid<Envelope>(Envelope envelope) ->
          appended(caller, id, session -> signed(envelope, session, submission));
    };
  }

  /// Closes a session as cancelled, in the words of the node; only in node custody.
  ///
  /// @param caller who wants it
  /// @param id the session
  /// @return what became of it
  public Outcome cancel(AgentUri caller, SessionId id) {
    if (sight.of(caller, id).isPresent() && registry.heldKeys(caller).isEmpty()) {
      return Outcome.refused(
          ErrorCode.MALFORMED.because("a signed CLOSE is required: the agent holds its own keys"));
    }
    return append(caller, id, Submission.cancelling(caller));
  }

  private Outcome opened(
      SessionId id,
      Function<LiveSession, Prepared> preparation,
      Function<LiveSession, Outcome> known) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<LiveSession> existing = live.find(id);
      if (existing.isPresent()) {
        return known.apply(existing.get());
      }
      LiveSession session = new LiveSession(id);
      if (take(session, preparation) instanceof Written.Answered(Outcome outcome)) {
        if (outcome instanceof Outcome.Accepted) {
          live.keep(session);
        }
        return outcome;
      }
    }
    return WritePath.unavailable().outcome();
  }

  private static Outcome taken() {
    return Outcome.refused(ErrorCode.DUPLICATE.because("that sessionId is taken"));
  }

  private Outcome appended(
      AgentUri caller, SessionId id, Function<LiveSession, Prepared> preparation) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<LiveSession> session = sight.of(caller, id);
      if (session.isEmpty()) {
        return Outcome.refused(Outcome.UNKNOWN_SESSION);
      }
      if (take(session.get(), preparation) instanceof Written.Answered(Outcome outcome)) {
        return outcome;
      }
    }
    return WritePath.unavailable().outcome();
  }

  @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it; without it batches are smaller.
  private Written take(LiveSession session, Function<LiveSession, Prepared> preparation) {
    try (SessionStore.Arrival arrival = store.announce()) {
      // Whoever else has something for the store says so before the expensive part begins: then a
      // commit waits for all of them, and the signatures of one message are checked while others
      // wait, not while the disk does.
      Thread.yield();
      return switch (preparation.apply(session)) {
        case Prepared.Answer(Outcome outcome) -> new Written.Answered(outcome);
        case Prepared.Message(Author author) -> path.append(session, author, arrival);
      };
    }
  }

  private Prepared signed(Envelope envelope, LiveSession session, Submission submission) {
    CanonicalEnvelope canonical = submission.canonical();
    Optional<Outcome> earlier = earlier(envelope, canonical, session);
    if (earlier.isPresent()) {
      return new Prepared.Answer(earlier.get());
    }
    return switch (reception.verify(envelope, canonical, session.state(), submission)) {
      case Decoded.Refused<Ready>(Refusal refusal) -> new Prepared.Answer(Outcome.refused(refusal));
      case Decoded.Valid<Ready>(Ready ready) ->
          new Prepared.Message((_, _) -> Decoded.valid(ready));
    };
  }

  /// Also for a repeat whose sender has changed its keys since: its signature is not looked at
  /// again.
  private Optional<Outcome> earlier(
      Envelope envelope, CanonicalEnvelope canonical, LiveSession session) {
    return canonical.hash().equals(envelope.integrity().hash())
        ? path.earlier(session, envelope)
        : Optional.empty();
  }

  private Prepared custody(
      AgentUri caller, AgentKeys keys, LiveSession session, Submission submission) {
    AgentCard card = reception.card(caller, session.state()).orElseThrow();
    return new Prepared.Message(
        new Completion(
            caller,
            card,
            keys,
            registry.score(caller),
            session.id(),
            ids.next(clock.now()).toString(),
            submission));
  }

  /// One session.
  ///
  /// @param caller who asks
  /// @param id the session
  /// @return nothing when there is none for this caller
  public Optional<SessionView> view(AgentUri caller, SessionId id) {
    return sight.of(caller, id).map(session -> new SessionView(id, session.state()));
  }

  /// The sessions that the caller takes or took part in, the newest id first.
  ///
  /// @param caller who asks
  /// @param cursor where the page begins, from the page before
  /// @param limit how many at most, at least 1
  /// @return the page; `malformed` when the cursor is none of ours
  public Decoded<SessionPage> list(AgentUri caller, Optional<String> cursor, int limit) {
    return SessionPage.read(store, caller, cursor, limit);
  }

  /// A reader of one session.
  ///
  /// @param caller who asks
  /// @param id the session
  /// @return nothing when there is none for this caller
  public Optional<SessionReader> reader(AgentUri caller, SessionId id) {
    return sight.allows(caller, id) ? Optional.of(reader(id)) : Optional.empty();
  }

  SessionReader reader(SessionId id) {
    return new SessionReader(store, registry, live, steward, clock.kind(), sessionHints, id);
  }

  /// Follows the caller's inbox.
  ///
  /// @param caller who asks
  /// @param from the number of the first entry that is wanted, 0 for all
  /// @return the cursor, to be closed
  public InboxFollowing inbox(AgentUri caller, long from) {
    return new InboxFollowing(store, caller, inboxHints.listen(caller), from);
  }

  LogFollowing log(long after) {
    return new LogFollowing(store.log(), sessionHints.listenToAll(), after);
  }

  /// Does something while nothing is appended to a session; then the steward says what follows.
  ///
  /// @param id the session
  /// @param work gets the state, after what was due, and the time
  /// @param <T> what comes of it
  /// @return nothing when there is no such session, or what was due cannot be recorded
  public <T> Optional<T> inTurn(SessionId id, BiFunction<SessionState, Instant, T> work) {
    return live.find(id).flatMap(session -> path.inTurn(session, work));
  }

  /// Has the steward say what somebody else has decided.
  ///
  /// @param id the session
  /// @param words gets the state, after what was due, and the time; makes a body, or says why not
  /// @return what became of it
  public Outcome said(SessionId id, BiFunction<SessionState, Instant, Decoded<JsonObject>> words) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<LiveSession> session = live.find(id);
      if (session.isEmpty()) {
        return Outcome.refused(Outcome.UNKNOWN_SESSION);
      }
      if (path.said(session.get(), words) instanceof Written.Answered(Outcome outcome)) {
        return outcome;
      }
    }
    return WritePath.unavailable().outcome();
  }

  /// Appends what the steward has to say in a session by now.
  ///
  /// @param id a session that exists
  /// @return what came of it
  public DueCheck recordDue(SessionId id) {
    return live.find(id).map(path::recordDue).orElseGet(DueCheck.Failed::new);
  }

  /// Has something done whenever a session's earliest timer is set.
  ///
  /// @param listener gets the time at which it is due; must not block
  public void whenDue(Consumer<Instant> listener) {
    dueListeners.add(listener);
  }

  /// Wakes everybody who follows: the node ends. What is being written is finished by the store.
  @Override
  public void close() {
    sessionHints.silence();
    inboxHints.silence();
  }

  private void appended(
      LiveSession session,
      Optional<Delivered> message,
      List<AgentUri> asked,
      Optional<Instant> due) {
    sessionHints.ring(session.id().value(), message);
    asked.forEach(inboxHints::ring);
    due.ifPresent(time -> dueListeners.forEach(listener -> listener.accept(time)));
  }
}

package dev.parley.server.sessions;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Propose;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.ExposureChange;
import dev.parley.server.store.MessagePlace;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.StoredMessage;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ordered part of taking a message: one at a time per session, from the machine to the disk.
/// The session in memory changes only after the store has said that the message is there.
final class WritePath {
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(WritePath.class);
  private static final Duration RETRY_LATER = Duration.ofSeconds(1);

  private final NodeStore store;
  private final NodeClock clock;
  private final SessionMachine machine;
  private final Registry registry;
  private final NodePolicy policy;
  private final StewardActs steward;
  private final LiveSessions live;
  private final Appended appended;
  private final Filing filing;
  private final DisputePath disputes;
  private final LongSupplier nanoTime;

  WritePath(
      NodeStore store,
      NodeClock clock,
      SessionMachine machine,
      Registry registry,
      NodePolicy policy,
      StewardActs steward,
      DisputeActs acts,
      LiveSessions live,
      Appended appended,
      Filing filing,
      LongSupplier nanoTime) {
    this.store = store;
    this.clock = clock;
    this.machine = machine;
    this.registry = registry;
    this.policy = policy;
    this.steward = steward;
    this.live = live;
    this.appended = appended;
    this.nanoTime = nanoTime;
    this.filing = filing;
    this.disputes =
        new DisputePath(store, machine, registry, policy, steward, acts, live, appended, filing);
  }

  /// Appends a participant's message.
  ///
  /// @param arrival announced to the store; handed over or closed before anything waits
  Written append(LiveSession session, Author author, SessionStore.Arrival arrival) {
    if (!session.turn().tryLock()) {
      arrival.close();
      session.turn().lock();
    }
    try {
      Instant at = session.acceptedAt(clock.now());
      return recordDue(session, at).orElseGet(() -> decide(session, author, at, arrival));
    } finally {
      session.turn().unlock();
      arrival.close();
    }
  }

  /// Appends what the steward has to say by now.
  DueCheck recordDue(LiveSession session) {
    session.turn().lock();
    try {
      long before = session.length() + session.disputes().records();
      Optional<Written> trouble = recordDue(session, session.acceptedAt(clock.now()));
      long length = session.length();
      if (trouble.isPresent()) {
        return new DueCheck.Failed();
      }
      if (length + session.disputes().records() > before) {
        return new DueCheck.Recorded();
      }
      return session
          .due()
          .<DueCheck>map(due -> new DueCheck.NothingDue(length, later(due)))
          .orElseGet(() -> new DueCheck.NoTimer(length));
    } finally {
      session.turn().unlock();
    }
  }

  /// What is due and could not be done is tried again a little later.
  private Instant later(Instant due) {
    Instant now = clock.now();
    return due.isAfter(now) ? due : now.plus(AGAIN);
  }

  private Optional<Written> recordDue(LiveSession session, Instant at) {
    Optional<JsonObject> body = steward.due(session.state(), at);
    while (body.isPresent()) {
      Written written = say(session, body.get(), at);
      if (!(written instanceof Written.Answered(Outcome.Accepted _))) {
        return Optional.of(written);
      }
      body = steward.due(session.state(), at);
    }
    return disputes.recordDue(session, at);
  }

  /// Does something while nothing is appended.
  <T> Optional<T> inTurn(LiveSession session, BiFunction<SessionState, Instant, T> work) {
    session.turn().lock();
    try {
      Instant at = session.acceptedAt(clock.now());
      if (recordDue(session, at).isPresent()) {
        return Optional.empty();
      }
      T done = work.apply(session.state(), at);
      recordDue(session, at).ifPresent(later -> LOG.debug("the steward waits: {}", later));
      return Optional.of(done);
    } finally {
      session.turn().unlock();
    }
  }

  /// Takes a record of a dispute.
  ///
  /// @param drafted makes the record for the session as it stands
  DisputeOutcome dispute(LiveSession session, DisputePath.Drafted drafted) {
    session.turn().lock();
    try {
      Instant at = session.acceptedAt(clock.now());
      Optional<Written> trouble = recordDue(session, at);
      if (trouble.isPresent()) {
        return DisputeOutcome.unavailable();
      }
      DisputeOutcome outcome = disputes.take(session, drafted, at);
      if (outcome instanceof DisputeOutcome.Accepted) {
        recordDue(session, at).ifPresent(later -> LOG.debug("the steward waits: {}", later));
      }
      return outcome;
    } finally {
      session.turn().unlock();
    }
  }

  /// Has the steward say what somebody else has decided.
  Written said(LiveSession session, BiFunction<SessionState, Instant, Decoded<JsonObject>> words) {
    session.turn().lock();
    try {
      Instant at = session.acceptedAt(clock.now());
      return recordDue(session, at)
          .orElseGet(
              () ->
                  switch (words.apply(session.state(), at)) {
                    case Decoded.Refused<JsonObject>(Refusal refusal) -> refused(refusal);
                    case Decoded.Valid<JsonObject>(JsonObject body) ->
                        say(session, body, at, WritePath::refused);
                  });
    } finally {
      session.turn().unlock();
    }
  }

  private Written say(LiveSession session, JsonObject body, Instant at) {
    return say(
        session,
        body,
        at,
        refusal -> {
          LOG.error("session {}: the steward is refused: {}", session.id(), refusal);
          return unavailable();
        });
  }

  private Written say(
      LiveSession session, JsonObject body, Instant at, Function<Refusal, Written> declined) {
    VerifiedEnvelope message = steward.sign(session.state(), body, at);
    Content canonical = Content.of(CanonicalJson.bytes(message.envelope().json()));
    return switch (machine.apply(session.state(), message, at, registry)) {
      case Step.Refused(Refusal refusal) -> declined.apply(refusal);
      case Step.Moved moved -> {
        session.reservations().startAnew(nanoTime.getAsLong());
        yield file(session, new Ready(message, canonical, Content.EMPTY), moved, at, () -> {});
      }
    };
  }

  private Written decide(
      LiveSession session, Author author, Instant at, SessionStore.Arrival arrival) {
    return switch (author.write(session.state(), at)) {
      case Decoded.Refused<Ready>(Refusal refusal) -> refused(refusal);
      case Decoded.Valid<Ready>(Ready ready) -> {
        Envelope envelope = ready.message().envelope();
        Optional<Outcome> earlier = earlier(session, envelope);
        yield earlier
            .<Written>map(Written.Answered::new)
            .orElseGet(() -> apply(session, ready, at, arrival));
      }
    };
  }

  /// The answer to a message whose id was accepted before: the first answer, or `duplicate`.
  Optional<Outcome> earlier(LiveSession session, Envelope envelope) {
    if (!session.seen().mayContain(envelope.messageId().value())) {
      return Optional.empty();
    }
    Optional<MessagePlace> place = store.place(session.id().value(), envelope.messageId().value());
    return place.map(
        p ->
            p.hash().equals(envelope.integrity().hash())
                ? store
                    .message(session.id().value(), envelope.messageId().value())
                    .<Outcome>map(m -> new Outcome.Repeated(Delivered.of(m)))
                    .orElseThrow(() -> new StoreFailure("a message has a place and is not there"))
                : Outcome.refused(
                    ErrorCode.DUPLICATE
                        .because("another message of this session has that messageId")
                        .with("messageId", envelope.messageId().toString())));
  }

  private Written apply(
      LiveSession session, Ready ready, Instant at, SessionStore.Arrival arrival) {
    Envelope envelope = ready.message().envelope();
    AgentUri sender = envelope.sender().agentId();
    return switch (machine.apply(session.state(), ready.message(), at, registry)) {
      case Step.Refused(Refusal refusal) when refusal.code() == ErrorCode.CHAIN_CONFLICT -> {
        session.reservations().ask(sender, nanoTime.getAsLong());
        yield refused(refusal);
      }
      case Step.Refused(Refusal refusal) -> refused(refusal);
      case Step.Moved moved -> {
        Optional<Written> objection = objection(session, envelope, moved, at);
        if (objection.isPresent()) {
          yield objection.get();
        }
        Written written = file(session, ready, moved, at, arrival);
        if (written instanceof Written.Answered(Outcome.Accepted _)) {
          session.reservations().spoke(sender, nanoTime.getAsLong());
          // The message is on disk: whatever the steward cannot say now, it says later.
          recordDue(session, at).ifPresent(later -> LOG.debug("the steward waits: {}", later));
        }
        yield written;
      }
    };
  }

  /// Why this node does not take what the fold allows.
  private Optional<Written> objection(
      LiveSession session, Envelope envelope, Step.Moved step, Instant at) {
    Optional<Duration> wait =
        session.reservations().objection(envelope.sender().agentId(), nanoTime.getAsLong());
    if (wait.isPresent()) {
      session.reservations().ask(envelope.sender().agentId(), nanoTime.getAsLong());
      return Optional.of(
          new Written.Answered(
              new Outcome.Refused(
                  ErrorCode.NOT_YOUR_TURN.because(
                      "the head is kept for somebody who was overtaken"),
                  wait)));
    }
    Optional<JsonObject> impasse =
        envelope.message() instanceof Propose || envelope.message() instanceof Counter
            ? StewardActs.impasse(session.state())
            : Optional.empty();
    if (impasse.isPresent()) {
      Written ended = say(session, impasse.get(), at);
      return Optional.of(
          ended instanceof Written.Answered(Outcome.Accepted _)
              ? refused(
                  ErrorCode.INVALID_TRANSITION
                      .because("the talk has come to an impasse and has ended")
                      .with("state", session.state().name().name()))
              : ended);
    }
    return policy
        .toScore(envelope, session.state())
        .or(() -> policy.toMandate(envelope, session.state()))
        .or(
            () ->
                session.state() instanceof SessionState.Idle
                    ? policy.toInvitation(envelope)
                    : policy.toMessage(envelope, Filing.asked(step)))
        .map(WritePath::refused);
  }

  private Written file(
      LiveSession session, Ready ready, Step.Moved step, Instant at, SessionStore.Arrival arrival) {
    Append append =
        filing.append(
            session.state(),
            ready,
            step,
            at,
            policy.exposures(step),
            session.disputes().docket().due());
    AppendOutcome outcome;
    try {
      var future = store.append(append);
      arrival.close();
      outcome = future.join();
    } catch (CompletionException e) {
      LOG.error("session {}: the store refuses an append", session.id(), e);
      live.drop(session);
      return unavailable();
    }
    return switch (outcome) {
      case AppendOutcome.Appended _ -> {
        StoredMessage message = append.message();
        session.become(step.next());
        live.grown(session);
        session.seen().add(message.messageId());
        if (!append.evidence().isEmpty()) {
          registry.trust().changed();
        }
        Delivered delivered = Delivered.of(message);
        boolean ended = session.state().name().terminal(); // How, only the store says.
        Optional<Delivered> news = ended ? Optional.empty() : Optional.of(delivered);
        appended.appended(session, news, Filing.asked(step), session.due());
        yield new Written.Answered(new Outcome.Accepted(delivered));
      }
      case AppendOutcome.Conflict _ -> {
        live.drop(session);
        yield new Written.Outdated();
      }
      case AppendOutcome.Unfunded(LedgerFault fault, String detail) ->
          refused(NodePolicy.unfunded(append, fault, detail));
      case AppendOutcome.Overexposed(ExposureChange change) ->
          refused(NodePolicy.overexposed(change));
      case AppendOutcome.Crowded(_, EscalationChange.Budget budget) ->
          refused(NodePolicy.crowded(budget));
      case AppendOutcome.Outdated _ -> new Written.Outdated();
      case AppendOutcome.Taken(String dispute) ->
          throw new StoreFailure("a message is refused as the dispute " + dispute);
      case AppendOutcome.Fenced(long epoch) -> {
        LOG.error("another node writes, with epoch {}", epoch);
        live.drop(session);
        yield unavailable();
      }
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: not stored: {} ({})", session.id(), cause, detail);
        yield unavailable();
      }
    };
  }

  private static Written refused(Refusal refusal) {
    return new Written.Answered(Outcome.refused(refusal));
  }

  static Written.Answered unavailable() {
    return new Written.Answered(
        new Outcome.Refused(
            ErrorCode.UNAVAILABLE.because("the message could not be made durable"),
            Optional.of(RETRY_LATER)));
  }
}

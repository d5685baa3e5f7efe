package dev.parley.server.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Cards;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionDisputes;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.server.store.Content;
import dev.parley.server.store.LedgerStore;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.PinnedCard;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.StoredMessage;
import dev.parley.server.store.StoredRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The sessions in memory, in at most half of the heap. One that is idle leaves it; one that is
/// needed again is folded from its stored messages, which were verified before they were stored.
/// Thread-safe.
final class LiveSessions {
  /// How long a session stays without being used.
  static final Duration IDLE = Duration.ofMinutes(5);

  /// What a session takes in memory, roughly, in bytes: for itself and for each of its messages.
  private static final int WEIGHT = 8 << 10;

  private static final int WEIGHT_A_MESSAGE = 1 << 10;

  /// A session that grows is weighed again after so many messages.
  private static final int WEIGHED_EVERY = 64;

  private static final int PAGE = 500;

  private final NodeStore store;
  private final SessionMachine machine;
  private final Cards cards;
  private final Cache<SessionId, LiveSession> live;

  LiveSessions(NodeStore store, SessionMachine machine, Cards cards) {
    this.store = store;
    this.machine = machine;
    this.cards = cards;
    this.live =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(Runtime.getRuntime().maxMemory() / 2)
            .weigher((SessionId _, LiveSession session) -> weight(session))
            .expireAfterAccess(IDLE)
            .build();
  }

  private static int weight(LiveSession session) {
    long bytes = WEIGHT + session.length() * WEIGHT_A_MESSAGE;
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  /// Says that a session has grown, so that all of them together stay within half of the heap.
  void grown(LiveSession session) {
    if (session.length() % WEIGHED_EVERY == 0) {
      live.asMap().replace(session.id(), session);
    }
  }

  /// The session, if it exists.
  Optional<LiveSession> find(SessionId id) {
    LiveSession known = live.getIfPresent(id);
    return known != null ? Optional.of(known) : load(id).map(this::keep);
  }

  /// The session, if it is in memory.
  Optional<LiveSession> present(SessionId id) {
    return Optional.ofNullable(live.getIfPresent(id));
  }

  /// Keeps a session; when another thread was faster, that one's.
  LiveSession keep(LiveSession session) {
    LiveSession earlier = live.asMap().putIfAbsent(session.id(), session);
    return earlier == null ? session : earlier;
  }

  /// Forgets what turned out not to be what the store has.
  void drop(LiveSession session) {
    live.asMap().remove(session.id(), session);
  }

  private Optional<LiveSession> load(SessionId id) {
    LiveSession session = new LiveSession(id);
    Replay replay =
        replay(
            id,
            EVERYTHING,
            new Replayed() {
              @Override
              public void message(StoredMessage message, List<Effect> effects) {
                session.seen().add(message.messageId());
              }

              @Override
              public void record(StoredRecord record, Docket.Outcome.Taken taken) {}
            });
    if (replay.state instanceof SessionState.Idle) {
      return Optional.empty();
    }
    session.become(replay.state);
    session.become(replay.disputes);
    return Optional.of(session);
  }

  /// Hears of every record of a session and what the machines make of it, in order.
  interface Replayed {
    /// A message.
    ///
    /// @param message the stored message
    /// @param effects what the outside should know by it
    void message(StoredMessage message, List<Effect> effects);

    /// A record of a dispute.
    ///
    /// @param record the stored record
    /// @param taken what came of it
    void record(StoredRecord record, Docket.Outcome.Taken taken);
  }

  private static final LedgerStore.Extent EVERYTHING =
      new LedgerStore.Extent(Long.MAX_VALUE, Long.MAX_VALUE);

  /// A fold under way.
  private static final class Replay {
    private SessionState state = SessionState.start();
    private LiveSession.Disputes disputes = LiveSession.Disputes.NONE;
  }

  /// Folds a session from its stored records.
  ///
  /// @param extent how much of it at most
  void replay(UUID session, LedgerStore.Extent extent, Replayed hears) {
    var _ = replay(new SessionId(session), extent, hears);
  }

  /// Folds a session without keeping it: what is looked back at must not push out what is in use.
  SessionState folded(SessionId id, Replayed hears) {
    return replay(id, EVERYTHING, hears).state;
  }

  private Replay replay(SessionId id, LedgerStore.Extent extent, Replayed hears) {
    Replay replay = new Replay();
    List<StoredMessage> page = store.messages(id.value(), 0, PAGE);
    Map<String, PinnedCard> first = new HashMap<>();
    if (!page.isEmpty()) {
      store.pinnedCards(id.value()).forEach(pin -> first.putIfAbsent(pin.agent(), pin));
    }
    Deque<StoredRecord> records =
        store.disputeRecords(id.value()).stream()
            .limit(extent.disputeRecords())
            .collect(Collectors.toCollection(ArrayDeque::new));
    while (!page.isEmpty()) {
      for (StoredMessage message : page) {
        if (message.position() >= extent.messages()) {
          recordsUpTo(replay, records, Long.MAX_VALUE, hears);
          return replay;
        }
        recordsUpTo(replay, records, message.position(), hears);
        Step.Moved step = fold(replay.state, message, first);
        replay.state = step.next();
        hears.message(message, step.effects());
      }
      page = store.messages(id.value(), page.getLast().position() + 1, PAGE);
    }
    recordsUpTo(replay, records, Long.MAX_VALUE, hears);
    return replay;
  }

  private static void recordsUpTo(
      Replay replay, Deque<StoredRecord> records, long after, Replayed hears) {
    while (!records.isEmpty() && records.getFirst().after() <= after) {
      StoredRecord record = records.removeFirst();
      Docket.Outcome.Taken taken = fold(replay, record);
      replay.disputes = replay.disputes.after(taken.next(), record.acceptedAt());
      if (taken.move().isPresent() && replay.state instanceof SessionState.Ended ended) {
        replay.state =
            SessionDisputes.after(ended, taken.move().get(), record.acceptedAt())
                .orElseThrow(() -> damaged(record))
                .next();
      }
      hears.record(record, taken);
    }
  }

  private static Docket.Outcome.Taken fold(Replay replay, StoredRecord record) {
    VerifiedRecord verified =
        VerifiedRecord.verifiedBefore(
                DisputeRecord.decode(json(record.canonical()).orElseThrow(() -> damaged(record)))
                    .orThrow())
            .filter(read -> read.content().hash().equals(record.hash()))
            .orElseThrow(() -> damaged(record));
    return switch (replay.disputes.docket().take(replay.state, verified, record.acceptedAt())) {
      case Docket.Outcome.Taken taken -> taken;
      case Docket.Outcome.Refused(Refusal refusal) ->
          throw new StoreFailure(
              "record "
                  + record.position()
                  + " of dispute "
                  + record.dispute()
                  + " does not follow: "
                  + refusal.message());
    };
  }

  private static StoreFailure damaged(StoredRecord record) {
    return new StoreFailure(
        "record " + record.position() + " of dispute " + record.dispute() + " is damaged");
  }

  private Step.Moved fold(
      SessionState state, StoredMessage message, Map<String, PinnedCard> first) {
    Envelope envelope = Envelope.decode(json(message)).orThrow();
    VerifiedEnvelope verified =
        VerifiedEnvelope.verifiedBefore(envelope, card(state, envelope, first));
    return switch (machine.apply(state, verified, message.acceptedAt(), cards)) {
      case Step.Moved moved -> moved;
      case Step.Refused(Refusal refusal) ->
          throw new StoreFailure(
              "message "
                  + message.position()
                  + " of session "
                  + envelope.sessionId()
                  + " does not follow: "
                  + refusal.message());
    };
  }

  private AgentCard card(SessionState state, Envelope envelope, Map<String, PinnedCard> first) {
    AgentUri sender = envelope.sender().agentId();
    return state
        .said()
        .flatMap(talk -> talk.participant(sender))
        .flatMap(Participant::card)
        .or(
            () ->
                Optional.ofNullable(first.get(sender.text())).flatMap(p -> cards.byHash(p.card())))
        .orElseThrow(() -> new StoreFailure("no card is pinned for " + sender));
  }

  private static JsonObject json(StoredMessage message) {
    return json(message.canonical())
        .orElseThrow(
            () -> new StoreFailure("stored message " + message.messageId() + " is damaged"));
  }

  private static Optional<JsonObject> json(Content canonical) {
    return switch (StrictJson.read(canonical.bytes(), JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonObject json, _) -> Optional.of(json);
      case Parsed.Value _, Parsed.Malformed _ -> Optional.empty();
    };
  }
}

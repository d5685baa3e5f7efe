package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.Case;
import dev.parley.core.learning.CaseFold;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Format;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Effect;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptWriter;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SessionRatings;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredMessage;
import dev.parley.server.store.StoredRating;
import dev.parley.server.store.StoredRecord;
import dev.parley.server.store.StoredSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Reads one session for somebody who may see it. Thread-safe.
public final class SessionReader {
  private static final int PAGE = 200;

  private final NodeStore store;
  private final Registry registry;
  private final LiveSessions live;
  private final Steward steward;
  private final ClockKind clock;
  private final Hints<UUID> hints;
  private final SessionId id;

  SessionReader(
      NodeStore store,
      Registry registry,
      LiveSessions live,
      Steward steward,
      ClockKind clock,
      Hints<UUID> hints,
      SessionId id) {
    this.store = store;
    this.registry = registry;
    this.live = live;
    this.steward = steward;
    this.clock = clock;
    this.hints = hints;
    this.id = id;
  }

  /// Messages in order.
  ///
  /// @param from the first position
  /// @param limit how many at most, at least 1
  /// @return the messages; fewer than `limit` also before the end, none only at the end
  public List<Delivered> messages(long from, int limit) {
    return store.messages(id.value(), from, limit).stream().map(Delivered::of).toList();
  }

  /// One message.
  ///
  /// @param message its id
  /// @return nothing when the session has none with that id
  public Optional<Delivered> message(MessageId message) {
    return store.message(id.value(), message.value()).map(Delivered::of);
  }

  /// Follows the messages.
  ///
  /// @param from the first position
  /// @return the cursor, to be closed
  public Following follow(long from) {
    return new Following(store, id.value(), hints.listen(id.value()), from);
  }

  /// A card of somebody who has spoken in the session: the one that the session uses, or another of
  /// its chain, so that readers can check a card back to the first.
  ///
  /// @param hash its hash
  /// @return the agent's part; nothing when nobody here has a card with that hash
  public Optional<JsonObject> card(Hash hash) {
    return registry
        .byHash(hash)
        .filter(
            card ->
                store.pinnedCards(id.value()).stream()
                    .anyMatch(pin -> pin.agent().equals(card.agentId().text())))
        .map(AgentCard::json);
  }

  /// Whether there is such a session.
  boolean found() {
    return live.find(id).isPresent();
  }

  /// The session as it stands.
  ///
  /// @return its view
  public SessionView view() {
    return new SessionView(id, live.find(id).orElseThrow().state());
  }

  /// How the messages of the session may be spelt.
  ///
  /// @return what the invitation says
  public Format format() {
    return live.find(id).orElseThrow().state().said().orElseThrow().opening().terms().format();
  }

  /// The commitments as they stand.
  ///
  /// @return `{sessionId, commitments}`
  public JsonObject commitments() {
    SessionState state = live.find(id).orElseThrow().state();
    return JsonObject.builder()
        .put("sessionId", id.toString())
        .put(
            "commitments",
            JsonArray.of(
                state.said().orElseThrow().promises().all().stream().map(c -> c.json()).toList()))
        .build();
  }

  /// What the session teaches one of its parties.
  ///
  /// @param agent who learns
  /// @param path where the price stands in the terms of proposals, if that is known
  /// @return nothing while it goes on, and for who was no party of it
  public Optional<Case> learnt(AgentUri agent, Optional<JsonPointer> path) {
    CaseFold fold = new CaseFold(path);
    SessionState state =
        live.folded(
            id,
            new LiveSessions.Replayed() {
              @Override
              public void message(StoredMessage message, List<Effect> effects) {
                fold.hear(
                    message.acceptedAt(),
                    Envelope.decode(StoredJson.of(message.canonical())).orThrow());
              }

              @Override
              public void record(StoredRecord record, Docket.Outcome.Taken taken) {}
            });
    return fold.seenBy(agent, state);
  }

  /// Writes the transcript file. That of a session that goes on is a true beginning and has no end
  /// line.
  ///
  /// @param out where it goes; not closed
  /// @throws IOException when `out` does not take it
  public void transcript(OutputStream out) throws IOException {
    // Read before the session's length, so that none of them follows a message that is not there.
    List<StoredRecord> disputes = store.disputeRecords(id.value());
    SessionRatings ratings = store.ratings().of(id.value());
    StoredSession stored = store.session(id.value()).orElseThrow();
    TranscriptWriter writer = new TranscriptWriter(id, steward.agent());
    out.write(writer.header(clock));
    out.write(
        writer.cards(
            store.pinnedCards(id.value()).stream()
                .flatMap(pin -> registry.byHash(pin.card()).stream())
                .toList()));
    Deque<StoredRecord> records = new ArrayDeque<>(disputes);
    Deque<StoredRating> rated = new ArrayDeque<>(ratings.revealed());
    long next = 0;
    while (next < stored.length()) {
      for (StoredMessage message : store.messages(id.value(), next, PAGE)) {
        if (message.position() < stored.length()) {
          // Only after an integrity failure do messages come later than ratings.
          while (!rated.isEmpty() && rated.getFirst().acceptedAt().isBefore(message.acceptedAt())) {
            rating(writer, rated.removeFirst(), ratings, records, message.position(), out);
          }
          disputes(writer, records, message.position(), Instant.MAX, out);
          out.write(
              writer.message(
                  message.position(),
                  message.acceptedAt(),
                  message.hash(),
                  message.canonical().bytes()));
        }
        next = message.position() + 1;
      }
    }
    while (!rated.isEmpty()) {
      rating(writer, rated.removeFirst(), ratings, records, stored.length(), out);
    }
    disputes(writer, records, stored.length(), Instant.MAX, out);
    if (stored.lifecycle() == SessionRow.Lifecycle.ENDED) {
      out.write(writer.end(StateName.valueOf(stored.state()), steward.signer()));
    }
  }

  private static void rating(
      TranscriptWriter writer,
      StoredRating rating,
      SessionRatings ratings,
      Deque<StoredRecord> records,
      long after,
      OutputStream out)
      throws IOException {
    disputes(writer, records, after, rating.acceptedAt(), out);
    out.write(
        writer.rating(
            rating.acceptedAt(),
            ratings.revealedAt().orElseThrow(),
            StoredJson.of(rating.canonical())));
  }

  private static void disputes(
      TranscriptWriter writer,
      Deque<StoredRecord> records,
      long after,
      Instant upTo,
      OutputStream out)
      throws IOException {
    while (!records.isEmpty()
        && records.getFirst().after() <= after
        && !records.getFirst().acceptedAt().isAfter(upTo)) {
      StoredRecord record = records.removeFirst();
      out.write(writer.dispute(record.acceptedAt(), StoredJson.of(record.canonical())));
    }
  }
}

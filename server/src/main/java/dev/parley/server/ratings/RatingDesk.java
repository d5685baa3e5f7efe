package dev.parley.server.ratings;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingWindow;
import dev.parley.core.session.Participant;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.Content;
import dev.parley.server.store.RatingSeal;
import dev.parley.server.store.RatingStore;
import dev.parley.server.store.SealOutcome;
import dev.parley.server.store.SessionRatings;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredRating;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ratings of a node's sessions, for callers that it has authenticated (protocol section 5). A
/// session that a caller takes no part in is answered like one that does not exist, and a rating
/// that is not revealed is shown to its maker alone. Thread-safe.
public final class RatingDesk {
  private static final Logger LOG = LoggerFactory.getLogger(RatingDesk.class);

  private final RatingStore store;
  private final Registry registry;
  private final Sessions sessions;
  private final Revealing revealing;
  private final NodeClock clock;
  private final Verifier verifier;

  /// Opens the ratings of a node.
  ///
  /// @param store where they are kept
  /// @param registry the node's agents
  /// @param sessions the node's sessions
  /// @param revealing reveals them
  /// @param clock the node's clock
  /// @param verifier checks signatures
  public RatingDesk(
      RatingStore store,
      Registry registry,
      Sessions sessions,
      Revealing revealing,
      NodeClock clock,
      Verifier verifier) {
    this.store = store;
    this.registry = registry;
    this.sessions = sessions;
    this.revealing = revealing;
    this.clock = clock;
    this.verifier = verifier;
  }

  private record Signed(Rating rating, AgentCard card) {}

  /// Takes a rating.
  ///
  /// @param caller who makes it
  /// @param session the session
  /// @param json the signed record; in node custody `peers` alone
  /// @return what became of it
  public RecordOutcome rate(AgentUri caller, SessionId session, JsonObject json) {
    Optional<SessionView> view = sessions.view(caller, session);
    if (view.isEmpty()) {
      return RecordOutcome.refused(Outcome.UNKNOWN_SESSION);
    }
    Optional<RatingWindow> window = RatingWindow.of(view.get().state());
    if (window.isEmpty()) {
      return RecordOutcome.refused(
          ErrorCode.INVALID_TRANSITION
              .because("a session is rated once it has ended")
              .with("state", view.get().state().name().name()));
    }
    Instant now = clock.now();
    Instant at = now.isBefore(window.get().opens()) ? window.get().opens() : now;
    Optional<AgentKeys> held = registry.heldKeys(caller);
    Optional<StoredRating> earlier = store.of(session.value()).by(caller.text());
    if (held.isPresent() && earlier.filter(known -> saysTheSame(known, json)).isPresent()) {
      return new RecordOutcome.Repeated(shown(earlier.get()));
    }
    Decoded<Signed> signed =
        held.isPresent()
            ? completed(caller, held.get(), window.get(), json, at)
            : own(caller, view.get(), json);
    return switch (signed) {
      case Decoded.Refused<Signed>(Refusal refusal) -> RecordOutcome.refused(refusal);
      case Decoded.Valid<Signed>(Signed made) ->
          earlier
              .map(known -> again(known, made.rating()))
              .or(() -> window.get().fault(made.rating(), at).map(RecordOutcome::refused))
              .orElseGet(() -> seal(window.get(), made, at));
    };
  }

  private Decoded<Signed> own(AgentUri caller, SessionView view, JsonObject json) {
    return Rating.decode(json)
        .then(
            rating ->
                rating.by().equals(caller)
                    ? verified(rating, view)
                    : Decoded.refused(ErrorCode.UNAUTHORIZED.because("by is not the caller")));
  }

  /// With the card that the agent used in the session, or the one that it has now.
  private Decoded<Signed> verified(Rating rating, SessionView view) {
    Stream<AgentCard> used =
        view.state().said().flatMap(talk -> talk.participant(rating.by())).stream()
            .map(Participant::card)
            .flatMap(Optional::stream);
    List<AgentCard> cards =
        Stream.concat(used, registry.current(rating.by()).stream()).distinct().toList();
    Decoded<Signed> last =
        Decoded.refused(ErrorCode.UNAUTHORIZED.because("no card of the caller is known"));
    for (AgentCard card : cards) {
      last = rating.verified(card, verifier).then(read -> Decoded.valid(new Signed(read, card)));
      if (last instanceof Decoded.Valid<Signed>) {
        return last;
      }
    }
    return last;
  }

  /// In node custody the client decides what is said, and the node signs it.
  private Decoded<Signed> completed(
      AgentUri caller, AgentKeys keys, RatingWindow window, JsonObject json, Instant at) {
    Members in = Members.of(json, "");
    for (String assigned : List.of("timestamp", "integrity")) {
      if (json.has(assigned)) {
        in.wrong(assigned, "is assigned by the node, which holds this agent's keys");
      }
    }
    AgentCard card = registry.current(caller).orElseThrow();
    return in.result(
            () -> Rating.sign(json, window.sessionId(), at, caller, window.head(), keys.signer()))
        .then(Rating::decode)
        .then(rating -> Decoded.valid(new Signed(rating, card)));
  }

  private static boolean saysTheSame(StoredRating known, JsonObject json) {
    return json.array("peers").equals(StoredJson.of(known.canonical()).array("peers"));
  }

  private static RecordOutcome again(StoredRating known, Rating rating) {
    return known.hash().equals(rating.hash())
        ? new RecordOutcome.Repeated(shown(known))
        : RecordOutcome.refused(
            ErrorCode.DUPLICATE
                .because("you have rated this session, and a rating is not changed")
                .with("acceptedAt", Timestamp.format(known.acceptedAt())));
  }

  private RecordOutcome seal(RatingWindow window, Signed signed, Instant at) {
    Rating rating = signed.rating();
    StoredRating stored =
        new StoredRating(
            rating.by().text(),
            at,
            rating.hash(),
            signed.card().hash(),
            Content.of(CanonicalJson.bytes(rating.json())));
    RatingSeal seal =
        new RatingSeal(window.sessionId().value(), stored, window.closes(), window.raters().size());
    return switch (store.seal(seal).join()) {
      case SealOutcome.Sealed() -> {
        revealing.sealed(window.sessionId().value());
        yield new RecordOutcome.Accepted(shown(stored));
      }
      case SealOutcome.Rated(StoredRating known) -> again(known, rating);
      case SealOutcome.Closed() ->
          RecordOutcome.refused(ErrorCode.TIMEOUT.because("the ratings are revealed"));
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: a rating is not stored: {} ({})", window.sessionId(), cause, detail);
        yield RecordOutcome.unavailable();
      }
    };
  }

  /// What the caller may see of a session's ratings.
  ///
  /// @param caller who asks
  /// @param session the session
  /// @return nothing when there is no such session for this caller
  public Optional<JsonObject> view(AgentUri caller, SessionId session) {
    return sessions
        .view(caller, session)
        .map(view -> view(caller, session, RatingWindow.of(view.state())));
  }

  private JsonObject view(AgentUri caller, SessionId session, Optional<RatingWindow> window) {
    SessionRatings ratings = store.of(session.value());
    JsonObject.Builder out = JsonObject.builder().put("sessionId", session.toString());
    window.ifPresent(
        open ->
            out.put("closesAt", Timestamp.format(open.closes()))
                .put(
                    "peers",
                    JsonArray.ofStrings(
                        open.peersOf(caller).stream().map(AgentUri::text).toList())));
    ratings.revealedAt().ifPresent(at -> out.put("revealedAt", Timestamp.format(at)));
    return out.put(
            "ratings",
            JsonArray.of(ratings.shownTo(caller.text()).stream().map(RatingDesk::shown).toList()))
        .build();
  }

  private static JsonObject shown(StoredRating rating) {
    return JsonObject.builder()
        .put("acceptedAt", Timestamp.format(rating.acceptedAt()))
        .put("rating", StoredJson.of(rating.canonical()))
        .build();
  }
}

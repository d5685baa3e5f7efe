package dev.parley.server.ratings;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.core.rating.Rating;
import dev.parley.core.rating.RatingEvidence;
import dev.parley.core.rating.RatingWindow;
import dev.parley.core.trust.Evidence;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.PinnedCard;
import dev.parley.server.store.RatingReveal;
import dev.parley.server.store.RatingStore;
import dev.parley.server.store.SessionRatings;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredRating;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WriteOutcome;
import dev.parley.server.time.NodeClock;
import dev.parley.server.timers.Deadlines;
import dev.parley.server.timers.Timekeeper.Pass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reveals the ratings of a session together, once all are in or the time is over (protocol section
/// 5). When, stands in the store, so that a node that was down reveals what came due meanwhile.
/// Thread-safe.
public final class Revealing implements Deadlines {
  private static final Logger LOG = LoggerFactory.getLogger(Revealing.class);
  private static final int PAGE = 64;

  private final RatingStore store;
  private final Sessions sessions;
  private final Registry registry;
  private final NodeClock clock;
  private final List<Consumer<Instant>> listeners = new CopyOnWriteArrayList<>();

  /// Makes it; nothing is revealed before it is asked to.
  ///
  /// @param store where the ratings are kept
  /// @param sessions the node's sessions
  /// @param registry the node's agents, whose trust learns of them
  /// @param clock the node's clock
  public Revealing(RatingStore store, Sessions sessions, Registry registry, NodeClock clock) {
    this.store = store;
    this.sessions = sessions;
    this.registry = registry;
    this.clock = clock;
  }

  /// A rating was sealed: reveals at once if it was the last one.
  void sealed(UUID session) {
    SessionRatings ratings = store.of(session);
    Instant now = clock.now();
    if (ratings.revealedAt().isEmpty()) {
      boolean due = ratings.due().filter(time -> !time.isAfter(now)).isPresent();
      if (!due || reveal(session, ratings, now) == Pass.INCOMPLETE) {
        ratings.due().ifPresent(time -> listeners.forEach(each -> each.accept(time)));
      }
    }
  }

  @Override
  public Pass recordDue(Instant now) {
    List<UUID> page = store.due(now, PAGE);
    while (!page.isEmpty()) {
      for (UUID session : page) {
        if (reveal(session, store.of(session), now) == Pass.INCOMPLETE) {
          return Pass.INCOMPLETE;
        }
      }
      page = store.due(now, PAGE);
    }
    return Pass.COMPLETE;
  }

  private Pass reveal(UUID session, SessionRatings ratings, Instant now) {
    Instant at = ratings.due().filter(due -> due.isAfter(now)).orElse(now);
    List<PinnedCard> pins =
        ratings.all().stream().map(r -> new PinnedCard(r.rater(), r.card())).toList();
    RatingReveal reveal =
        new RatingReveal(session, at, ratings.all().size(), pins, evidence(session, ratings, at));
    return switch (store.reveal(reveal).join()) {
      case WriteOutcome.Written() -> {
        registry.trust().changed();
        yield Pass.COMPLETE;
      }
      case WriteOutcome.Superseded() ->
          store.of(session).revealedAt().isPresent() ? Pass.COMPLETE : Pass.INCOMPLETE;
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("session {}: ratings are not revealed yet: {} ({})", session, cause, detail);
        yield Pass.INCOMPLETE;
      }
    };
  }

  /// What trust learns; the session is looked at as one of its raters sees it.
  private List<Evidence> evidence(UUID session, SessionRatings ratings, Instant at) {
    List<Evidence> out = new ArrayList<>();
    for (StoredRating each : ratings.all()) {
      RatingWindow window =
          sessions
              .view(new AgentUri(each.rater()), new SessionId(session))
              .flatMap(view -> RatingWindow.of(view.state()))
              .orElseThrow(() -> new StoreFailure("a rating of a session that has not ended"));
      Rating rating = Rating.decode(StoredJson.of(each.canonical())).orThrow();
      out.addAll(RatingEvidence.of(window, rating, at));
    }
    return out;
  }

  @Override
  public Optional<Instant> next() {
    return store.nextReveal();
  }

  @Override
  public void whenDue(Consumer<Instant> listener) {
    listeners.add(listener);
  }
}

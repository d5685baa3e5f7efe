package dev.parley.server.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Epoch;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.Trust;
import dev.parley.core.trust.TrustBook;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.store.TrustStore;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WriteOutcome;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trust of a node's agents: a reader of the evidence and registrations in its store, with
/// every score at hand. A UTC day of the node's clock begins with the first look after midnight.
/// All that a score is made of is in the store, so a node that is started again says the same
/// decimals.
///
/// Thread-safe. While somebody reads on or begins a day, others get the scores as they were.
public final class NodeTrust {
  /// How long a score that has changed may still be stated in a first message.
  public static final Duration SCORE_GRACE = Duration.ofMinutes(5);

  /// The most pieces of evidence about one agent that a document holds.
  public static final int PIECES_MAX = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(NodeTrust.class);
  private static final long DAY_SECONDS = 86_400;
  private static final int CHUNK = 1_000;

  private final TrustStore store;
  private final NodeClock clock;
  private final Reading reading;
  private final FormerScores former = new FormerScores();
  private final Map<AgentUri, TrustScore> scores = new ConcurrentHashMap<>();

  /// Whom the scores take the agents for.
  private final Map<AgentUri, Standing> standings = new ConcurrentHashMap<>();

  private final Map<AgentUri, Capabilities> capabilities = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();

  /// How often each score was computed; in the turn only.
  private final Map<AgentUri, Long> states = new HashMap<>();

  /// What the store's own scores do not say yet; in the turn only.
  private Map<AgentUri, Integer> unpublished = new LinkedHashMap<>();

  private volatile boolean behind;
  private volatile long day;

  private record Moment(Standing standing, Epoch epoch, long lastPiece) {}

  private record Capabilities(long state, SortedMap<String, TrustScore> each) {}

  /// Opens the trust of a node.
  ///
  /// @param store where evidence and registrations are kept
  /// @param clock the node's clock
  /// @param steward the node's own agent, which deals with nobody and vouches for nobody
  /// @param seeds whom the node trusts to begin with; none means all agents with an IV of 80 or
  ///   more, and if there are none of these, everybody alike
  public NodeTrust(TrustStore store, NodeClock clock, AgentUri steward, Set<AgentUri> seeds) {
    this.store = store;
    this.clock = clock;
    long today = today();
    this.day = begins(today) ? today : store.begunDay();
    this.reading = new Reading(store, steward, seeds, day);
    note(reading.book().agents());
  }

  private long today() {
    return Math.floorDiv(clock.now().getEpochSecond(), DAY_SECONDS);
  }

  /// Whether the store takes no more evidence of the days before.
  private boolean begins(long next) {
    WriteOutcome outcome = store.beginDay(next).join();
    if (outcome instanceof Unavailable(Unavailable.Cause cause, String detail)) {
      LOG.warn("trust stays at the day before: {} ({})", cause, detail);
      return false;
    }
    return true;
  }

  /// Says that the store has something new. Never waits.
  public void changed() {
    behind = true;
  }

  /// The score of an agent.
  ///
  /// @param agent the agent
  /// @return nothing when trust knows no such agent: it is not registered here, or the node itself
  public Optional<TrustScore> score(AgentUri agent) {
    TrustScore known = scores.get(agent);
    if (known != null && !behind && today() <= day) {
      return Optional.of(known);
    }
    if (known != null && !turn.tryLock()) {
      return Optional.of(known);
    }
    if (known == null) {
      turn.lock();
    }
    try {
      catchUp();
      return Optional.ofNullable(scores.get(agent));
    } finally {
      turn.unlock();
    }
  }

  /// The score of an agent of which it is known by now what is proven about it. Where that is not
  /// what trust knew, it is stored first: a score follows from what is in the store alone.
  ///
  /// @param standing what registration and keys say now
  /// @return nothing when trust knows no such agent, or the store takes nothing
  public Optional<TrustScore> score(Standing standing) {
    Optional<TrustScore> score = score(standing.agent());
    if (score.isEmpty() || standing.equals(standings.get(standing.agent()))) {
      return score;
    }
    if (store.restate(standing, clock.now()).join()
        instanceof Unavailable(Unavailable.Cause cause, String detail)) {
      LOG.warn("what is proven about {} is not stored: {} ({})", standing.agent(), cause, detail);
      return Optional.empty();
    }
    changed();
    return score(standing.agent());
  }

  /// The score of somebody who is nobody here.
  ///
  /// @param agent the name
  /// @return 0 in every part
  public TrustScore none(AgentUri agent) {
    return new TrustScore(
        agent,
        LocalDate.ofEpochDay(day),
        0,
        Map.of(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /// What the score of an agent is, were it registered so: before its registration is stored.
  ///
  /// @param standing what registration and keys say
  /// @return its score with the evidence that there is
  public TrustScore scoreAs(Standing standing) {
    return inTurn(book -> book.scoreAs(standing));
  }

  /// Whether a score is the one that was last computed for an agent, or was its score within the
  /// last 5 minutes (protocol section 2, `sender.trustScore`). Reads nothing: what is new in the
  /// store does not make the last score older than that.
  ///
  /// @param agent the agent
  /// @param hundredths the score
  /// @return true if so
  public boolean heldLately(AgentUri agent, int hundredths) {
    TrustScore last = scores.get(agent);
    return (last != null && last.total() == hundredths)
        || former.contain(agent, hundredths, clock.now());
  }

  /// The scores of an agent for each capability that there is evidence about.
  ///
  /// @param agent the agent
  /// @return by the capability's name, sorted
  public SortedMap<String, TrustScore> byCapability(AgentUri agent) {
    long state = inTurn(_ -> reading.capable(agent) ? states.getOrDefault(agent, 0L) : 0L);
    Capabilities known = capabilities.get(agent);
    if (state == 0) {
      return new TreeMap<>();
    }
    if (known != null && known.state == state) {
      return known.each;
    }
    Optional<EvidenceDocument> document = document(agent);
    SortedMap<String, TrustScore> each =
        document
            .map(d -> Trust.byCapability(d.standing(), d.epoch(), d.evidence()))
            .orElseGet(TreeMap::new);
    capabilities.put(agent, new Capabilities(state, each));
    return each;
  }

  /// All that an agent's score of now is computed from.
  ///
  /// @param agent the agent
  /// @return nothing when trust knows no such agent, or there are more than [#PIECES_MAX] pieces
  public Optional<EvidenceDocument> document(AgentUri agent) {
    return document(agent, PIECES_MAX);
  }

  /// The same for who cannot wait for all of it.
  ///
  /// @param agent the agent
  /// @param most how many pieces at most
  /// @return nothing when trust knows no such agent, or there are more pieces
  public Optional<EvidenceDocument> document(AgentUri agent, int most) {
    Optional<Moment> moment =
        inTurn(
            book ->
                book.standing(agent)
                    .map(standing -> new Moment(standing, book.epoch(), reading.lastPiece())));
    return moment.flatMap(
        m ->
            evidence(agent, m.epoch.day(), m.lastPiece, most)
                .map(pieces -> new EvidenceDocument(m.standing, m.epoch, pieces)));
  }

  private Optional<List<Evidence>> evidence(AgentUri agent, long today, long lastPiece, int most) {
    List<TrustStore.Piece> all = store.evidenceOf(agent, most + 1);
    if (all.size() > most) {
      return Optional.empty();
    }
    Map<Hash, Evidence> pieces = new LinkedHashMap<>();
    for (TrustStore.Piece piece : all) {
      if (piece.number() <= lastPiece && piece.day() <= today) {
        pieces.put(piece.evidence().origin().hash(), piece.evidence());
      }
    }
    return Optional.of(new ArrayList<>(pieces.values()));
  }

  /// Has the store's own scores, by which discovery goes, say what these say.
  public void publish() {
    Map<AgentUri, Integer> news =
        inTurn(
            _ -> {
              Map<AgentUri, Integer> taken = unpublished;
              unpublished = new LinkedHashMap<>();
              return taken;
            });
    if (news.isEmpty()) {
      return;
    }
    List<Map.Entry<AgentUri, Integer>> all = List.copyOf(news.entrySet());
    for (int from = 0; from < all.size(); from += CHUNK) {
      Map<AgentUri, Integer> chunk = new LinkedHashMap<>();
      all.subList(from, Math.min(all.size(), from + CHUNK))
          .forEach(entry -> chunk.put(entry.getKey(), entry.getValue()));
      if (store.scores(chunk).join()
          instanceof Unavailable(Unavailable.Cause cause, String detail)) {
        LOG.warn("scores are not stored: {} ({})", cause, detail);
        inTurn(
            _ -> {
              chunk.forEach(unpublished::putIfAbsent);
              return chunk;
            });
      }
    }
  }

  /// A look at the book.
  private interface Look<T> {
    T at(TrustBook book);
  }

  private <T> T inTurn(Look<T> look) {
    turn.lock();
    try {
      catchUp();
      return look.at(reading.book());
    } finally {
      turn.unlock();
    }
  }

  private void catchUp() {
    long today = today();
    if (today > day && begins(today)) {
      behind = false;
      reading.begin(today);
      day = today;
      note(reading.book().agents());
    } else if (behind) {
      behind = false;
      note(reading.follow());
    }
  }

  private void note(Set<AgentUri> touched) {
    Instant now = clock.now();
    for (AgentUri agent : touched) {
      states.merge(agent, 1L, Long::sum);
      reading.book().standing(agent).ifPresent(standing -> standings.put(agent, standing));
      reading
          .book()
          .score(agent)
          .ifPresent(
              score -> {
                @Nullable TrustScore before = scores.put(agent, score);
                if (before == null || before.total() != score.total()) {
                  unpublished.put(agent, score.total());
                }
                if (before != null && before.total() != score.total()) {
                  former.replaced(agent, before.total(), now);
                }
              });
    }
  }
}

package dev.parley.server.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.card.AgentCard;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.server.store.CardStore;
import dev.parley.server.store.Content;
import dev.parley.server.store.StoredOrganization;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WriteOutcome;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which organisations proved their domains, and for which agents (protocol section 4,
/// registration). A record counts until it ends, at most seven days after it was last found at its
/// place; once a day the node looks again by itself. Thread-safe.
public final class Organizations implements AutoCloseable {
  /// How long the outcome of a look stands, good or bad, before anybody can cause another one.
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Organizations.class);
  private static final Duration BETWEEN_OWN_LOOKS = Duration.ofHours(1);
  private static final long MOST_DOMAINS = 20_000;

  /// How many agents the records in memory name in all; a domain without a record counts as one.
  private static final long MOST_NAMES = 50_000;

  private final CardStore store;
  private final NodeClock clock;
  private final Verifier verifier;
  private final RecordLooks looks;
  private final LookLimits limits;
  private final Cache<String, Known> domains;
  private final Cache<String, Look> lately;
  private final Cache<String, Boolean> ownLooks;
  private final ConcurrentHashMap<String, CompletableFuture<Look>> running =
      new ConcurrentHashMap<>();

  /// What the node has of a domain, and what that took the place of: a score that was served a
  /// moment ago may still be stated.
  private record Known(Optional<ProvenDomain> now, Optional<ProvenDomain> before) {
    int names() {
      return 1
          + now.map(proven -> proven.record().agents().size()).orElse(0)
          + before.map(old -> old.record().agents().size()).orElse(0);
    }

    boolean proves(AgentCard card, Instant at) {
      return now.filter(proven -> proven.proves(card, at)).isPresent()
          || before
              .filter(old -> old.proves(card, at))
              .filter(_ -> now.filter(proven -> at.isBefore(proven.since())).isPresent())
              .isPresent();
    }
  }

  /// What came of a look.
  private sealed interface Look {
    /// A record that holds is kept.
    record Kept() implements Look {}

    /// Nothing was read, whatever the reason.
    record Nothing() implements Look {}

    /// What was read does not hold.
    record Objection(Refusal refusal) implements Look {}

    /// The node did not look, or could not keep what it found.
    record Unable(String why) implements Look {}
  }

  /// Opens what the node knows about organisations.
  ///
  /// @param store where records are kept
  /// @param clock decides whether a record holds
  /// @param verifier checks its signature
  /// @param reach how web servers are reached
  /// @param nanos a clock that never goes back, in nanoseconds: spaces looks out in real time
  public Organizations(
      CardStore store, NodeClock clock, Verifier verifier, WebReach reach, LongSupplier nanos) {
    this.store = store;
    this.clock = clock;
    this.verifier = verifier;
    this.looks = new RecordLooks(reach);
    this.limits = new LookLimits(nanos);
    this.domains =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(MOST_NAMES)
            .<String, Known>weigher((_, known) -> known.names())
            .build();
    this.lately = remembering(PAUSE, nanos);
    this.ownLooks = remembering(BETWEEN_OWN_LOOKS, nanos);
  }

  private static <V> Cache<String, V> remembering(Duration time, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .ticker(nanos::getAsLong)
        .maximumSize(MOST_DOMAINS)
        .expireAfterWrite(time)
        .build();
  }

  /// Whether an organisation's record names an agent with the key of its card. Looks at nothing
  /// outside, but may have the node look later.
  ///
  /// @param card the agent's card
  /// @param at when; now, or a short time ago
  /// @return true if so
  public boolean proves(AgentCard card, Instant at) {
    String domain = card.agentId().domain();
    Known known = known(domain);
    if (known.now.filter(proven -> proven.holds(at) && proven.stale(at)).isPresent()) {
      lookLater(domain);
    }
    return known.proves(card, at);
  }

  /// Looks for an organisation's consent, unless the node has it already or has just looked. Waits
  /// for the look, a few seconds at most.
  ///
  /// @param card the agent's card
  /// @param caller on whose behalf, such as a remote address: each has a share of looks
  /// @return nothing when the record names the agent with the key of its card; else `unauthorized`,
  ///   `rate_limited` or `unavailable`. What kept a record from being read is not told: it could be
  ///   about a network that is no business of whoever asks
  public Optional<Refusal> objection(AgentCard card, String caller) {
    if (proves(card, clock.now())) {
      return Optional.empty();
    }
    String domain = card.agentId().domain();
    Look look = lately.getIfPresent(domain);
    if (look == null) {
      if (!limits.take(caller)) {
        return Optional.of(
            ErrorCode.RATE_LIMITED.because("this caller has had too many domains looked at"));
      }
      look = look(domain);
    }
    if (proves(card, clock.now())) {
      return Optional.empty();
    }
    String place = "https://" + domain + OrganizationRecord.PATH;
    String listed = "the organisation " + domain + " is not onboarded here, and ";
    return Optional.of(
        switch (look) {
          case Look.Kept() ->
              unauthorized(listed + "its record does not name this agent, key and orgId", place);
          case Look.Nothing() -> unauthorized(listed + "no record could be read", place);
          case Look.Objection(Refusal refusal) ->
              unauthorized(listed + "its record does not hold: " + refusal.message(), place);
          case Look.Unable(String why) -> ErrorCode.UNAVAILABLE.because(why);
        });
  }

  private static Refusal unauthorized(String why, String place) {
    return ErrorCode.UNAUTHORIZED.because(why).with("record", place);
  }

  /// Has the node look at a domain when it has time, at most once an hour.
  ///
  /// @param domain the domain
  public void lookLater(String domain) {
    if (ownLooks.asMap().putIfAbsent(domain, true) == null && limits.takeForNode()) {
      Thread.ofVirtual().name("parley-organization-later").start(() -> lookByItself(domain));
    }
  }

  private void lookByItself(String domain) {
    try {
      look(domain);
    } catch (RuntimeException e) {
      LOG.warn("the record of {} could not be looked at again", domain, e);
    }
  }

  /// One look at a domain at a time; whoever comes meanwhile gets what comes of it.
  private Look look(String domain) {
    CompletableFuture<Look> mine = new CompletableFuture<>();
    CompletableFuture<Look> other = running.putIfAbsent(domain, mine);
    if (other != null) {
      return other.join();
    }
    Look look = new Look.Unable("the look at the domain failed");
    try {
      Look just = lately.getIfPresent(domain);
      look = just == null ? settle(domain) : just;
      if (!(look instanceof Look.Unable)) {
        lately.put(domain, look);
      }
    } finally {
      running.remove(domain, mine);
      mine.complete(look);
    }
    return look;
  }

  private Look settle(String domain) {
    return switch (looks.look(domain)) {
      case RecordLooks.Found.Nothing() -> new Look.Nothing();
      case RecordLooks.Found.Busy() -> new Look.Unable("too many domains are being looked at");
      case RecordLooks.Found.Document(JsonObject json) ->
          switch (held(domain, json)) {
            case Decoded.Refused<OrganizationRecord>(Refusal refusal) -> {
              LOG.info("the record of {} does not hold: {}", domain, refusal.message());
              yield new Look.Objection(refusal);
            }
            case Decoded.Valid<OrganizationRecord>(OrganizationRecord record) -> keep(record);
          };
    };
  }

  private Decoded<OrganizationRecord> held(String domain, JsonObject json) {
    return OrganizationRecord.decode(json)
        .then(
            record ->
                record
                    .objection(domain, clock.now(), verifier)
                    .<Decoded<OrganizationRecord>>map(Decoded::refused)
                    .orElseGet(() -> Decoded.valid(record)));
  }

  private Look keep(OrganizationRecord record) {
    Instant now = clock.now();
    String domain = record.domain();
    Optional<ProvenDomain> before = known(domain).now;
    ProvenDomain next =
        before.map(p -> p.found(record, now)).orElseGet(() -> new ProvenDomain(record, now, now));
    WriteOutcome outcome =
        store
            .keep(
                new StoredOrganization(
                    domain,
                    Content.of(CanonicalJson.bytes(record.json())),
                    next.since(),
                    next.checkedAt()))
            .join();
    if (outcome instanceof Unavailable) {
      return new Look.Unable("the record could not be stored");
    }
    domains.put(domain, new Known(Optional.of(next), before));
    return new Look.Kept();
  }

  private Known known(String domain) {
    return domains.get(
        domain, d -> new Known(store.organization(d).map(Organizations::read), Optional.empty()));
  }

  /// A record that was checked before it was stored.
  private static ProvenDomain read(StoredOrganization stored) {
    if (StrictJson.read(stored.canonical().bytes(), JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonObject json, _)) {
      return new ProvenDomain(
          OrganizationRecord.decode(json).orThrow(), stored.since(), stored.checkedAt());
    }
    throw new IllegalStateException("the stored record of " + stored.domain() + " is damaged");
  }

  /// Ends the looks that run.
  @Override
  public void close() {
    looks.close();
  }
}

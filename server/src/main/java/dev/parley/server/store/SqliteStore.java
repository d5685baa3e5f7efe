package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Account;
import dev.parley.core.trust.Standing;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The store on SQLite, for a node of one process: write-ahead log, every commit synced, one writer
/// with group commit.
///
/// A full disk refuses writes until there is space. A failed sync refuses every write until the
/// node is started again. One directory serves one node.
public final class SqliteStore implements NodeStore {
  private static final String DURABILITY = "SQLite, write-ahead log, every commit synced";
  private static final int SMALL_BYTES = 4_096;

  private final DirectoryLock directoryLock;
  private final ReadConnections connections;
  private final SqliteWriter writer;
  private final GroupCommit commits;
  private final SessionReads sessions;
  private final CardReads cards;
  private final LedgerReads ledger;
  private final TrustReads trust;
  private final DisputeReads disputes;
  private final SqliteRatings ratings;
  private final SqliteCalls calls;
  private final PeopleStore people;
  private final long epoch;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private SqliteStore(DirectoryLock directoryLock, SqliteFile file, StoreLimits limits)
      throws SQLException {
    this.directoryLock = directoryLock;
    Connection connection = file.openForWriting();
    try {
      epoch = SqliteFile.raiseEpoch(connection);
      writer = new SqliteWriter(connection, epoch, limits.checkpointPages());
      connections = new ReadConnections(file, limits.readers());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
    sessions = new SessionReads(connections);
    cards = new CardReads(connections);
    ledger = new LedgerReads(connections);
    trust = new TrustReads(connections);
    disputes = new DisputeReads(connections);
    commits = new GroupCommit(writer, limits);
    ratings = new SqliteRatings(commits, writer, connections);
    calls = new SqliteCalls(commits, writer, connections);
    people =
        new PeopleStore(
            new SqliteEscalations(commits, writer, connections),
            new SqliteMandates(commits, writer, connections),
            new SqliteWebhooks(commits, writer, connections),
            new SqliteOverview(connections));
    commits.start();
  }

  /// Opens the store in a directory, which is made when it does not exist.
  ///
  /// @param directory the directory
  /// @return the open store
  /// @throws StoreFailure when another node uses the directory, or the disk or the file does not do
  public static SqliteStore open(Path directory) {
    return open(directory, StoreLimits.DEFAULT);
  }

  /// Opens the store in a directory with limits of one's own.
  ///
  /// @param directory the directory
  /// @param limits the limits
  /// @return the open store
  /// @throws StoreFailure when another node uses the directory, or the disk or the file does not do
  public static SqliteStore open(Path directory, StoreLimits limits) {
    SqliteFile.makeDirectory(directory);
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return new SqliteStore(lock, SqliteFile.in(directory), limits);
    } catch (SQLException e) {
      lock.close();
      throw new StoreFailure("cannot open the database in " + directory + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth(DURABILITY, commits.trouble(), commits.waiting());
  }

  @Override
  public Arrival announce() {
    return commits.announce();
  }

  @Override
  public CompletableFuture<AppendOutcome> append(Append append) {
    int bytes = append.message().canonical().size() + append.message().received().size();
    return commits.submit(
        bytes, () -> writer.sessions().append(append, epoch), this::refusedAppend);
  }

  private AppendOutcome refusedAppend(Unavailable unavailable) {
    return unavailable.cause() == Unavailable.Cause.FENCED
        ? new AppendOutcome.Fenced(writer.epochInForce())
        : unavailable;
  }

  @Override
  public CompletableFuture<RegistrationOutcome> register(Registration registration) {
    int bytes = registration.card().canonical().size() + SMALL_BYTES;
    return commits.submit(
        bytes, () -> writer.cards().register(registration), unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<WriteOutcome> keep(StoredCard card) {
    return commits.submit(
        card.canonical().size(), () -> writer.cards().keep(card), unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<WriteOutcome> keep(StoredOrganization organization) {
    return commits.submit(
        organization.canonical().size(),
        () -> writer.cards().keep(organization),
        unavailable -> unavailable);
  }

  @Override
  public Optional<StoredOrganization> organization(String domain) {
    return cards.organization(domain);
  }

  @Override
  public CompletableFuture<WriteOutcome> attest(String agent, Hash card, Attestation attestation) {
    return commits.submit(
        attestation.canonical().size(),
        () -> writer.cards().attest(agent, card, attestation),
        unavailable -> unavailable);
  }

  @Override
  public Optional<StoredSession> session(UUID session) {
    return sessions.session(session);
  }

  @Override
  public List<StoredMessage> messages(UUID session, long from, int limit) {
    return sessions.messages(session, from, limit);
  }

  @Override
  public Optional<StoredMessage> message(UUID session, UUID messageId) {
    return place(session, messageId)
        .flatMap(place -> messages(session, place.position(), 1).stream().findFirst());
  }

  @Override
  public Optional<MessagePlace> place(UUID session, UUID messageId) {
    return sessions.place(session, messageId);
  }

  @Override
  public List<PinnedCard> pinnedCards(UUID session) {
    return sessions.pinnedCards(session);
  }

  @Override
  public List<StoredSession> sessionsOf(String agent, UUID before, int limit) {
    return sessions.sessionsOf(agent, before, limit);
  }

  @Override
  public int openSessionsOf(String agent, int atMost) {
    return sessions.openSessionsOf(agent, atMost);
  }

  @Override
  public List<InboxEntry> inbox(String agent, long after, int limit) {
    return sessions.inbox(agent, after, limit);
  }

  @Override
  public LogStore log() {
    return new SqliteLog(connections);
  }

  @Override
  public List<WakeUp> wakeUps(WakeUp after, Instant upTo, int limit) {
    return sessions.wakeUps(after, upTo, limit);
  }

  @Override
  public CompletableFuture<WriteOutcome> postpone(
      WakeUp wakeUp, long length, @Nullable Instant due) {
    Times.requireMilliseconds(due);
    return commits.submit(
        SMALL_BYTES,
        () -> writer.sessions().postpone(wakeUp, length, due),
        unavailable -> unavailable);
  }

  @Override
  public Optional<StoredCard> card(Hash hash) {
    return cards.card(hash);
  }

  @Override
  public Optional<RegisteredAgent> agent(String agent) {
    return cards.agent(agent);
  }

  @Override
  public List<StoredCard> versions(String agent, long from, int limit) {
    return cards.versions(agent, from, limit);
  }

  @Override
  public List<RegisteredAgent> discover(Discovery discovery) {
    return cards.discover(discovery);
  }

  @Override
  public Optional<Custody> custody(String agent) {
    return cards.custody(agent);
  }

  @Override
  public CompletableFuture<BookingOutcome> book(Booking booking) {
    return commits.submit(
        booking.document().size() + SMALL_BYTES,
        () -> writer.ledger().book(booking),
        unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<AppendOutcome> append(DisputeAppend append) {
    int bytes =
        append.record().canonical().size()
            + append.said().map(said -> said.message().canonical().size()).orElse(0);
    return commits.submit(
        bytes, () -> writer.disputes().append(append, epoch), this::refusedAppend);
  }

  @Override
  public List<StoredRecord> disputeRecords(UUID session) {
    return disputes.records(session);
  }

  @Override
  public Optional<UUID> sessionOfDispute(String dispute) {
    return disputes.session(dispute);
  }

  @Override
  public boolean takesPart(String agent, String dispute) {
    return disputes.takesPart(agent, dispute);
  }

  @Override
  public List<String> disputesOf(String agent, String after, int limit) {
    return disputes.ofAgent(agent, after, limit);
  }

  @Override
  public List<String> openDisputes(Optional<String> stage, String after, int limit) {
    return disputes.open(stage.orElse(null), after, limit);
  }

  @Override
  public Optional<Instant> lastDealt(String agent, List<String> others) {
    return disputes.lastDealt(agent, others.getFirst(), others.getLast());
  }

  @Override
  public CallStore calls() {
    return calls;
  }

  @Override
  public PeopleStore people() {
    return people;
  }

  @Override
  public RatingStore ratings() {
    return ratings;
  }

  @Override
  public Map<String, Long> balances(Account account) {
    return ledger.balances(account);
  }

  @Override
  public Map<String, Long> held(AgentUri depositor) {
    return ledger.held(depositor);
  }

  @Override
  public List<LedgerLine> lines(Account account, long before, int limit) {
    return ledger.lines(account, before, limit);
  }

  @Override
  public Whole wholeLedger() {
    return ledger.whole();
  }

  @Override
  public CompletableFuture<WriteOutcome> beginDay(long day) {
    return commits.submit(SMALL_BYTES, () -> writer.trust().begin(day), unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<WriteOutcome> scores(Map<AgentUri, Integer> hundredths) {
    return commits.submit(
        SMALL_BYTES + 64 * hundredths.size(),
        () -> writer.cards().scores(hundredths),
        unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<WriteOutcome> restate(Standing standing, Instant at) {
    return commits.submit(
        SMALL_BYTES, () -> writer.trust().restate(standing, at), unavailable -> unavailable);
  }

  @Override
  public long begunDay() {
    return trust.begunDay();
  }

  @Override
  public List<TrustStore.Piece> evidence(long after, int limit) {
    return trust.evidence(after, limit);
  }

  @Override
  public List<TrustStore.Piece> evidenceOf(AgentUri subject, int limit) {
    return trust.evidenceOf(subject, limit);
  }

  @Override
  public List<TrustStore.Registered> standings(long after, int limit) {
    return trust.standings(after, limit);
  }

  @Override
  public ScrubReport scrub(EnvelopeLinks links) {
    return new Scrub(sessions, links).run();
  }

  @Override
  public void close() {
    if (!open.getAndSet(false)) {
      return;
    }
    commits.close();
    SQLException failure = null;
    try {
      connections.close();
    } catch (SQLException e) {
      failure = e;
    }
    try {
      writer.close();
    } catch (SQLException e) {
      failure = e;
    }
    directoryLock.close();
    if (failure != null) {
      throw new StoreFailure("cannot close the database", failure);
    }
  }
}

package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What agents say of each other, on SQLite.
final class SqliteRatings implements RatingStore {
  private static final int SMALL_BYTES = 4_096;

  private final GroupCommit commits;
  private final SqliteWriter writer;
  private final RatingReads reads;

  SqliteRatings(GroupCommit commits, SqliteWriter writer, ReadConnections connections) {
    this.commits = commits;
    this.writer = writer;
    this.reads = new RatingReads(connections);
  }

  @Override
  public CompletableFuture<SealOutcome> seal(RatingSeal seal) {
    return commits.submit(
        seal.rating().canonical().size() + SMALL_BYTES,
        () -> writer.ratings().seal(seal),
        unavailable -> unavailable);
  }

  @Override
  public CompletableFuture<WriteOutcome> reveal(RatingReveal reveal) {
    return commits.submit(
        SMALL_BYTES, () -> writer.ratings().reveal(reveal), unavailable -> unavailable);
  }

  @Override
  public SessionRatings of(UUID session) {
    return reads.ratings(session);
  }

  @Override
  public List<UUID> due(Instant upTo, int limit) {
    return reads.due(upTo, limit);
  }

  @Override
  public Optional<Instant> nextReveal() {
    return reads.next();
  }

  @Override
  public CompletableFuture<EndorsementOutcome> endorse(EndorsementAppend append) {
    return commits.submit(
        append.record().canonical().size() + SMALL_BYTES,
        () -> writer.endorsements().write(append),
        unavailable -> unavailable);
  }

  @Override
  public List<StoredEndorsement> endorsements(String agent, long after, int limit) {
    return reads.endorsements(agent, after, limit);
  }
}

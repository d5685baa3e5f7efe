package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What operators are told of, on SQLite.
final class SqliteWebhooks implements WebhookStore {
  private static final int SMALL_BYTES = 1_024;
  private static final String UNTOLD =
      """
      SELECT 'escalation', e.session_id, e.escalation_id, e.due FROM escalation e
      WHERE e.ended_at IS NULL AND e.operators = 1 AND NOT EXISTS (
        SELECT 1 FROM webhook_event w
        WHERE w.kind = 'escalation' AND w.session_id = e.session_id AND w.subject = e.escalation_id)
      UNION ALL
      SELECT 'dispute', d.session_id, d.dispute, NULL FROM dispute d
      WHERE d.stage = 'PERSON' AND NOT EXISTS (
        SELECT 1 FROM webhook_event w
        WHERE w.kind = 'dispute' AND w.session_id = d.session_id AND w.subject = d.dispute)
      LIMIT ?""";
  private static final String EVENT =
      """
      INSERT OR IGNORE INTO webhook_event (event_id, kind, session_id, subject, made_at, body)
      VALUES (?, ?, ?, ?, ?, ?)""";
  private static final String DELIVERY =
      """
      INSERT INTO webhook_delivery (event_id, url, attempts, next_at, dead) VALUES (?, ?, 0, ?, 0)""";
  private static final String DUE =
      """
      SELECT d.event_id, d.url, d.attempts, e.body
      FROM webhook_delivery d JOIN webhook_event e ON e.event_id = d.event_id
      WHERE d.next_at <= ? ORDER BY d.next_at, d.event_id LIMIT ?""";
  private static final String TRIED =
      """
      UPDATE webhook_delivery SET attempts = ?, next_at = ?, dead = ?, fault = ?
      WHERE event_id = ? AND url = ?""";
  private static final String DEAD =
      """
      SELECT d.event_id, d.url, d.attempts, e.body, e.made_at, d.fault
      FROM webhook_delivery d JOIN webhook_event e ON e.event_id = d.event_id
      WHERE d.dead = 1 ORDER BY e.made_at, d.event_id, d.url LIMIT ?""";
  private static final String REPLAY =
      """
      UPDATE webhook_delivery SET attempts = 0, next_at = ?, dead = 0
      WHERE event_id = ? AND dead = 1""";

  // What still waits is not forgotten, else it would be told again.
  private static final String OVER =
      """
      SELECT w.event_id FROM webhook_event w
      WHERE w.made_at < ?
        AND NOT EXISTS (
          SELECT 1 FROM webhook_delivery d
          WHERE d.event_id = w.event_id AND d.next_at IS NOT NULL)
        AND NOT EXISTS (
          SELECT 1 FROM escalation e
          WHERE w.kind = 'escalation' AND e.session_id = w.session_id
            AND e.escalation_id = w.subject AND e.ended_at IS NULL)
        AND NOT EXISTS (
          SELECT 1 FROM dispute d
          WHERE w.kind = 'dispute' AND d.session_id = w.session_id
            AND d.dispute = w.subject AND d.stage = 'PERSON')
      ORDER BY w.made_at LIMIT ?""";
  private static final String FORGET_DELIVERIES = "DELETE FROM webhook_delivery WHERE event_id = ?";
  private static final String FORGET_EVENT = "DELETE FROM webhook_event WHERE event_id = ?";

  private final GroupCommit commits;
  private final SqliteWriter writer;
  private final ReadConnections connections;

  SqliteWebhooks(GroupCommit commits, SqliteWriter writer, ReadConnections connections) {
    this.commits = commits;
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public List<Untold> untold(int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(UNTOLD);
          query.setInt(1, limit);
          List<Untold> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(
                  new Untold(
                      row.getString(1),
                      Columns.uuid(row, 2),
                      row.getString(3),
                      Optional.ofNullable(Columns.timeOrNull(row, 4))));
            }
          }
          return out;
        });
  }

  private CompletableFuture<WriteOutcome> submit(int bytes, GroupCommit.Work<WriteOutcome> work) {
    return commits.submit(bytes + SMALL_BYTES, work, unavailable -> unavailable);
  }

  private static WriteOutcome written(int rows) {
    return rows > 0 ? new WriteOutcome.Written() : new WriteOutcome.Superseded();
  }

  @Override
  public CompletableFuture<WriteOutcome> queue(
      Untold event, String eventId, Content body, List<String> urls, Instant now) {
    return submit(
        body.size(),
        () -> {
          PreparedStatement insert = writer.statements().of(EVENT);
          insert.setString(1, eventId);
          insert.setString(2, event.kind());
          insert.setBytes(3, Columns.bytes(event.session()));
          insert.setString(4, event.subject());
          insert.setLong(5, now.toEpochMilli());
          insert.setBytes(6, body.bytes());
          if (insert.executeUpdate() == 0) {
            return new WriteOutcome.Superseded();
          }
          PreparedStatement delivery = writer.statements().of(DELIVERY);
          for (String url : urls) {
            delivery.setString(1, eventId);
            delivery.setString(2, url);
            delivery.setLong(3, now.toEpochMilli());
            delivery.executeUpdate();
          }
          return new WriteOutcome.Written();
        });
  }

  @Override
  public List<Delivery> due(Instant now, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(DUE);
          query.setLong(1, now.toEpochMilli());
          query.setInt(2, limit);
          List<Delivery> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(delivery(row));
            }
          }
          return out;
        });
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(row.getString(1), row.getString(2), row.getInt(3), Columns.content(row, 4));
  }

  @Override
  public CompletableFuture<WriteOutcome> tried(Delivery delivery, Attempt attempt) {
    return submit(
        0,
        () ->
            switch (attempt) {
              case Attempt.Delivered() -> tried(delivery, null, false, null);
              case Attempt.Failed(String fault, Instant next) ->
                  tried(delivery, next, false, fault);
              case Attempt.Dead(String fault) -> tried(delivery, null, true, fault);
            });
  }

  private WriteOutcome tried(
      Delivery delivery, @Nullable Instant next, boolean dead, @Nullable String fault)
      throws SQLException {
    PreparedStatement tried = writer.statements().of(TRIED);
    tried.setInt(1, delivery.attempts() + 1);
    Columns.time(tried, 2, next);
    tried.setInt(3, dead ? 1 : 0);
    tried.setString(4, fault);
    tried.setString(5, delivery.eventId());
    tried.setString(6, delivery.url());
    return written(tried.executeUpdate());
  }

  @Override
  public List<DeadLetter> dead(int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(DEAD);
          query.setInt(1, limit);
          List<DeadLetter> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(new DeadLetter(delivery(row), Columns.time(row, 5), row.getString(6)));
            }
          }
          return out;
        });
  }

  @Override
  public CompletableFuture<WriteOutcome> replay(String eventId, Instant now) {
    return submit(
        0,
        () -> {
          PreparedStatement replay = writer.statements().of(REPLAY);
          replay.setLong(1, now.toEpochMilli());
          replay.setString(2, eventId);
          return written(replay.executeUpdate());
        });
  }

  @Override
  public CompletableFuture<WriteOutcome> forget(Instant before, int most) {
    return submit(
        0,
        () -> {
          List<String> over = over(before, most);
          for (String sql : List.of(FORGET_DELIVERIES, FORGET_EVENT)) {
            PreparedStatement delete = writer.statements().of(sql);
            for (String event : over) {
              delete.setString(1, event);
              delete.executeUpdate();
            }
          }
          return written(over.size());
        });
  }

  private List<String> over(Instant before, int most) throws SQLException {
    PreparedStatement query = writer.statements().of(OVER);
    query.setLong(1, before.toEpochMilli());
    query.setInt(2, most);
    List<String> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.add(row.getString(1));
      }
    }
    return out;
  }
}

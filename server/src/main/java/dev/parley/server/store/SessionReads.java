package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The queries about sessions.
final class SessionReads {
  private static final int PAGE_BYTES = 4 << 20;
  private static final String SESSION_COLUMNS =
      "s.session_id, s.length, s.head, s.state, s.phase, s.open, s.initiator, s.participants, s.next_due, s.updated_at";
  private static final String MESSAGE_COLUMNS =
      "position, message_id, sender, hash, accepted_at, canonical, received, row_check";

  private final ReadConnections connections;

  SessionReads(ReadConnections connections) {
    this.connections = connections;
  }

  Optional<StoredSession> session(UUID session) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement("SELECT " + SESSION_COLUMNS + " FROM session s WHERE session_id = ?");
          query.setBytes(1, Columns.bytes(session));
          return first(sessions(query));
        });
  }

  List<StoredSession> sessionsAfter(UUID after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT "
                      + SESSION_COLUMNS
                      + " FROM session s WHERE session_id > ? ORDER BY session_id LIMIT ?");
          query.setBytes(1, Columns.bytes(after));
          query.setInt(2, limit);
          return sessions(query);
        });
  }

  List<StoredSession> sessionsOf(String agent, UUID before, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT "
                      + SESSION_COLUMNS
                      + " FROM session_agent a JOIN session s ON s.session_id = a.session_id"
                      + " WHERE a.agent = ? AND a.session_id < ? ORDER BY a.session_id DESC LIMIT ?");
          query.setString(1, agent);
          query.setBytes(2, Columns.bytes(before));
          query.setInt(3, limit);
          return sessions(query);
        });
  }

  int openSessionsOf(String agent, int atMost) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT count(*) FROM (SELECT 1 FROM session_agent WHERE agent = ? AND open = 1 LIMIT ?)");
          query.setString(1, agent);
          query.setInt(2, atMost);
          try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  List<StoredMessage> messages(UUID session, long from, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT "
                      + MESSAGE_COLUMNS
                      + " FROM message WHERE session_id = ? AND position >= ? ORDER BY position LIMIT ?");
          query.setBytes(1, Columns.bytes(session));
          query.setLong(2, from);
          query.setInt(3, limit);
          return messages(session, query);
        });
  }

  Optional<StoredMessage> message(UUID session, UUID messageId) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT "
                      + MESSAGE_COLUMNS
                      + " FROM message INDEXED BY message_id WHERE message_id = ? AND session_id = ?");
          query.setBytes(1, Columns.bytes(messageId));
          query.setBytes(2, Columns.bytes(session));
          return first(messages(session, query));
        });
  }

  Optional<MessagePlace> place(UUID session, UUID messageId) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT position, hash, accepted_at FROM message INDEXED BY message_id WHERE message_id = ? AND session_id = ?");
          query.setBytes(1, Columns.bytes(messageId));
          query.setBytes(2, Columns.bytes(session));
          try (ResultSet row = query.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new MessagePlace(row.getLong(1), Columns.hash(row, 2), Columns.time(row, 3)))
                : Optional.empty();
          }
        });
  }

  List<PinnedCard> pinnedCards(UUID session) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT agent, card FROM pinned_card WHERE session_id = ? ORDER BY number");
          query.setBytes(1, Columns.bytes(session));
          List<PinnedCard> cards = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              cards.add(new PinnedCard(row.getString(1), Columns.hash(row, 2)));
            }
          }
          return cards;
        });
  }

  List<InboxEntry> inbox(String agent, long after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  "SELECT number, kind, session_id, position FROM inbox WHERE agent = ? AND number > ? ORDER BY number LIMIT ?");
          query.setString(1, agent);
          query.setLong(2, after);
          query.setInt(3, limit);
          List<InboxEntry> entries = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              entries.add(
                  new InboxEntry(
                      row.getLong(1), row.getString(2), Columns.uuid(row, 3), row.getLong(4)));
            }
          }
          return entries;
        });
  }

  List<DueTimer> timers(DueTimer after, Instant upTo, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query =
              lent.statement(
                  """
                  SELECT next_due, session_id FROM session
                  WHERE next_due IS NOT NULL AND next_due <= ? AND (next_due, session_id) > (?, ?)
                  ORDER BY next_due, session_id LIMIT ?""");
          query.setLong(1, upTo.toEpochMilli());
          query.setLong(2, after.due().toEpochMilli());
          query.setBytes(3, Columns.bytes(after.session()));
          query.setInt(4, limit);
          List<DueTimer> timers = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              timers.add(new DueTimer(Columns.time(row, 1), Columns.uuid(row, 2)));
            }
          }
          return timers;
        });
  }

  private static List<StoredSession> sessions(PreparedStatement query) throws SQLException {
    List<StoredSession> sessions = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        SessionRow listed =
            new SessionRow(
                row.getString(4),
                row.getString(5),
                row.getInt(6) == 1 ? SessionRow.Lifecycle.OPEN : SessionRow.Lifecycle.ENDED,
                row.getString(7),
                List.of(row.getString(8).split("\n")),
                Columns.timeOrNull(row, 9),
                Columns.time(row, 10));
        sessions.add(
            new StoredSession(Columns.uuid(row, 1), row.getLong(2), Columns.hash(row, 3), listed));
      }
    }
    return sessions;
  }

  private static List<StoredMessage> messages(UUID session, PreparedStatement query)
      throws SQLException {
    List<StoredMessage> messages = new ArrayList<>();
    long bytes = 0;
    try (ResultSet row = query.executeQuery()) {
      while (bytes < PAGE_BYTES && row.next()) {
        StoredMessage message = message(session, row);
        bytes += message.canonical().size() + (long) message.received().size();
        messages.add(message);
      }
    }
    return messages;
  }

  private static StoredMessage message(UUID session, ResultSet row) throws SQLException {
    StoredMessage message =
        new StoredMessage(
            row.getLong(1),
            Columns.uuid(row, 2),
            row.getString(3),
            Columns.hash(row, 4),
            Columns.time(row, 5),
            Columns.content(row, 6),
            Columns.content(row, 7));
    long expected = row.getLong(8);
    long found = RowCheck.of(session, message);
    if (found != expected) {
      throw new StoreFailure(
          "message "
              + message.position()
              + " of session "
              + session
              + " is damaged: its row's checksum is "
              + found
              + ", not "
              + expected);
    }
    return message;
  }

  private static <T> Optional<T> first(List<T> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }
}

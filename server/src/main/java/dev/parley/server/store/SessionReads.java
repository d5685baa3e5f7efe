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

  static final String SESSION =
      """
      SELECT s.session_id, p.position + 1, p.hash, p.accepted_at, s.state, s.phase, s.open, s.initiator, s.participants, s.wake_at
      FROM session s JOIN place p ON p.session_id = s.session_id
        AND p.position = (SELECT max(position) FROM place WHERE session_id = s.session_id)
      """;
  private static final String ONE_SESSION = SESSION + "WHERE s.session_id = ?";
  private static final String SESSIONS_AFTER =
      SESSION + "WHERE s.session_id > ? ORDER BY s.session_id LIMIT ?";
  private static final String SESSIONS_OF =
      SESSION
          + """
          WHERE s.session_id IN (SELECT session_id FROM session_agent WHERE agent = ?1 AND session_id < ?2 ORDER BY session_id DESC LIMIT ?3)
          ORDER BY s.session_id DESC""";
  private static final String OPEN_SESSIONS =
      "SELECT count(*) FROM (SELECT 1 FROM session_agent INDEXED BY session_agent_open WHERE agent = ? AND open = 1 LIMIT ?)";
  private static final String MESSAGES =
      """
      SELECT p.position, m.message_id, m.sender, p.hash, p.accepted_at, m.canonical, m.received, m.row_check
      FROM place p JOIN message m ON m.number = p.message
      WHERE p.session_id = ? AND p.position >= ? ORDER BY p.position LIMIT ?""";
  private static final String PLACE =
      """
      SELECT p.position, p.hash, p.accepted_at
      FROM message m INDEXED BY message_id JOIN place p ON p.session_id = m.session_id AND p.position = m.position
      WHERE m.message_id = ? AND m.session_id = ?""";
  private static final String PINNED_CARDS =
      "SELECT agent, card FROM pinned_card WHERE session_id = ? ORDER BY number";
  private static final String INBOX =
      "SELECT number, kind, session_id, position FROM inbox WHERE agent = ? AND number > ? ORDER BY number LIMIT ?";
  private static final String WAKE_UPS =
      """
      SELECT wake_at, session_id FROM session
      WHERE wake_at IS NOT NULL AND wake_at <= ? AND (wake_at, session_id) > (?, ?)
      ORDER BY wake_at, session_id LIMIT ?""";

  private static final String STRAYS =
      """
      SELECT session_id, position, 'a message that has no place' FROM message m
      WHERE NOT EXISTS (SELECT 1 FROM place p WHERE p.session_id = m.session_id AND p.position = m.position)
      UNION ALL
      SELECT session_id, 0, 'a session that does not begin' FROM session s
      WHERE NOT EXISTS (SELECT 1 FROM place p WHERE p.session_id = s.session_id AND p.position = 0)
      LIMIT ?""";

  private final ReadConnections connections;

  SessionReads(ReadConnections connections) {
    this.connections = connections;
  }

  Optional<StoredSession> session(UUID session) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(ONE_SESSION);
          query.setBytes(1, Columns.bytes(session));
          return sessions(query).stream().findFirst();
        });
  }

  List<StoredSession> sessionsAfter(UUID after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(SESSIONS_AFTER);
          query.setBytes(1, Columns.bytes(after));
          query.setInt(2, limit);
          return sessions(query);
        });
  }

  List<StoredSession> sessionsOf(String agent, UUID before, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(SESSIONS_OF);
          query.setString(1, agent);
          query.setBytes(2, Columns.bytes(before));
          query.setInt(3, limit);
          return sessions(query);
        });
  }

  int openSessionsOf(String agent, int atMost) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(OPEN_SESSIONS);
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
          PreparedStatement query = lent.of(MESSAGES);
          query.setBytes(1, Columns.bytes(session));
          query.setLong(2, from);
          query.setInt(3, limit);
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
        });
  }

  Optional<MessagePlace> place(UUID session, UUID messageId) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(PLACE);
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
          PreparedStatement query = lent.of(PINNED_CARDS);
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
          PreparedStatement query = lent.of(INBOX);
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

  List<WakeUp> wakeUps(WakeUp after, Instant upTo, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(WAKE_UPS);
          query.setLong(1, upTo.toEpochMilli());
          query.setLong(2, after.at().toEpochMilli());
          query.setBytes(3, Columns.bytes(after.session()));
          query.setInt(4, limit);
          List<WakeUp> wakeUps = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              wakeUps.add(new WakeUp(Columns.time(row, 1), Columns.uuid(row, 2)));
            }
          }
          return wakeUps;
        });
  }

  /// What lies outside every session, and sessions without a beginning: reading session by session
  /// cannot see them.
  List<ScrubReport.Finding> strays(int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(STRAYS);
          query.setInt(1, limit);
          List<ScrubReport.Finding> strays = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              strays.add(
                  new ScrubReport.Finding(Columns.uuid(row, 1), row.getLong(2), row.getString(3)));
            }
          }
          return strays;
        });
  }

  /// What SQLite finds wrong with the structure of its file.
  List<String> fileDamage(int limit) {
    return connections.read(
        lent -> {
          List<String> lines = new ArrayList<>();
          try (ResultSet row = lent.of("PRAGMA quick_check(" + limit + ")").executeQuery()) {
            while (row.next()) {
              lines.add(row.getString(1));
            }
          }
          return lines.equals(List.of("ok")) ? List.of() : lines;
        });
  }

  static List<StoredSession> sessions(PreparedStatement query) throws SQLException {
    List<StoredSession> sessions = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        sessions.add(
            new StoredSession(
                Columns.uuid(row, 1),
                row.getLong(2),
                Columns.hash(row, 3),
                Columns.time(row, 4),
                row.getString(5),
                row.getString(6),
                row.getInt(7) == 1 ? SessionRow.Lifecycle.OPEN : SessionRow.Lifecycle.ENDED,
                row.getString(8),
                List.of(row.getString(9).split("\n")),
                Columns.timeOrNull(row, 10)));
      }
    }
    return sessions;
  }

  /// The message in the first eight columns, its checksum checked.
  static StoredMessage message(UUID session, ResultSet row) throws SQLException {
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
}

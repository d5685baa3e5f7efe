package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The log of everything, read from the rows of messages: the one writer numbers them as it commits
/// them.
///
/// @param connections where to read
record SqliteLog(ReadConnections connections) implements LogStore {
  private static final int PAGE_BYTES = 4 << 20;

  /// The first eight columns are those that make a message.
  private static final String AFTER =
      """
      SELECT p.position, m.message_id, m.sender, p.hash, p.accepted_at, m.canonical, m.received, m.row_check,
        m.number, m.session_id, s.participants
      FROM message m
      JOIN place p ON p.session_id = m.session_id AND p.position = m.position
      JOIN session s ON s.session_id = m.session_id
      WHERE m.number > ? ORDER BY m.number LIMIT ?""";

  private static final String NOTICES =
      "SELECT agent, number, kind FROM inbox INDEXED BY inbox_cause WHERE session_id = ? AND position = ? ORDER BY agent, number";

  @Override
  public List<LoggedMessage> after(long number, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(AFTER);
          query.setLong(1, number);
          query.setInt(2, limit);
          List<LoggedMessage> page = new ArrayList<>();
          long bytes = 0;
          try (ResultSet row = query.executeQuery()) {
            while (bytes < PAGE_BYTES && row.next()) {
              UUID session = Columns.uuid(row, 10);
              StoredMessage message = SessionReads.message(session, row);
              bytes += message.canonical().size() + (long) message.received().size();
              page.add(
                  new LoggedMessage(
                      row.getLong(9),
                      session,
                      message,
                      List.of(row.getString(11).split("\n")),
                      notices(lent.of(NOTICES), session, message.position())));
            }
          }
          return page;
        });
  }

  private static List<LoggedMessage.InboxNotice> notices(
      PreparedStatement query, UUID session, long position) throws SQLException {
    query.setBytes(1, Columns.bytes(session));
    query.setLong(2, position);
    List<LoggedMessage.InboxNotice> notices = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        notices.add(
            new LoggedMessage.InboxNotice(
                row.getString(1),
                new InboxEntry(row.getLong(2), row.getString(3), session, position)));
      }
    }
    return notices;
  }

  @Override
  public long last() {
    return connections.read(
        lent -> {
          try (ResultSet row =
              lent.of("SELECT coalesce(max(number), 0) FROM message").executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}

package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statements of an append, on the writer's connection.
final class SessionWrites {

  private record Head(long length, Hash hash, String participants, boolean open) {}

  private final PreparedStatement head;
  private final PreparedStatement openSession;
  private final PreparedStatement advance;
  private final PreparedStatement message;
  private final PreparedStatement takesPart;
  private final PreparedStatement ended;
  private final PreparedStatement notice;
  private final PreparedStatement pin;

  SessionWrites(Connection connection) throws SQLException {
    head =
        connection.prepareStatement(
            "SELECT length, head, participants, open FROM session WHERE session_id = ?");
    openSession =
        connection.prepareStatement(
            """
            INSERT INTO session (session_id, length, head, state, phase, open, next_due, updated_at, initiator, participants)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    advance =
        connection.prepareStatement(
            """
            UPDATE session SET length = ?, head = ?, state = ?, phase = ?, open = ?, next_due = ?, updated_at = ?, participants = ?
            WHERE session_id = ?""");
    message =
        connection.prepareStatement(
            """
            INSERT INTO message (session_id, position, message_id, sender, hash, accepted_at, row_check, canonical, received)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""");
    takesPart =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO session_agent (agent, session_id, open) VALUES (?, ?, ?)");
    ended =
        connection.prepareStatement(
            "UPDATE session_agent SET open = ? WHERE agent = ? AND session_id = ?");
    notice =
        connection.prepareStatement(
            """
            INSERT INTO inbox (agent, number, kind, session_id, position)
            SELECT ?1, coalesce(max(number), -1) + 1, ?2, ?3, ?4 FROM inbox WHERE agent = ?1""");
    pin =
        connection.prepareStatement(
            """
            INSERT OR IGNORE INTO pinned_card (session_id, card, agent, number)
            SELECT ?1, ?2, ?3, count(*) FROM pinned_card WHERE session_id = ?1""");
  }

  AppendOutcome append(Append append, long currentEpoch) throws SQLException {
    if (append.epoch() != currentEpoch) {
      return new AppendOutcome.Fenced(currentEpoch);
    }
    byte[] session = Columns.bytes(append.session());
    Head before = head(session);
    long next = before == null ? 0 : before.length;
    Hash actual = before == null ? Hash.ZERO : before.hash;
    if (append.message().position() != next || !append.expectedHead().equals(actual)) {
      return new AppendOutcome.Conflict(next, actual);
    }
    insert(append.session(), session, append.message());
    row(append, session, before);
    for (Notice entry : append.notices()) {
      notice.setString(1, entry.agent());
      notice.setString(2, entry.kind());
      notice.setBytes(3, session);
      notice.setLong(4, next);
      notice.executeUpdate();
    }
    for (PinnedCard pinned : append.pins()) {
      pin.setBytes(1, session);
      pin.setBytes(2, pinned.card().raw());
      pin.setString(3, pinned.agent());
      pin.executeUpdate();
    }
    return new AppendOutcome.Appended(next, append.message().acceptedAt());
  }

  private @Nullable Head head(byte[] session) throws SQLException {
    head.setBytes(1, session);
    try (ResultSet row = head.executeQuery()) {
      return row.next()
          ? new Head(row.getLong(1), Columns.hash(row, 2), row.getString(3), row.getInt(4) == 1)
          : null;
    }
  }

  private void insert(UUID id, byte[] session, StoredMessage stored) throws SQLException {
    message.setBytes(1, session);
    message.setLong(2, stored.position());
    message.setBytes(3, Columns.bytes(stored.messageId()));
    message.setString(4, stored.sender());
    message.setBytes(5, stored.hash().raw());
    message.setLong(6, stored.acceptedAt().toEpochMilli());
    message.setLong(7, RowCheck.of(id, stored));
    message.setBytes(8, stored.canonical().bytes());
    if (stored.received().isEmpty()) {
      message.setNull(9, Types.BLOB);
    } else {
      message.setBytes(9, stored.received().bytes());
    }
    message.executeUpdate();
  }

  private void row(Append append, byte[] session, @Nullable Head before) throws SQLException {
    SessionRow after = append.after();
    int open = after.lifecycle() == SessionRow.Lifecycle.OPEN ? 1 : 0;
    String participants = String.join("\n", after.participants());
    PreparedStatement write = before == null ? openSession : advance;
    int column = 1;
    if (before == null) {
      write.setBytes(column++, session);
    }
    write.setLong(column++, append.message().position() + 1);
    write.setBytes(column++, append.message().hash().raw());
    write.setString(column++, after.state());
    write.setString(column++, after.phase());
    write.setInt(column++, open);
    Columns.time(write, column++, after.nextDue());
    write.setLong(column++, after.updatedAt().toEpochMilli());
    if (before == null) {
      write.setString(column++, after.initiator());
    }
    write.setString(column++, participants);
    if (before != null) {
      write.setBytes(column, session);
    }
    write.executeUpdate();
    if (before == null || !before.participants.equals(participants)) {
      for (String agent : after.participants()) {
        takesPart.setString(1, agent);
        takesPart.setBytes(2, session);
        takesPart.setInt(3, open);
        takesPart.executeUpdate();
      }
    }
    if (before != null && before.open != (open == 1)) {
      for (String agent : after.participants()) {
        ended.setInt(1, open);
        ended.setString(2, agent);
        ended.setBytes(3, session);
        ended.executeUpdate();
      }
    }
  }
}

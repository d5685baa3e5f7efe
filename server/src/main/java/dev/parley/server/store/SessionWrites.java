package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statements that write sessions, on the writer's connection.
final class SessionWrites {

  record Head(long length, Hash hash) {
    static final Head NONE = new Head(0, Hash.ZERO);
  }

  private record Row(
      String state, String phase, int open, @Nullable Instant wakeAt, String participants) {}

  private static final String HEAD =
      "SELECT position + 1, hash FROM place WHERE session_id = ? ORDER BY position DESC LIMIT 1";
  private static final String ROW =
      "SELECT state, phase, open, wake_at, participants FROM session WHERE session_id = ?";
  private static final String OPEN_SESSION =
      """
      INSERT INTO session (state, phase, open, wake_at, participants, session_id, initiator)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";
  private static final String CHANGE =
      """
      UPDATE session SET state = ?, phase = ?, open = ?, wake_at = ?, participants = ?
      WHERE session_id = ?""";
  private static final String MESSAGE =
      """
      INSERT INTO message (session_id, position, message_id, sender, row_check, canonical, received)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";
  private static final String PLACE =
      """
      INSERT INTO place (session_id, position, hash, accepted_at, message)
      VALUES (?, ?, ?, ?, last_insert_rowid())""";
  private static final String TAKES_PART =
      "INSERT OR IGNORE INTO session_agent (agent, session_id, open) VALUES (?, ?, ?)";
  private static final String OPEN_FOR =
      "UPDATE session_agent SET open = ? WHERE agent = ? AND session_id = ?";
  private static final String NOTICE =
      """
      INSERT INTO inbox (agent, number, kind, session_id, position)
      SELECT ?1, coalesce(max(number), -1) + 1, ?2, ?3, ?4 FROM inbox WHERE agent = ?1""";
  private static final String PIN =
      """
      INSERT OR IGNORE INTO pinned_card (session_id, card, agent, number)
      SELECT ?1, ?2, ?3, count(*) FROM pinned_card WHERE session_id = ?1""";
  private static final String WAKE = "UPDATE session SET wake_at = ? WHERE session_id = ?";
  private static final String POSTPONE =
      "UPDATE session SET wake_at = ? WHERE session_id = ? AND wake_at = ?";

  private final Statements statements;
  private final LedgerWrites ledger;
  private final ExposureWrites exposures;
  private final TrustWrites trust;
  private final EscalationWrites escalations;

  SessionWrites(
      Statements statements, LedgerWrites ledger, TrustWrites trust, EscalationWrites escalations) {
    this.escalations = escalations;
    this.statements = statements;
    this.ledger = ledger;
    this.trust = trust;
    this.exposures = new ExposureWrites(statements);
  }

  AppendOutcome append(Append append, long currentEpoch) throws SQLException {
    if (append.epoch() != currentEpoch) {
      return new AppendOutcome.Fenced(currentEpoch);
    }
    byte[] session = Columns.bytes(append.session());
    Head before = head(session);
    long position = append.message().position();
    if (position != before.length || !append.expectedHead().equals(before.hash)) {
      return new AppendOutcome.Conflict(before.length, before.hash);
    }
    OptionalLong begun = trust.daySince(append.evidence());
    if (begun.isPresent()) {
      return new AppendOutcome.Outdated(begun.getAsLong());
    }
    Optional<ExposureChange> tooMuch = exposures.exceeded(append.exposures());
    if (tooMuch.isPresent()) {
      return new AppendOutcome.Overexposed(tooMuch.get());
    }
    Optional<AppendOutcome> crowded = escalations.exceeded(append);
    if (crowded.isPresent()) {
      return crowded.get();
    }
    Optional<AppendOutcome> unfunded =
        ledger.unfunded(append.message().hash(), append.orders(), append.message().acceptedAt());
    if (unfunded.isPresent()) {
      return unfunded.get();
    }
    exposures.write(append.exposures());
    insert(append.session(), session, append.message());
    row(append, session);
    notices(append.notices(), session, position);
    pins(append.pins(), session);
    trust.write(append.evidence());
    escalations.write(append, session);
    return new AppendOutcome.Appended(position, append.message().acceptedAt());
  }

  void notices(List<Notice> notices, byte[] session, long position) throws SQLException {
    PreparedStatement notice = statements.of(NOTICE);
    for (Notice entry : notices) {
      notice.setString(1, entry.agent());
      notice.setString(2, entry.kind());
      notice.setBytes(3, session);
      notice.setLong(4, position);
      notice.executeUpdate();
    }
  }

  void pins(List<PinnedCard> pins, byte[] session) throws SQLException {
    PreparedStatement pin = statements.of(PIN);
    for (PinnedCard pinned : pins) {
      pin.setBytes(1, session);
      pin.setBytes(2, pinned.card().raw());
      pin.setString(3, pinned.agent());
      pin.executeUpdate();
    }
  }

  Head head(byte[] session) throws SQLException {
    PreparedStatement head = statements.of(HEAD);
    head.setBytes(1, session);
    try (ResultSet found = head.executeQuery()) {
      return found.next() ? new Head(found.getLong(1), Columns.hash(found, 2)) : Head.NONE;
    }
  }

  private void insert(UUID id, byte[] session, StoredMessage stored) throws SQLException {
    PreparedStatement message = statements.of(MESSAGE);
    PreparedStatement place = statements.of(PLACE);
    message.setBytes(1, session);
    message.setLong(2, stored.position());
    message.setBytes(3, Columns.bytes(stored.messageId()));
    message.setString(4, stored.sender());
    message.setLong(5, RowCheck.of(id, stored));
    message.setBytes(6, stored.canonical().bytes());
    if (stored.received().isEmpty()) {
      message.setNull(7, Types.BLOB);
    } else {
      message.setBytes(7, stored.received().bytes());
    }
    message.executeUpdate();
    place.setBytes(1, session);
    place.setLong(2, stored.position());
    place.setBytes(3, stored.hash().raw());
    place.setLong(4, stored.acceptedAt().toEpochMilli());
    place.executeUpdate();
  }

  /// Writes the session's row when it is new or has changed. Most messages change nothing in it,
  /// and a page that stays as it is costs nothing.
  private void row(Append append, byte[] session) throws SQLException {
    SessionRow next = append.after();
    Row before = append.message().position() == 0 ? null : stored(session);
    int open = next.lifecycle() == SessionRow.Lifecycle.OPEN ? 1 : 0;
    Instant stored = before == null ? null : before.wakeAt;
    Instant wakeAt = wakeAt(stored, next.due(), append.message().acceptedAt());
    Row after =
        new Row(next.state(), next.phase(), open, wakeAt, String.join("\n", next.participants()));
    if (after.equals(before)) {
      return;
    }
    PreparedStatement write = statements.of(before == null ? OPEN_SESSION : CHANGE);
    write.setString(1, after.state);
    write.setString(2, after.phase);
    write.setInt(3, after.open);
    Columns.time(write, 4, after.wakeAt);
    write.setString(5, after.participants);
    write.setBytes(6, session);
    if (before == null) {
      write.setString(7, next.initiator());
    }
    write.executeUpdate();
    if (before == null || !before.participants.equals(after.participants)) {
      participants(next, session, open);
    }
    if (before != null && before.open != open) {
      open(next, session, open);
    }
  }

  /// An earlier time that is still to come stays, see [WakeUp].
  private static @Nullable Instant wakeAt(
      @Nullable Instant stored, @Nullable Instant due, Instant now) {
    boolean stays = stored != null && due != null && !stored.isAfter(due) && stored.isAfter(now);
    return stays ? stored : due;
  }

  /// Says when a session is to be looked at, where no message does.
  void wakeAt(byte[] session, @Nullable Instant due, Instant now) throws SQLException {
    Row before = stored(session);
    Instant next = wakeAt(before == null ? null : before.wakeAt, due, now);
    PreparedStatement write = statements.of(WAKE);
    Columns.time(write, 1, next);
    write.setBytes(2, session);
    write.executeUpdate();
  }

  private @Nullable Row stored(byte[] session) throws SQLException {
    PreparedStatement row = statements.of(ROW);
    row.setBytes(1, session);
    try (ResultSet found = row.executeQuery()) {
      return found.next()
          ? new Row(
              found.getString(1),
              found.getString(2),
              found.getInt(3),
              Columns.timeOrNull(found, 4),
              found.getString(5))
          : null;
    }
  }

  private void participants(SessionRow next, byte[] session, int open) throws SQLException {
    PreparedStatement takesPart = statements.of(TAKES_PART);
    for (String agent : next.participants()) {
      takesPart.setString(1, agent);
      takesPart.setBytes(2, session);
      takesPart.setInt(3, open);
      takesPart.executeUpdate();
    }
  }

  private void open(SessionRow next, byte[] session, int open) throws SQLException {
    PreparedStatement openFor = statements.of(OPEN_FOR);
    for (String agent : next.participants()) {
      openFor.setInt(1, open);
      openFor.setString(2, agent);
      openFor.setBytes(3, session);
      openFor.executeUpdate();
    }
  }

  WriteOutcome postpone(WakeUp wakeUp, long length, @Nullable Instant due) throws SQLException {
    PreparedStatement postpone = statements.of(POSTPONE);
    byte[] session = Columns.bytes(wakeUp.session());
    if (head(session).length != length) {
      return new WriteOutcome.Superseded();
    }
    Columns.time(postpone, 1, due);
    postpone.setBytes(2, session);
    postpone.setLong(3, wakeUp.at().toEpochMilli());
    return postpone.executeUpdate() == 1
        ? new WriteOutcome.Written()
        : new WriteOutcome.Superseded();
  }
}

package dev.parley.server.store;

import dev.parley.core.message.Money;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The statements that write escalations, on the writer's connection.
final class EscalationWrites {
  private static final String COUNT =
      "SELECT count(*) FROM escalation WHERE principal = ? AND asked_at > ?";
  private static final String ASK =
      """
      INSERT INTO escalation
        (session_id, escalation_id, position, principal, asked_at, due, operators, amount, currency)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String DECIDER =
      "INSERT INTO escalation_decider (agent, session_id, escalation_id) VALUES (?, ?, ?)";
  private static final String END =
      "UPDATE escalation SET ended_at = ?, outcome = ? WHERE session_id = ? AND escalation_id = ?";
  private static final String SHOW =
      """
      UPDATE escalation
      SET shown = ?, amount = coalesce(?, amount), currency = coalesce(?, currency)
      WHERE session_id = ? AND escalation_id = ? AND ended_at IS NULL""";

  private final Statements statements;

  EscalationWrites(Statements statements) {
    this.statements = statements;
  }

  /// Why an append is not taken: its principal asks too often.
  Optional<AppendOutcome> exceeded(Append append) throws SQLException {
    if (!(append.escalation().orElse(null) instanceof EscalationChange.Asked asked)) {
      return Optional.empty();
    }
    EscalationChange.Budget budget = asked.budget();
    PreparedStatement count = statements.of(COUNT);
    count.setString(1, asked.principal());
    count.setLong(2, append.message().acceptedAt().minus(budget.within()).toEpochMilli());
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getInt(1) < budget.most()
          ? Optional.empty()
          : Optional.of(new AppendOutcome.Crowded(asked.principal(), budget));
    }
  }

  void write(Append append, byte[] session) throws SQLException {
    if (append.escalation().isPresent()) {
      Instant at = append.message().acceptedAt();
      switch (append.escalation().get()) {
        case EscalationChange.Asked asked -> ask(asked, session, append.message().position(), at);
        case EscalationChange.Ended(String id, EscalationOutcome outcome) -> {
          PreparedStatement end = statements.of(END);
          end.setLong(1, at.toEpochMilli());
          end.setString(2, outcome.name());
          end.setBytes(3, session);
          end.setString(4, id);
          end.executeUpdate();
        }
      }
    }
  }

  private void ask(EscalationChange.Asked asked, byte[] session, long position, Instant at)
      throws SQLException {
    PreparedStatement ask = statements.of(ASK);
    ask.setBytes(1, session);
    ask.setString(2, asked.escalationId());
    ask.setLong(3, position);
    ask.setString(4, asked.principal());
    ask.setLong(5, at.toEpochMilli());
    ask.setLong(6, asked.due().toEpochMilli());
    ask.setInt(7, asked.deciders().isEmpty() ? 1 : 0);
    stake(ask, 8, asked.stake());
    ask.executeUpdate();
    PreparedStatement decider = statements.of(DECIDER);
    for (String agent : asked.deciders()) {
      decider.setString(1, agent);
      decider.setBytes(2, session);
      decider.setString(3, asked.escalationId());
      decider.executeUpdate();
    }
  }

  private static void stake(PreparedStatement statement, int from, Optional<Money> stake)
      throws SQLException {
    statement.setString(from, stake.map(m -> m.amount().toPlainString()).orElse(null));
    statement.setString(from + 1, stake.map(Money::currency).orElse(null));
  }

  WriteOutcome show(UUID session, String escalationId, Content body, Optional<Money> stake)
      throws SQLException {
    PreparedStatement show = statements.of(SHOW);
    show.setBytes(1, body.bytes());
    stake(show, 2, stake);
    show.setBytes(4, Columns.bytes(session));
    show.setString(5, escalationId);
    return show.executeUpdate() == 1 ? new WriteOutcome.Written() : new WriteOutcome.Superseded();
  }
}

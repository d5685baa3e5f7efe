package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Balances;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.Transfer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The statements that write the ledger, on the writer's connection. The rules are those of
/// [Posting]; nothing is written unless all of a record's orders can be carried out.
final class LedgerWrites {
  private static final String BALANCE =
      "SELECT units FROM balance WHERE account = ? AND currency = ?";
  private static final String HOLD = LedgerReads.HOLDS + " WHERE hold = ?";
  private static final String KNOWN = "SELECT 1 FROM transfer WHERE id = ?";
  private static final String SET_BALANCE =
      """
      INSERT INTO balance (account, currency, units) VALUES (?, ?, ?)
      ON CONFLICT (account, currency) DO UPDATE SET units = excluded.units""";
  private static final String EMPTIED = "DELETE FROM balance WHERE account = ? AND currency = ?";
  private static final String SET_HOLD =
      """
      INSERT INTO hold (hold, depositor, currency, units, left_units, status) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hold) DO UPDATE SET left_units = excluded.left_units, status = excluded.status""";
  private static final String LINE =
      "INSERT INTO transfer (id, cause, source, target, currency, units, at) VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String BOOKED = "SELECT canonical FROM booking WHERE cause = ?";
  private static final String BOOKING = "INSERT INTO booking (cause, canonical) VALUES (?, ?)";

  private final Statements statements;

  LedgerWrites(Statements statements) {
    this.statements = statements;
  }

  /// Carries a failure of the database through the rules, which know of no database.
  @SuppressWarnings("serial") // Never written anywhere.
  private static final class DatabaseFailure extends RuntimeException {
    private final SQLException failure;

    DatabaseFailure(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /// What the ledger knows inside the transaction.
  private final class Known implements Balances {
    @Override
    public long of(Account account, String currency) {
      return asked(
          BALANCE,
          query -> {
            query.setString(1, account.text());
            query.setString(2, currency);
          },
          row -> row.getLong(1),
          0L);
    }

    @Override
    public Optional<Hold> hold(HoldId id) {
      return asked(
          HOLD,
          query -> query.setString(1, id.toString()),
          row -> Optional.of(LedgerReads.hold(row)),
          Optional.empty());
    }

    @Override
    public boolean has(Hash id) {
      return asked(KNOWN, query -> query.setBytes(1, id.raw()), _ -> true, false);
    }
  }

  private interface Fill {
    void in(PreparedStatement query) throws SQLException;
  }

  private interface Take<T> {
    T from(ResultSet row) throws SQLException;
  }

  private <T> T asked(String sql, Fill fill, Take<T> take, T otherwise) {
    try {
      PreparedStatement query = statements.of(sql);
      fill.in(query);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? take.from(row) : otherwise;
      }
    } catch (SQLException e) {
      throw new DatabaseFailure(e);
    }
  }

  /// Carries out the orders of one record; writes nothing unless the outcome is `Posted`.
  Posting.Outcome post(Hash cause, List<Order> orders, Instant at) throws SQLException {
    Posting.Outcome outcome;
    try {
      outcome = Posting.of(new Known(), cause, orders);
    } catch (DatabaseFailure e) {
      throw e.failure;
    }
    if (outcome
        instanceof
        Posting.Outcome.Posted(
            List<Transfer> transfers,
            Map<Posting.Place, Long> balances,
            List<Hold> holds)) {
      balances(balances);
      holds(holds);
      lines(cause, transfers, at);
    }
    return outcome;
  }

  /// Carries out what a message or a record of a dispute asks.
  ///
  /// @return why it cannot be stored; nothing if all of it was carried out
  Optional<AppendOutcome> unfunded(Hash cause, List<Order> orders, Instant at) throws SQLException {
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    return switch (post(cause, orders, at)) {
      case Posting.Outcome.Posted _ -> Optional.empty();
      case Posting.Outcome.Refused(var fault, String detail) ->
          Optional.of(new AppendOutcome.Unfunded(fault, detail));
      // What causes it is not there yet, so it can have moved nothing.
      case Posting.Outcome.Repeated() ->
          Optional.of(
              new AppendOutcome.Unfunded(
                  LedgerFault.REPEATED, "something else of that hash has moved money"));
    };
  }

  BookingOutcome book(Booking booking) throws SQLException {
    return switch (post(booking.cause(), List.of(booking.order()), booking.at())) {
      case Posting.Outcome.Posted _ -> {
        PreparedStatement insert = statements.of(BOOKING);
        insert.setBytes(1, booking.cause().raw());
        insert.setBytes(2, booking.document().bytes());
        insert.executeUpdate();
        yield new BookingOutcome.Booked();
      }
      case Posting.Outcome.Repeated _ -> new BookingOutcome.Repeated(booked(booking.cause()));
      case Posting.Outcome.Refused(var fault, String detail) ->
          new BookingOutcome.Refused(fault, detail);
    };
  }

  private Content booked(Hash cause) throws SQLException {
    PreparedStatement query = statements.of(BOOKED);
    query.setBytes(1, cause.raw());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Columns.content(row, 1) : Content.EMPTY;
    }
  }

  private void balances(Map<Posting.Place, Long> balances) throws SQLException {
    for (Map.Entry<Posting.Place, Long> changed : balances.entrySet()) {
      Account account = changed.getKey().account();
      boolean emptied = account instanceof Account.Held && changed.getValue() == 0;
      PreparedStatement write = statements.of(emptied ? EMPTIED : SET_BALANCE);
      write.setString(1, account.text());
      write.setString(2, changed.getKey().currency());
      if (!emptied) {
        write.setLong(3, changed.getValue());
      }
      write.executeUpdate();
    }
  }

  private void holds(List<Hold> holds) throws SQLException {
    PreparedStatement write = statements.of(SET_HOLD);
    for (Hold hold : holds) {
      write.setString(1, hold.id().toString());
      write.setString(2, hold.depositor().text());
      write.setString(3, hold.amount().currency());
      write.setLong(4, hold.amount().units());
      write.setLong(5, hold.left().units());
      write.setString(6, hold.status().name());
      write.executeUpdate();
    }
  }

  private void lines(Hash cause, List<Transfer> transfers, Instant at) throws SQLException {
    PreparedStatement write = statements.of(LINE);
    for (Transfer transfer : transfers) {
      write.setBytes(1, transfer.id().raw());
      write.setBytes(2, cause.raw());
      write.setString(3, transfer.from().text());
      write.setString(4, transfer.to().text());
      write.setString(5, transfer.amount().currency());
      write.setLong(6, transfer.amount().units());
      write.setLong(7, at.toEpochMilli());
      write.executeUpdate();
    }
  }
}

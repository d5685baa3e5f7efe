package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.Transfer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// The queries about the ledger.
final class LedgerReads {
  static final String HOLDS =
      "SELECT hold, depositor, currency, units, left_units, status FROM hold";

  private static final String BALANCES = "SELECT account, currency, units FROM balance";
  private static final String OF_ACCOUNT = BALANCES + " WHERE account = ?";
  private static final String LINES =
      "SELECT number, cause, at, id, source, target, currency, units FROM transfer";
  private static final String LINES_OF =
      LINES + " WHERE (source = ?1 OR target = ?1) AND number < ?2 ORDER BY number DESC LIMIT ?3";
  private static final String ALL_LINES = LINES + " ORDER BY number";
  private static final String BOOKINGS = "SELECT canonical FROM booking ORDER BY number";

  private static final String HELD =
      "SELECT currency, sum(left_units) FROM hold WHERE depositor = ? AND left_units > 0 GROUP BY currency";
  private static final String LENGTHS =
      """
      SELECT session_id, max(position) + 1, (SELECT count(*) FROM dispute_record d WHERE d.session_id = p.session_id)
      FROM place p GROUP BY session_id""";

  private final ReadConnections connections;

  LedgerReads(ReadConnections connections) {
    this.connections = connections;
  }

  Map<String, Long> balances(Account account) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(OF_ACCOUNT);
          query.setString(1, account.text());
          Map<String, Long> out = new TreeMap<>();
          balances(query).forEach((place, units) -> out.put(place.currency(), units));
          return out;
        });
  }

  Map<String, Long> held(AgentUri depositor) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(HELD);
          query.setString(1, depositor.text());
          Map<String, Long> out = new TreeMap<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.put(row.getString(1), row.getLong(2));
            }
          }
          return out;
        });
  }

  List<LedgerLine> lines(Account account, long before, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(LINES_OF);
          query.setString(1, account.text());
          query.setLong(2, before);
          query.setInt(3, limit);
          return lines(query);
        });
  }

  /// Everything in one read transaction, so that it is of one moment.
  LedgerStore.Whole whole() {
    return connections.read(
        lent -> {
          lent.of("BEGIN").execute();
          try {
            Map<Posting.Place, Long> balances = balances(lent.of(BALANCES));
            balances.values().removeIf(units -> units == 0);
            List<Hold> holds = new ArrayList<>();
            try (ResultSet row = lent.of(HOLDS).executeQuery()) {
              while (row.next()) {
                holds.add(hold(row));
              }
            }
            List<Content> bookings = new ArrayList<>();
            try (ResultSet row = lent.of(BOOKINGS).executeQuery()) {
              while (row.next()) {
                bookings.add(Columns.content(row, 1));
              }
            }
            Map<UUID, LedgerStore.Extent> sessions = new HashMap<>();
            try (ResultSet row = lent.of(LENGTHS).executeQuery()) {
              while (row.next()) {
                sessions.put(
                    Columns.uuid(row, 1), new LedgerStore.Extent(row.getLong(2), row.getLong(3)));
              }
            }
            return new LedgerStore.Whole(
                balances, holds, lines(lent.of(ALL_LINES)), bookings, sessions);
          } finally {
            lent.of("COMMIT").execute();
          }
        });
  }

  private static Map<Posting.Place, Long> balances(PreparedStatement query) throws SQLException {
    Map<Posting.Place, Long> out = new HashMap<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.put(new Posting.Place(account(row.getString(1)), row.getString(2)), row.getLong(3));
      }
    }
    return out;
  }

  private static List<LedgerLine> lines(PreparedStatement query) throws SQLException {
    List<LedgerLine> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.add(
            new LedgerLine(
                row.getLong(1),
                Columns.hash(row, 2),
                Columns.time(row, 3),
                new Transfer(
                    Columns.hash(row, 4),
                    account(row.getString(5)),
                    account(row.getString(6)),
                    new Amount(row.getLong(8), row.getString(7)))));
      }
    }
    return out;
  }

  static Hold hold(ResultSet row) throws SQLException {
    String currency = row.getString(3);
    return new Hold(
        HoldId.parse(row.getString(1)).orElseThrow(() -> new StoreFailure("no name of a hold")),
        new AgentUri(row.getString(2)),
        new Amount(row.getLong(4), currency),
        new Amount(row.getLong(5), currency),
        Hold.Status.valueOf(row.getString(6)));
  }

  private static Account account(String text) {
    return Account.parse(text)
        .orElseThrow(() -> new StoreFailure("no name of an account: " + text));
  }
}

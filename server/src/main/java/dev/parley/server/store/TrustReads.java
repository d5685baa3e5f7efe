package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The queries about evidence and registrations.
final class TrustReads {
  static final String PIECES = "SELECT number, day, subject, canonical FROM evidence WHERE ";
  private static final String ALL = PIECES + "number > ? ORDER BY number LIMIT ?";
  private static final String ABOUT = PIECES + "subject = ? ORDER BY number LIMIT ?";
  private static final String STANDINGS =
      """
      SELECT number, day, agent, identity, custody, key_since FROM standing
      WHERE number > ? ORDER BY number LIMIT ?""";

  private final ReadConnections connections;

  TrustReads(ReadConnections connections) {
    this.connections = connections;
  }

  long begunDay() {
    return connections.read(
        lent -> {
          try (ResultSet row = lent.of("SELECT day FROM trust_day").executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  List<TrustStore.Piece> evidence(long after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(ALL);
          query.setLong(1, after);
          query.setInt(2, limit);
          return pieces(query);
        });
  }

  List<TrustStore.Piece> evidenceOf(AgentUri subject, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(ABOUT);
          query.setString(1, subject.text());
          query.setInt(2, limit);
          return pieces(query);
        });
  }

  static List<TrustStore.Piece> pieces(PreparedStatement query) throws SQLException {
    List<TrustStore.Piece> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.add(
            new TrustStore.Piece(
                row.getLong(1),
                row.getLong(2),
                Evidence.decode(json(row.getBytes(4)), new AgentUri(row.getString(3))).orThrow()));
      }
    }
    return out;
  }

  private static JsonObject json(byte[] canonical) {
    if (StrictJson.read(canonical, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject it, _)) {
      return it;
    }
    throw new StoreFailure("a piece of evidence is damaged");
  }

  List<TrustStore.Registered> standings(long after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(STANDINGS);
          query.setLong(1, after);
          query.setInt(2, limit);
          List<TrustStore.Registered> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(
                  new TrustStore.Registered(
                      row.getLong(1),
                      row.getLong(2),
                      Standing.of(
                          new AgentUri(row.getString(3)),
                          row.getInt(4),
                          row.getString(5).equals("node")
                              ? Standing.Custody.NODE
                              : Standing.Custody.AGENT,
                          LocalDate.ofEpochDay(row.getLong(6)))));
            }
          }
          return out;
        });
  }
}

package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The statements that write what others may lose by whom, on the writer's connection.
final class ExposureWrites {
  private static final String EXPOSED =
      "SELECT units FROM exposure WHERE owner = ? AND currency = ?";
  private static final String EXPOSE =
      """
      INSERT INTO exposure (owner, currency, units) VALUES (?, ?, ?)
      ON CONFLICT (owner, currency) DO UPDATE SET units = excluded.units""";
  private static final String NOTHING = "DELETE FROM exposure WHERE owner = ? AND currency = ?";

  private final Statements statements;

  ExposureWrites(Statements statements) {
    this.statements = statements;
  }

  private record Place(String owner, String currency) {}

  /// Which change would pass its ceiling, if one would.
  Optional<ExposureChange> exceeded(List<ExposureChange> changes) throws SQLException {
    Map<Place, Long> after = new HashMap<>();
    for (ExposureChange change : changes) {
      long units = add(after, change);
      if (change.units() > 0 && units > change.ceiling()) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }

  /// Changes all of them.
  void write(List<ExposureChange> changes) throws SQLException {
    Map<Place, Long> after = new HashMap<>();
    for (ExposureChange change : changes) {
      add(after, change);
    }
    for (Map.Entry<Place, Long> each : after.entrySet()) {
      write(each.getKey(), each.getValue());
    }
  }

  private long add(Map<Place, Long> after, ExposureChange change) throws SQLException {
    Place place = new Place(change.owner(), change.currency());
    Long known = after.get(place);
    long units = (known == null ? exposed(place) : known) + change.units();
    after.put(place, units);
    return units;
  }

  private long exposed(Place place) throws SQLException {
    PreparedStatement query = statements.of(EXPOSED);
    query.setString(1, place.owner());
    query.setString(2, place.currency());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void write(Place place, long units) throws SQLException {
    PreparedStatement write = statements.of(units == 0 ? NOTHING : EXPOSE);
    write.setString(1, place.owner());
    write.setString(2, place.currency());
    if (units != 0) {
      write.setLong(3, units);
    }
    write.executeUpdate();
  }
}

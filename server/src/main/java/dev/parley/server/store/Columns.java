package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Our values as columns: UUIDs as 16 bytes, hashes as 32, times as milliseconds.
final class Columns {
  private Columns() {}

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(ResultSet row, int column) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  static Hash hash(ResultSet row, int column) throws SQLException {
    return Hash.ofRaw(row.getBytes(column));
  }

  static Instant time(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static void time(PreparedStatement statement, int parameter, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(parameter, Types.INTEGER);
    } else {
      statement.setLong(parameter, time.toEpochMilli());
    }
  }

  static Content content(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? Content.EMPTY : Content.of(bytes);
  }
}

package dev.parley.server.store;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;

/// Records that the store keeps in canonical form, read again. Stateless and thread-safe.
public final class StoredJson {
  private StoredJson() {}

  /// Reads a record.
  ///
  /// @param canonical its canonical form
  /// @return the record
  /// @throws StoreFailure when it is damaged
  public static JsonObject of(Content canonical) {
    return switch (StrictJson.read(canonical.bytes(), JsonLimits.MESSAGE)) {
      case Parsed.Value(JsonValue value, _) when value instanceof JsonObject object -> object;
      case Parsed.Value _, Parsed.Malformed _ ->
          throw new StoreFailure("a stored record is damaged");
    };
  }
}

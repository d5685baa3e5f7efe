package dev.parley.console.page;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What the script of the pages draws: some series over the same labels. Immutable.
///
/// @param labels along the bottom
/// @param series each with as many values as there are labels
public record Drawn(List<String> labels, List<JsonObject> series) {
  /// Copies the lists.
  public Drawn {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
  }

  /// A series that is drawn as a line.
  ///
  /// @param name what it is
  /// @param values one for each label; where there is none, the line goes straight on
  /// @return the series
  public static JsonObject line(String name, List<Optional<BigDecimal>> values) {
    return JsonObject.of(
        "name",
        new JsonString(name),
        "values",
        JsonArray.of(values.stream().map(Drawn::drawn).toList()));
  }

  /// A series that is drawn as single points, since each of them is an event.
  ///
  /// @param name what it is
  /// @param values one for each label, or none
  /// @return the series
  public static JsonObject points(String name, List<Optional<BigDecimal>> values) {
    return line(name, values).with("points", JsonBoolean.TRUE);
  }

  private static JsonValue drawn(Optional<BigDecimal> value) {
    return value.isPresent() ? new JsonNumber(value.get().doubleValue()) : JsonNull.NULL;
  }

  /// As the script reads it.
  ///
  /// @return `{labels, series: [{name, values}]}`
  public String json() {
    JsonObject all =
        JsonObject.of("labels", JsonArray.ofStrings(labels), "series", JsonArray.of(series));
    return new String(CanonicalJson.bytes(all), StandardCharsets.UTF_8);
  }
}

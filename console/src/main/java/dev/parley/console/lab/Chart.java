package dev.parley.console.lab;

import dev.parley.console.page.Drawn;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Figures of a table as a script draws them, from 0 on. Immutable.
///
/// @param kind how
/// @param about what is drawn, for who does not see it
/// @param labels what the figures belong to, in order
/// @param series each with a value for each label, or none; more than four are drawn in pairs, the
///   second of each with broken lines
/// @param most where the scale ends
/// @param mark a value that is marked in the chart, if one is
public record Chart(
    Kind kind,
    String about,
    List<String> labels,
    List<Series> series,
    BigDecimal most,
    Optional<BigDecimal> mark) {

  /// How figures are drawn.
  public enum Kind {
    /// As lying bars.
    BARS("bars"),
    /// As lines.
    LINES("lines");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /// Its name in a report.
    ///
    /// @return a word
    public String wire() {
      return wire;
    }
  }

  /// Figures of one kind.
  ///
  /// @param name what they are
  /// @param values one for each label, or none
  public record Series(String name, List<Optional<BigDecimal>> values) {
    /// Copies the list.
    public Series {
      values = List.copyOf(values);
    }

    private JsonObject json() {
      return Drawn.line(name, values);
    }

    private static Series read(Members series) {
      List<Optional<BigDecimal>> values =
          series
              .optional("values", Series::values, "a list of numbers and nulls")
              .orElse(List.of());
      return new Series(Limits.required(series, "name"), values);
    }

    private static @Nullable List<Optional<BigDecimal>> values(JsonValue json) {
      if (!(json instanceof JsonArray list)) {
        return null;
      }
      List<Optional<BigDecimal>> out = new ArrayList<>();
      for (JsonValue each : list) {
        if (each instanceof JsonNumber number) {
          out.add(Optional.of(number.exact()));
        } else if (each == JsonNull.NULL) {
          out.add(Optional.empty());
        } else {
          return null;
        }
      }
      return out;
    }
  }

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException when a series has another number of values than there are
  ///   labels
  public Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
    for (Series each : series) {
      if (each.values().size() != labels.size()) {
        throw new IllegalArgumentException(
            each.name() + " has " + each.values().size() + " values for " + labels);
      }
    }
  }

  /// What the script reads.
  ///
  /// @return `{labels, series: [{name, values}]}`
  public String drawn() {
    return new Drawn(labels, series.stream().map(Series::json).toList()).json();
  }

  JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("kind", kind.wire())
            .put("about", about)
            .put("labels", JsonArray.ofStrings(labels))
            .put("series", JsonArray.of(series.stream().map(Series::json).toList()))
            .put("most", new JsonNumber(most.doubleValue()));
    mark.ifPresent(at -> out.put("mark", new JsonNumber(at.doubleValue())));
    return out.build();
  }

  static Chart read(Members chart) {
    String kind = chart.text("kind");
    Optional<Kind> known =
        Arrays.stream(Kind.values()).filter(each -> each.wire().equals(kind)).findFirst();
    if (known.isEmpty()) {
      chart.wrong("kind", "has to be bars or lines");
    }
    List<String> labels = Limits.texts(chart, "labels", Limits.LABELS);
    List<Series> series = new ArrayList<>();
    for (Members each : chart.list("series", Limits.SERIES)) {
      Series read = Series.read(each);
      if (read.values().size() == labels.size()) {
        series.add(read);
      } else {
        each.wrong("values", "one for each label");
      }
    }
    Optional<BigDecimal> most = chart.optionalNumber("most").map(JsonNumber::exact);
    if (most.filter(end -> end.signum() > 0).isEmpty()) {
      chart.wrong("most", "has to be more than 0");
    }
    return new Chart(
        known.orElse(Kind.BARS),
        Limits.required(chart, "about"),
        labels,
        series,
        most.orElse(BigDecimal.ONE),
        chart.optionalNumber("mark").map(JsonNumber::exact));
  }
}

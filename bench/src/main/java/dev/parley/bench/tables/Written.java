package dev.parley.bench.tables;

import dev.parley.console.lab.Column;
import dev.parley.core.json.JsonNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Figures as they are written in tables, the same on every machine. Stateless.
public final class Written {
  private static final String NONE = "–";

  private Written() {}

  /// Words with figures in them.
  ///
  /// @param format as [String#format] takes it
  /// @param arguments the figures
  /// @return the words
  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  public static String as(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /// A figure.
  ///
  /// @param value the figure
  /// @param digits how many behind the point
  /// @return it, or a dash where there is none
  public static String number(double value, int digits) {
    return Double.isFinite(value) ? as("%." + digits + "f", value) : NONE;
  }

  /// The same figure, to be drawn.
  ///
  /// @param value the figure
  /// @param digits how many behind the point, as in the table beside
  /// @return nothing where there is none
  public static Optional<BigDecimal> drawn(double value, int digits) {
    return Double.isFinite(value)
        ? Optional.of(new JsonNumber(Double.parseDouble(number(value, digits))).exact())
        : Optional.empty();
  }

  /// Columns of which only the first is of words.
  ///
  /// @param first its title
  /// @param others titles of columns of figures
  /// @return all of them
  public static List<Column> columns(String first, Stream<String> others) {
    return Stream.concat(Stream.of(Column.words(first)), others.map(Column::number)).toList();
  }
}

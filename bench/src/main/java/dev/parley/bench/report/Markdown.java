package dev.parley.bench.report;

import java.time.Duration;
import java.util.Locale;

/// Lines of a page, and figures as they are written there. Not thread-safe.
final class Markdown {
  private final StringBuilder out = new StringBuilder();

  /// Adds a line.
  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /// Adds what was written elsewhere.
  void add(String lines) {
    out.append(lines);
  }

  static String micros(Duration time) {
    return micros(time.toNanos() / 1e3);
  }

  static String micros(double micros) {
    return String.format(Locale.ROOT, "%,.1f µs", micros);
  }

  static String millis(Duration time) {
    return String.format(Locale.ROOT, "%,.2f ms", time.toNanos() / 1e6);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

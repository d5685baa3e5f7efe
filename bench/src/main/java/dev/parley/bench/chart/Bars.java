package dev.parley.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart of lying bars for values from 0 to 1, as SVG. Not thread-safe.
public final class Bars {
  private static final int WIDTH = 400;

  private final int left;
  private final List<String> parts = new ArrayList<>();

  /// An empty chart.
  ///
  /// @param left where the bars begin, in pixels
  public Bars(int left) {
    this.left = left;
  }

  /// Where a value ends.
  ///
  /// @param value 0 to 1
  /// @return pixels from the left
  public int at(double value) {
    return (int) (left + Math.round(value * WIDTH));
  }

  /// Draws a bar with its value behind it.
  ///
  /// @param y its upper edge, in pixels
  /// @param value 0 to 1
  /// @param colour of CSS
  public void bar(int y, double value, String colour) {
    parts.add(
        String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"10\" fill=\"%s\"/>",
                left,
                y,
                Math.round(value * WIDTH),
                colour)
            + words(at(value) + 4, y + 9, "start", String.format(Locale.ROOT, "%.2f", value)));
  }

  /// Writes something.
  ///
  /// @param x pixels from the left
  /// @param y the base line, in pixels
  /// @param anchor `start`, `middle` or `end`
  /// @param words plain text without markup
  public void text(int x, int y, String anchor, String words) {
    parts.add(words(x, y, anchor, words));
  }

  /// Draws anything else.
  ///
  /// @param element an SVG element
  public void draw(String element) {
    parts.add(element);
  }

  private static String words(int x, int y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  /// All of it.
  ///
  /// @param height in pixels
  /// @return SVG
  public String svg(int height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            left + WIDTH + 60,
            height)
        + String.join("\n", parts)
        + "\n</svg>\n";
  }
}

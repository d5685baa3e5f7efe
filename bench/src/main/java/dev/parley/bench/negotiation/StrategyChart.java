package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A bar chart of what each strategy reaches, as SVG.
public final class StrategyChart {
  private static final int LEFT = 110;
  private static final int WIDTH = 400;
  private static final int ROW = 44;

  private StrategyChart() {}

  /// Draws it.
  ///
  /// @param tournament what came of it
  /// @return SVG
  public static String of(Tournament tournament) {
    List<String> parts = new ArrayList<>();
    int y = 30;
    for (Strategy strategy : tournament.strategies()) {
      Measures mean = tournament.mean(strategy);
      parts.add(text(LEFT - 8, y + 22, "end", strategy.title()));
      parts.add(bar(y, mean.agreement(), "#9aa5b1"));
      parts.add(bar(y + 11, mean.utility(), "#2563a8"));
      parts.add(bar(y + 22, mean.nash(), "#3f8f5b"));
      y += ROW;
    }
    parts.add(
        text(LEFT, 14, "start", "Agreements (grey), own utility (blue), Nash optimality (green)"));
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            LEFT + WIDTH + 60,
            y + 10)
        + String.join("\n", parts)
        + "\n</svg>\n";
  }

  private static String bar(int y, double value, String colour) {
    long length = Math.round(value * WIDTH);
    return String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"10\" fill=\"%s\"/>",
            LEFT,
            y,
            length,
            colour)
        + text(
            (int) (LEFT + length + 4), y + 9, "start", String.format(Locale.ROOT, "%.2f", value));
  }

  private static String text(int x, int y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }
}

package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A bar chart of the AUC of naive counting and of ours, attack by attack, as SVG.
public final class AucChart {
  private static final int LEFT = 190;
  private static final int WIDTH = 400;
  private static final int ROW = 30;

  private AucChart() {}

  /// Draws it.
  ///
  /// @param findings what was measured
  /// @return SVG
  public static String of(Findings findings) {
    List<String> parts = new ArrayList<>();
    int y = 40;
    for (var line : findings.lines().entrySet()) {
      Outcome raw = line.getValue().get(Algorithm.Kind.NAIVE_COUNTING);
      Outcome ours = line.getValue().get(Algorithm.Kind.EVIDENCE);
      if (raw != null && ours != null && line.getKey().setting().attack() != Attack.NONE) {
        parts.add(text(LEFT - 8, y + 16, "end", line.getKey().title()));
        parts.add(bar(y, raw.auc(), "#9aa5b1"));
        parts.add(bar(y + 11, ours.auc(), "#2563a8"));
        y += ROW;
      }
    }
    int half = LEFT + WIDTH / 2;
    parts.add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"34\" x2=\"%d\" y2=\"%d\" stroke=\"#555\" stroke-dasharray=\"3 3\"/>",
            half,
            half,
            y));
    parts.add(text(half, 28, "middle", "0.5: as good as chance"));
    parts.add(text(LEFT, 12, "start", "AUC of naive counting (grey) and of ours (blue)"));
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            LEFT + WIDTH + 60,
            y + 10)
        + String.join("\n", parts)
        + "\n</svg>\n";
  }

  private static String bar(int y, double auc, String colour) {
    long length = Math.round(auc * WIDTH);
    return String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"10\" fill=\"%s\"/>",
            LEFT,
            y,
            length,
            colour)
        + text((int) (LEFT + length + 4), y + 9, "start", String.format(Locale.ROOT, "%.2f", auc));
  }

  private static String text(int x, int y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }
}

package dev.parley.bench.trust;

import dev.parley.bench.chart.Bars;
import java.util.Locale;

/// A bar chart of the AUC of naive counting and of ours, attack by attack, as SVG.
public final class AucChart {
  private static final int LEFT = 190;
  private static final int ROW = 30;

  private AucChart() {}

  /// Draws it.
  ///
  /// @param findings what was measured
  /// @return SVG
  public static String of(Findings findings) {
    Bars bars = new Bars(LEFT);
    int y = 40;
    for (var line : findings.lines().entrySet()) {
      Outcome raw = line.getValue().get(Algorithm.Kind.NAIVE_COUNTING);
      Outcome ours = line.getValue().get(Algorithm.Kind.EVIDENCE);
      if (raw != null && ours != null && line.getKey().setting().attack() != Attack.NONE) {
        bars.text(LEFT - 8, y + 16, "end", line.getKey().title());
        bars.bar(y, raw.auc(), "#9aa5b1");
        bars.bar(y + 11, ours.auc(), "#2563a8");
        y += ROW;
      }
    }
    int half = bars.at(0.5);
    bars.draw(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"34\" x2=\"%d\" y2=\"%d\" stroke=\"#555\" stroke-dasharray=\"3 3\"/>",
            half,
            half,
            y));
    bars.text(half, 28, "middle", "0.5: as good as chance");
    bars.text(LEFT, 12, "start", "AUC of naive counting (grey) and of ours (blue)");
    return bars.svg(y + 10);
  }
}

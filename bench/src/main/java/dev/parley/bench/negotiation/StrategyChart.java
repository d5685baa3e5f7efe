package dev.parley.bench.negotiation;

import dev.parley.bench.chart.Bars;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;

/// A bar chart of what each strategy reaches, as SVG.
public final class StrategyChart {
  private static final int LEFT = 110;
  private static final int ROW = 44;

  private StrategyChart() {}

  /// Draws it.
  ///
  /// @param tournament what came of it
  /// @return SVG
  public static String of(Tournament tournament) {
    Bars bars = new Bars(LEFT);
    int y = 30;
    for (Strategy strategy : tournament.strategies()) {
      Measures mean = tournament.mean(strategy);
      bars.text(LEFT - 8, y + 22, "end", strategy.title());
      bars.bar(y, mean.agreement(), "#9aa5b1");
      bars.bar(y + 11, mean.utility(), "#2563a8");
      bars.bar(y + 22, mean.nash(), "#3f8f5b");
      y += ROW;
    }
    bars.text(LEFT, 14, "start", "Agreements (grey), own utility (blue), Nash optimality (green)");
    return bars.svg(y + 10);
  }
}

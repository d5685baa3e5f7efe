package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The AUC by the share of breaches that are upheld, as lines in SVG: ours drawn through, naive
/// counting dashed.
public final class SweepChart {
  private static final int LEFT = 50;
  private static final int TOP = 40;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int TICKS = 5;
  private static final Map<Attack, String> COLOURS =
      Map.of(Attack.RING, "#2563a8", Attack.CAMOUFLAGE, "#b45309", Attack.SLANDER, "#15803d");

  private final List<String> parts = new ArrayList<>();

  private SweepChart() {}

  /// Draws it.
  ///
  /// @param sweep what was measured
  /// @return SVG
  public static String of(Sweep sweep) {
    SweepChart chart = new SweepChart();
    chart.text(LEFT, 16, "start", "#000", "AUC: ours drawn through, naive counting dashed");
    chart.axes();
    int y = TOP + 16;
    for (Attack attack : Sweep.ATTACKS) {
      String colour = COLOURS.getOrDefault(attack, "#000");
      chart.polyline(sweep.of(attack), Sweep.Point::ours, colour, "none");
      chart.polyline(sweep.of(attack), Sweep.Point::naive, colour, "5 4");
      chart.text(LEFT + WIDTH + 12, y, "start", colour, attack.title());
      y += 18;
    }
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            LEFT + WIDTH + 110,
            TOP + HEIGHT + 46)
        + String.join("\n", chart.parts)
        + "\n</svg>\n";
  }

  /// The name of its file, beside the chart of all attacks.
  ///
  /// @param chart the name of that chart's file
  /// @return another name
  public static String besides(String chart) {
    return chart.replaceFirst("(\\.svg)?$", "-upheld.svg");
  }

  private void axes() {
    for (int i = 0; i <= TICKS; i++) {
      double at = (double) i / TICKS;
      String label = String.format(Locale.ROOT, "%.1f", at);
      parts.add(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>",
              LEFT,
              y(at),
              LEFT + WIDTH,
              y(at)));
      text(LEFT - 8, (int) y(at) + 4, "end", "#555", label);
      text((int) x(at), TOP + HEIGHT + 18, "middle", "#555", label);
    }
    text(
        LEFT + WIDTH / 2,
        TOP + HEIGHT + 38,
        "middle",
        "#000",
        "share of true breaches that are upheld");
  }

  private static double x(double upheld) {
    return LEFT + upheld * WIDTH;
  }

  private static double y(double auc) {
    return TOP + (1 - auc) * HEIGHT;
  }

  private void polyline(
      List<Sweep.Point> points,
      Function<Sweep.Point, Outcome> outcome,
      String colour,
      String dashes) {
    String path =
        points.stream()
            .map(
                p ->
                    String.format(
                        Locale.ROOT, "%.1f,%.1f", x(p.upheld()), y(outcome.apply(p).auc())))
            .collect(Collectors.joining(" "));
    parts.add(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>",
            path,
            colour,
            dashes));
  }

  private void text(int x, int y, String anchor, String colour, String words) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x,
            y,
            anchor,
            colour,
            words));
  }
}

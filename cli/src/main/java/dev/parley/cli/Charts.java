package dev.parley.cli;

import static dev.parley.cli.Markup.at;
import static dev.parley.cli.Markup.escaped;

import java.math.BigDecimal;
import java.util.List;

/// Charts as SVG. Their colours are those of the page, so that they can be read in light and in
/// dark.
final class Charts {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 200;
  private static final double MARGIN = 14;

  /// Where numbers stand.
  private static final double LEFT = 60;

  private Charts() {}

  /// A price and the band before it, with words for whoever points at it.
  ///
  /// @param amount the price
  /// @param low the least before it; the price itself for the first
  /// @param high the greatest before it
  /// @param words what it was
  record Point(double amount, double low, double high, String words) {}

  /// Prices in their order, over the band that was seen before each.
  static String prices(List<Point> points, String title) {
    double least = points.stream().mapToDouble(p -> Math.min(p.amount(), p.low())).min().orElse(0);
    double most = points.stream().mapToDouble(p -> Math.max(p.amount(), p.high())).max().orElse(1);
    double height = most > least ? most - least : 1;
    double step = (WIDTH - LEFT - MARGIN) / Math.max(1, points.size() - 1);
    StringBuilder out = new StringBuilder(opening(title));
    StringBuilder above = new StringBuilder();
    StringBuilder below = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double x = LEFT + i * step;
      above.append(at(x)).append(',').append(y((point.high() - least) / height)).append(' ');
      below.insert(0, at(x) + "," + y((point.low() - least) / height) + " ");
      dots.append("<circle class=us r=4 cx=")
          .append(at(x))
          .append(" cy=")
          .append(y((point.amount() - least) / height))
          .append("><title>")
          .append(escaped(point.words()))
          .append("</title></circle>");
    }
    mark(out, least, 0);
    mark(out, most, 1);
    out.append("<polygon class=band points=\"").append(above).append(below).append("\"/>");
    return out.append(dots).append("</svg>\n").toString();
  }

  /// A curve of shares, 0 to 1.
  ///
  /// @param shares at equal distances
  /// @param style `us` or `them`
  /// @param words what it is
  record Curve(List<Double> shares, String style, String words) {}

  /// How much of the way was given.
  static String curves(List<Curve> curves, String title) {
    StringBuilder out = new StringBuilder(opening(title));
    for (double share : new double[] {0, 0.5, 1}) {
      out.append("<line class=grid x1=")
          .append(at(LEFT))
          .append(" x2=")
          .append(at(WIDTH - MARGIN))
          .append(" y1=")
          .append(y(share))
          .append(" y2=")
          .append(y(share))
          .append(" />");
      out.append("<text x=0 y=")
          .append(y(share))
          .append('>')
          .append(LearnText.percent(share))
          .append("</text>");
    }
    for (Curve curve : curves) {
      double step = (WIDTH - LEFT - MARGIN) / Math.max(1, curve.shares().size() - 1);
      out.append("<polyline class=").append(curve.style()).append(" points=\"");
      for (int i = 0; i < curve.shares().size(); i++) {
        out.append(at(LEFT + i * step)).append(',').append(y(curve.shares().get(i))).append(' ');
      }
      out.append("\"><title>").append(escaped(curve.words())).append("</title></polyline>");
    }
    return out.append("</svg>\n").toString();
  }

  /// A bar in a cell of a table.
  static String bar(double share) {
    return "<svg class=bar viewBox=\"0 0 100 10\" preserveAspectRatio=none aria-hidden=true>"
        + "<rect class=us x=0 y=1 height=8 width="
        + at(100 * Math.clamp(share, 0, 1))
        + " /></svg>";
  }

  /// A number beside the place where it stands.
  private static void mark(StringBuilder out, double number, double share) {
    String plain = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    out.append("<text x=0 y=").append(y(share)).append('>').append(plain).append("</text>");
  }

  private static String opening(String title) {
    return "<svg class=chart role=img viewBox=\"0 0 "
        + (int) WIDTH
        + " "
        + (int) HEIGHT
        + "\" aria-label=\""
        + escaped(title)
        + "\">";
  }

  private static String y(double share) {
    return at(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN));
  }
}

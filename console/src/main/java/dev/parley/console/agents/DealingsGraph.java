package dev.parley.console.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture of an agent's dealings: the agent in the middle, those with whom it dealt around it,
/// each with the number of its row in the table beside. The more dealings, the wider the line.
///
/// @param height its height; its width is always the same
/// @param spokes clockwise, the first to the right
public record DealingsGraph(int height, List<Spoke> spokes) {
  /// How many fit around.
  static final int MOST = 16;

  /// Its width.
  public static final int WIDTH = 480;

  private static final int HIGH = 400;
  private static final int FLAT = 180;
  private static final int IN_A_ROW = 2;
  private static final int RADIUS_X = 180;
  private static final int MARGIN = 50;
  private static final double THIN = 2;
  private static final double THICK = 10;
  private static final double FLATLY = 0.1;
  private static final int LETTER = 9;
  private static final int BELOW = 28;
  private static final int LABELLED = 8;
  private static final int LABEL_MAX = 24;

  /// A line to somebody.
  ///
  /// @param number its row in the table
  /// @param x where it ends
  /// @param y where it ends
  /// @param width how wide it is
  /// @param other to whom
  /// @param label a name to be written beside it; empty where there is no room for it
  /// @param above whether it is written above it, else below
  public record Spoke(
      int number,
      int x,
      int y,
      String width,
      Dealings.Counterparty other,
      String label,
      boolean above) {
    /// The class of its line.
    ///
    /// @return `kept`, `broke` or `none`
    public String look() {
      return other.faith().name().toLowerCase(Locale.ROOT);
    }

    /// Where its name begins to be written from the middle, within the picture.
    ///
    /// @return as an x
    public int labelX() {
      int half = label.length() * LETTER / 2;
      return Math.clamp(x, half, WIDTH - half);
    }

    /// Where its name is written.
    ///
    /// @return as a y: above it in the upper half, else below
    public int labelY() {
      return above ? y - BELOW : y + BELOW;
    }

    /// What it says, for who does not see it.
    ///
    /// @return a sentence
    public String sentence() {
      return "%d. %s: %d sessions, %d kept, %d broken"
          .formatted(number, other.brief(), other.sessions(), other.kept(), other.broke());
    }
  }

  static DealingsGraph of(List<Dealings.Counterparty> each) {
    int count = Math.min(MOST, each.size());
    int height = count <= IN_A_ROW ? FLAT : HIGH;
    double most = each.stream().mapToInt(Dealings.Counterparty::dealings).max().orElse(1);
    List<Spoke> spokes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Dealings.Counterparty other = each.get(i);
      double angle = 2 * Math.PI * i / count;
      double width = THIN + (THICK - THIN) * Math.log1p(other.dealings()) / Math.log1p(most);
      spokes.add(
          new Spoke(
              i + 1,
              (int) Math.round(WIDTH / 2.0 + RADIUS_X * Math.cos(angle)),
              (int) Math.round(height / 2.0 + (height / 2.0 - MARGIN) * Math.sin(angle)),
              String.format(Locale.ROOT, "%.1f", width),
              other,
              count <= LABELLED ? cut(other.brief()) : "",
              Math.sin(angle) < -FLATLY));
    }
    return new DealingsGraph(height, spokes);
  }

  private static String cut(String name) {
    return name.length() <= LABEL_MAX ? name : name.substring(0, LABEL_MAX - 1) + "…";
  }
}

package dev.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of words in aligned columns, two blanks between them. Colours do not count as width. Not
/// safe for use by several threads at once.
final class Table {
  private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");
  private static final String GAP = "  ";

  /// On which side a column is flush.
  enum Side {
    LEFT,
    RIGHT
  }

  private final List<Side> sides;
  private final List<List<String>> rows = new ArrayList<>();

  /// A table whose columns are flush on the sides given, first column first.
  Table(Side... sides) {
    this.sides = List.of(sides);
  }

  /// Adds a row; it has one cell a column.
  Table row(String... cells) {
    if (cells.length != sides.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + sides.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// The lines, without blanks at their ends.
  List<String> lines() {
    int[] widths = new int[sides.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(
          switch (sides.get(column)) {
            case LEFT -> cell + padding;
            case RIGHT -> padding + cell;
          });
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    String visible = COLOUR.matcher(cell).replaceAll("");
    return visible.codePointCount(0, visible.length());
  }
}

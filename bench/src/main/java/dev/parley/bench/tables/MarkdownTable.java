package dev.parley.bench.tables;

import dev.parley.console.lab.Column;
import dev.parley.console.lab.Table;
import java.util.ArrayList;
import java.util.List;

/// A table as Markdown writes it. Stateless.
public final class MarkdownTable {
  private MarkdownTable() {}

  /// Writes it.
  ///
  /// @param table the table
  /// @return its lines
  public static List<String> lines(Table table) {
    List<String> out = new ArrayList<>();
    out.add(head(table));
    out.add(line(table.columns().stream().map(MarkdownTable::rule).toList()));
    table.rows().forEach(row -> out.add(row(table, row)));
    return out;
  }

  private static String head(Table table) {
    return line(table.columns().stream().map(Column::title).toList());
  }

  private static String rule(Column column) {
    return switch (column.kind()) {
      case WORDS, VERDICT -> "---";
      case NUMBER -> "---:";
    };
  }

  private static String row(Table table, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(cell(table.columns().get(i), row.get(i)));
    }
    return line(cells);
  }

  private static String cell(Column column, String text) {
    return switch (column.kind()) {
      case WORDS, NUMBER -> text.replace("\n", "<br>");
      case VERDICT -> text.equals(Column.MISSED) ? "**" + text + "**" : text;
    };
  }

  private static String line(List<String> cells) {
    StringBuilder out = new StringBuilder("|");
    cells.forEach(cell -> out.append(cell.isEmpty() ? " |" : " " + cell + " |"));
    return out.toString();
  }
}

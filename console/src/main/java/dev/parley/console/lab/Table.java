package dev.parley.console.lab;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A table as it was made for people: figures are text, rounded where they are. Immutable.
///
/// @param columns from left to right; the cells of the first say what a row is about
/// @param rows each with a cell for each column, none of them empty; a cell may have two lines
public record Table(List<Column> columns, List<List<String>> rows) {
  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException when a row does not fit the columns
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (!fits(columns, row)) {
        throw new IllegalArgumentException("the row " + row + " does not fit " + columns);
      }
    }
  }

  private static boolean fits(List<Column> columns, List<String> row) {
    if (row.size() != columns.size()) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i).isEmpty() || !columns.get(i).takes(row.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The cells of all columns that say whether bars hold.
  ///
  /// @return [Column#HOLDS] and [Column#MISSED], as often as they occur
  public Stream<String> verdicts() {
    return rows.stream()
        .flatMap(
            row ->
                Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                    .filter(i -> columns.get(i).kind() == Column.Kind.VERDICT)
                    .map(row::get));
  }

  JsonObject json() {
    return JsonObject.of(
        "columns",
        JsonArray.of(columns.stream().map(Column::json).toList()),
        "rows",
        JsonArray.of(
            rows.stream()
                .map(row -> JsonObject.EMPTY.with("cells", JsonArray.ofStrings(row)))
                .toList()));
  }

  static Table read(Members table) {
    List<Column> columns =
        table.list("columns", Limits.COLUMNS).stream().map(Column::read).toList();
    if (columns.isEmpty()) {
      table.wrong("columns", "at least one");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Members row : table.list("rows", Limits.ROWS)) {
      List<String> cells = Limits.texts(row, "cells", Limits.COLUMNS);
      if (fits(columns, cells)) {
        rows.add(cells);
      } else {
        row.wrong("cells", "one for each column, and holds or missed for a verdict");
      }
    }
    return new Table(columns, rows);
  }
}

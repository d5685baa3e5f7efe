package dev.parley.core.model;

import dev.parley.core.session.Act;
import dev.parley.core.session.Cell;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionTable;
import dev.parley.core.session.StateName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The session table as a module of Alloy: one relation from state, act and seat to the cell.
final class TableModule {
  /// A table; a test can break it.
  @FunctionalInterface
  interface Table {
    /// The one that the machine uses.
    Table REAL = SessionTable::cell;

    Cell cell(StateName state, Act act, Seat seat);

    /// The same table with one cell changed.
    default Table but(StateName state, Act act, Seat seat, Cell other) {
      return (s, a, b) -> s == state && a == act && b == seat ? other : cell(s, a, b);
    }
  }

  private TableModule() {}

  /// The text of the module; what is refused is not in the relation.
  static String of(Table table) {
    List<String> rows = new ArrayList<>();
    for (StateName state : StateName.values()) {
      for (Act act : Act.values()) {
        seats(table, state, act)
            .forEach(
                (cell, seats) ->
                    rows.add(
                        "%s->%s->(%s)->%s".formatted(state, act, String.join(" + ", seats), cell)));
      }
    }
    return """
    /*
     * The session table, state -> act -> seat -> cell. Generated from SessionTable and compared with it by a test;
     * what is not here is refused.
     */
    module table

    """
        + atoms("StateName", StateName.values())
        + atoms("Act", Act.values())
        + atoms("Seat", Seat.values())
        + atoms("Cell", Cell.values())
        + "fun table: StateName -> Act -> Seat -> Cell {\n  "
        + String.join("\n  + ", rows)
        + "\n}\n";
  }

  private static Map<Cell, List<String>> seats(Table table, StateName state, Act act) {
    Map<Cell, List<String>> out = new EnumMap<>(Cell.class);
    for (Seat seat : Seat.values()) {
      Cell cell = table.cell(state, act, seat);
      if (cell != Cell.REFUSED) {
        out.computeIfAbsent(cell, _ -> new ArrayList<>()).add(seat.name());
      }
    }
    return out;
  }

  private static String atoms(String kind, Enum<?>[] values) {
    return "abstract sig %s {}\none sig %s extends %s {}\n\n"
        .formatted(
            kind, Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ")), kind);
  }
}

package dev.parley.console.lab;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A part of a report. Immutable.
///
/// @param title what it is about
/// @param notes what to know before reading on
/// @param points the same, point by point
/// @param chart some of its figures, drawn
/// @param table all of them
public record Section(
    String title,
    List<String> notes,
    List<String> points,
    Optional<Chart> chart,
    Optional<Table> table) {
  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException when there is a chart without a table, which only some can
  ///   read
  public Section {
    notes = List.copyOf(notes);
    points = List.copyOf(points);
    if (chart.isPresent() && table.isEmpty()) {
      throw new IllegalArgumentException(title + ": a chart without a table");
    }
  }

  /// A part that is a table.
  ///
  /// @param title what it is about
  /// @param note what to know before reading on
  /// @param table its figures
  /// @return a part without points and chart
  public static Section of(String title, String note, Table table) {
    return new Section(title, List.of(note), List.of(), Optional.empty(), Optional.of(table));
  }

  /// The same with a chart.
  ///
  /// @param drawn some of its figures
  /// @param note one more note, about the chart
  /// @return another section
  public Section with(Chart drawn, String note) {
    return new Section(title, noting(note).notes, points, Optional.of(drawn), table);
  }

  /// The same with one more note.
  ///
  /// @param note the note
  /// @return another section
  public Section noting(String note) {
    List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new Section(title, more, points, chart, table);
  }

  /// The same with points.
  ///
  /// @param more one by one
  /// @return another section
  public Section with(List<String> more) {
    return new Section(title, notes, more, chart, table);
  }

  JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("title", title)
            .put("notes", JsonArray.ofStrings(notes))
            .put("points", JsonArray.ofStrings(points));
    chart.ifPresent(drawn -> out.put("chart", drawn.json()));
    table.ifPresent(rows -> out.put("table", rows.json()));
    return out.build();
  }

  static Section read(Members section) {
    Optional<Table> table = section.optionalInside("table").map(Table::read);
    Optional<Chart> chart = section.optionalInside("chart").map(Chart::read);
    if (chart.isPresent() && table.isEmpty()) {
      section.wrong("chart", "only beside a table");
    }
    return new Section(
        Limits.required(section, "title"),
        Limits.texts(section, "notes", Limits.NOTES),
        Limits.texts(section, "points", Limits.NOTES),
        chart.filter(_ -> table.isPresent()),
        table);
  }
}

package dev.parley.console.lab;

import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.Arrays;
import java.util.Optional;

/// A column of a table.
///
/// @param title what it is about; empty where the rows say it themselves
/// @param kind what its cells are
public record Column(String title, Kind kind) {
  /// What the cells of a column are.
  public enum Kind {
    /// Words.
    WORDS("words"),
    /// Figures, one or more in a cell.
    NUMBER("number"),
    /// Whether a bar [#HOLDS] or is [#MISSED].
    VERDICT("verdict");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /// Its name in a report.
    ///
    /// @return a word
    public String wire() {
      return wire;
    }

    static Optional<Kind> of(String wire) {
      return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
    }
  }

  /// The cell of a bar that is reached.
  public static final String HOLDS = "holds";

  /// The cell of a bar that is not.
  public static final String MISSED = "missed";

  /// A column of words.
  ///
  /// @param title what it is about
  /// @return the column
  public static Column words(String title) {
    return new Column(title, Kind.WORDS);
  }

  /// A column of figures.
  ///
  /// @param title what it is about
  /// @return the column
  public static Column number(String title) {
    return new Column(title, Kind.NUMBER);
  }

  /// A column that says whether bars hold.
  ///
  /// @return the column
  public static Column verdict() {
    return new Column("", Kind.VERDICT);
  }

  /// What a verdict is written as.
  ///
  /// @param holds whether the bar is reached
  /// @return the cell
  public static String verdict(boolean holds) {
    return holds ? HOLDS : MISSED;
  }

  /// Whether a cell may stand in it.
  boolean takes(String cell) {
    return switch (kind) {
      case WORDS, NUMBER -> true;
      case VERDICT -> cell.equals(HOLDS) || cell.equals(MISSED);
    };
  }

  JsonObject json() {
    JsonObject.Builder out = JsonObject.builder().put("kind", kind.wire());
    return (title.isEmpty() ? out : out.put("title", title)).build();
  }

  static Column read(Members column) {
    String kind = column.text("kind");
    Optional<Kind> known = Kind.of(kind);
    if (known.isEmpty()) {
      column.wrong("kind", "has to be words, number or verdict");
    }
    return new Column(Limits.optional(column, "title").orElse(""), known.orElse(Kind.WORDS));
  }
}

package dev.parley.console.learning;

import dev.parley.console.page.Drawn;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much of the way to a price each side had given, from its first offer to its last.
///
/// @param title which price, with whom
/// @param sides one or two
public record Concessions(String title, List<Side> sides) {
  private static final int MOST = 8;
  private static final int PERCENT = 100;

  /// One side.
  ///
  /// @param name who
  /// @param sessions of how many sessions
  /// @param shares from 0 to 1, at equal steps through its offers
  public record Side(String name, long sessions, List<Optional<BigDecimal>> shares) {
    /// In percent.
    ///
    /// @return as a row of a table
    public String percents() {
      return String.join(
          ", ",
          shares.stream()
              .map(share -> share.map(s -> s.movePointRight(2).intValue() + " %").orElse("–"))
              .toList());
    }
  }

  static List<Concessions> of(List<JsonObject> curves) {
    Map<String, List<Side>> byTitle = new LinkedHashMap<>();
    for (JsonObject curve : curves) {
      byTitle
          .computeIfAbsent(
              Reading.subject(curve) + " with " + Reading.who(curve), _ -> new ArrayList<>())
          .add(
              new Side(
                  Reading.text(curve, "side").equals("us") ? "the agent" : "the others",
                  Reading.count(curve, "sessions"),
                  Reading.numbers(curve, "shares")));
    }
    return byTitle.entrySet().stream()
        .limit(MOST)
        .map(entry -> new Concessions(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// What a script draws.
  ///
  /// @return `{labels, series: [{name, values}]}`
  public String json() {
    int steps = sides.stream().mapToInt(side -> side.shares().size()).max().orElse(0);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      labels.add(PERCENT * i / Math.max(1, steps - 1) + " % of its offers");
    }
    return new Drawn(
            labels, sides.stream().map(side -> Drawn.line(side.name(), side.shares())).toList())
        .json();
  }
}

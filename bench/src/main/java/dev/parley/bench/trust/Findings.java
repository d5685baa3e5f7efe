package dev.parley.bench.trust;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// All markets under all algorithms.
///
/// @param size how large the markets were
/// @param lines for each plan the mean outcome of each algorithm
public record Findings(Setting.Size size, Map<Plan, Map<Algorithm.Kind, Outcome>> lines) {

  /// Copies.
  public Findings {
    lines = new LinkedHashMap<>(lines);
  }

  /// Runs everything.
  ///
  /// @param size how large
  /// @param kinds the algorithms
  /// @param progress hears what comes next
  /// @return the findings
  public static Findings of(
      Setting.Size size, List<Algorithm.Kind> kinds, Consumer<String> progress) {
    Map<Plan, Map<Algorithm.Kind, Outcome>> lines = new LinkedHashMap<>();
    List<Plan> plans = Plan.all(size);
    for (Plan plan : plans) {
      progress.accept("%d of %d, %s".formatted(lines.size() + 1, plans.size(), plan.title()));
      Map<Algorithm.Kind, Outcome> outcomes =
          kinds.parallelStream()
              .collect(
                  Collectors.toMap(kind -> kind, kind -> TrustLab.outcome(plan.setting(), kind)));
      lines.put(plan, new EnumMap<>(outcomes));
    }
    return new Findings(size, lines);
  }

  /// The outcome of one line.
  ///
  /// @param title the plan's name
  /// @param kind the algorithm
  /// @return the mean
  public Outcome outcome(String title, Algorithm.Kind kind) {
    return lines.entrySet().stream()
        .filter(line -> line.getKey().title().equals(title))
        .map(line -> line.getValue().get(kind))
        .findFirst()
        .orElseThrow();
  }
}

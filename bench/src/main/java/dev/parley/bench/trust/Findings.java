package dev.parley.bench.trust;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All markets under all algorithms.
///
/// @param size how large the markets were
/// @param lines for each plan the mean outcome of each algorithm
/// @param sweep what becomes of it when fewer or more breaches are upheld
/// @param milliseconds how long each algorithm computes at the end of a round, on this machine
public record Findings(
    Setting.Size size,
    Map<Plan, Map<Algorithm.Kind, Outcome>> lines,
    Sweep sweep,
    Map<Algorithm.Kind, Double> milliseconds) {

  /// Copies.
  public Findings {
    lines = new LinkedHashMap<>(lines);
    milliseconds = new EnumMap<>(milliseconds);
  }

  /// How many steps [#of] takes.
  ///
  /// @param size how large
  /// @return the number of [Progress#step]
  public static int steps(Setting.Size size) {
    int kinds = Algorithm.Kind.values().length;
    return Plan.all(size).size() * kinds * size.runs() + Sweep.runs(size) + kinds;
  }

  /// Runs everything.
  ///
  /// @param size how large
  /// @param progress hears how far it is
  /// @return the findings
  public static Findings of(Setting.Size size, Progress progress) {
    List<Algorithm.Kind> kinds = List.of(Algorithm.Kind.values());
    Map<Plan, Map<Algorithm.Kind, Outcome>> lines = new LinkedHashMap<>();
    for (Plan plan : Plan.all(size)) {
      progress.at(plan.title());
      Map<Algorithm.Kind, Outcome> outcomes =
          kinds.parallelStream()
              .collect(
                  Collectors.toMap(
                      kind -> kind, kind -> TrustLab.outcome(plan.setting(), kind, progress)));
      lines.put(plan, new EnumMap<>(outcomes));
    }
    Sweep sweep = Sweep.of(size, progress);
    Map<Algorithm.Kind, Double> milliseconds = new EnumMap<>(Algorithm.Kind.class);
    for (Algorithm.Kind kind : kinds) {
      progress.at("how long " + kind.title() + " computes");
      milliseconds.put(kind, TrustLab.millisecondsPerRound(size, kind));
      progress.step();
    }
    return new Findings(size, lines, sweep, milliseconds);
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

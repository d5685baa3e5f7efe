package dev.parley.core.learning;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How talks went: which activity directly followed which, and which whole courses occurred.
/// Immutable.
///
/// @param edges the most frequent first, at most [#MOST_EDGES]
/// @param edgesLeftOut how many more there are
/// @param variants the most frequent first, at most [#MOST_VARIANTS]
/// @param variantsLeftOut how many more there are
record Flow(List<Edge> edges, int edgesLeftOut, List<Variant> variants, int variantsLeftOut) {
  static final int MOST_EDGES = 60;
  static final int MOST_VARIANTS = 20;

  /// Where each session begins in the map.
  static final String START = "start";

  /// One activity directly after another.
  ///
  /// @param from the earlier one, or [#START]
  /// @param to the later one, or the state in which the session ended
  /// @param times how often, in all sessions
  /// @param mean the mean time between the two
  record Edge(String from, String to, int times, Duration mean) {}

  /// A course that sessions took from start to end.
  ///
  /// @param steps its activities, each run of the same one or two written once; at most
  ///   [Case#MOST_MOMENTS] of a session are looked at
  /// @param outcome the state in which it ended
  /// @param sessions how many took it
  record Variant(List<String> steps, String outcome, int sessions) {}

  /// Edges and variants are compared by what they join or do.
  private record Pair(String from, String to) {}

  private record Course(List<String> steps, String outcome) {}

  /// Two figures that are added up.
  private record Sum(int times, Duration whole) {
    Sum plus(Sum more) {
      return new Sum(times + more.times, whole.plus(more.whole));
    }
  }

  static Flow of(List<Case> cases) {
    Map<Pair, Sum> pairs = new HashMap<>();
    Map<Course, Integer> courses = new HashMap<>();
    for (Case each : cases) {
      String before = START;
      Instant at = each.openedAt();
      for (Case.Moment moment : each.moments()) {
        String now = moment.activity().text();
        add(pairs, before, now, Duration.between(at, moment.at()));
        before = now;
        at = moment.at();
      }
      if (each.length() == each.moments().size()) {
        add(pairs, before, each.outcome().name(), Duration.ZERO);
      }
      courses.merge(new Course(steps(each), each.outcome().name()), 1, Integer::sum);
    }
    List<Edge> edges =
        pairs.entrySet().stream()
            .map(e -> edge(e.getKey(), e.getValue()))
            .sorted(
                Comparator.comparingInt(Edge::times)
                    .reversed()
                    .thenComparing(Edge::from)
                    .thenComparing(Edge::to))
            .toList();
    List<Variant> variants =
        courses.entrySet().stream()
            .map(e -> new Variant(e.getKey().steps(), e.getKey().outcome(), e.getValue()))
            .sorted(
                Comparator.comparingInt(Variant::sessions)
                    .reversed()
                    .thenComparing(v -> String.join(" ", v.steps())))
            .toList();
    int kept = Math.min(edges.size(), MOST_EDGES);
    int shown = Math.min(variants.size(), MOST_VARIANTS);
    return new Flow(
        edges.subList(0, kept),
        edges.size() - kept,
        variants.subList(0, shown),
        variants.size() - shown);
  }

  private static void add(Map<Pair, Sum> pairs, String from, String to, Duration gap) {
    pairs.merge(new Pair(from, to), new Sum(1, gap), Sum::plus);
  }

  private static Edge edge(Pair pair, Sum sum) {
    return new Edge(pair.from(), pair.to(), sum.times(), sum.whole().dividedBy(sum.times()));
  }

  /// The steps, so written that talks which only haggle for longer are the same course.
  private static List<String> steps(Case each) {
    List<String> out = new ArrayList<>();
    for (Case.Moment moment : each.moments()) {
      out.add(moment.activity().text());
      while (repeats(out, 1) || repeats(out, 2)) {
        int run = repeats(out, 1) ? 1 : 2;
        out.subList(out.size() - run, out.size()).clear();
      }
    }
    return List.copyOf(out);
  }

  private static boolean repeats(List<String> steps, int run) {
    int size = steps.size();
    return size >= 2 * run
        && steps.subList(size - run, size).equals(steps.subList(size - 2 * run, size - run));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("edges", JsonArray.of(edges.stream().map(Flow::json).toList()))
        .put("edgesLeftOut", edgesLeftOut)
        .put("variants", JsonArray.of(variants.stream().map(Flow::json).toList()))
        .put("variantsLeftOut", variantsLeftOut)
        .build();
  }

  private static JsonObject json(Edge edge) {
    return JsonObject.builder()
        .put("from", edge.from())
        .put("to", edge.to())
        .put("times", edge.times())
        .put("meanMs", edge.mean().toMillis())
        .build();
  }

  private static JsonObject json(Variant variant) {
    return JsonObject.builder()
        .put("steps", JsonArray.ofStrings(variant.steps()))
        .put("outcome", variant.outcome())
        .put("sessions", variant.sessions())
        .build();
  }

  /// Why sessions ended, in the words of their closers.
  static JsonArray reasons(List<Case> cases) {
    Map<String, Long> counted =
        cases.stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.outcome().name() + " " + shortened(c.reason()), Collectors.counting()));
    return JsonArray.of(
        counted.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_VARIANTS)
            .map(
                e ->
                    JsonObject.builder()
                        .put("reason", e.getKey())
                        .put("sessions", e.getValue())
                        .build())
            .toList());
  }

  /// At most 80 characters of somebody's words.
  private static String shortened(String words) {
    int end = words.codePointCount(0, words.length()) > 80 ? words.offsetByCodePoints(0, 80) : -1;
    return end < 0 ? words : words.substring(0, end) + "…";
  }
}

package dev.parley.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the route of a request. Paths are split before they are decoded, so that an encoded slash
/// never parts anything.
final class Router {
  private final List<Way> ways;

  private record Way(Route route, List<String> pattern) {}

  Router(List<Route> routes) {
    this.ways = routes.stream().map(r -> new Way(r, segments(r.template()))).toList();
  }

  /// What a method and a path lead to.
  sealed interface Found {
    record Match(Route route, Map<String, String> parts) implements Found {}

    record OtherMethods(List<String> methods) implements Found {}

    record Nothing() implements Found {}
  }

  Found find(String method, String rawPath) {
    Optional<List<String>> segments = decoded(rawPath);
    if (segments.isEmpty()) {
      return new Found.Nothing();
    }
    TreeSet<String> others = new TreeSet<>();
    for (Way way : ways) {
      Optional<Map<String, String>> parts = match(way.pattern(), segments.get());
      if (parts.isPresent()) {
        if (way.route().method().equals(method)) {
          return new Found.Match(way.route(), parts.get());
        }
        others.add(way.route().method());
      }
    }
    return others.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(List.copyOf(others));
  }

  List<Route> routes() {
    return ways.stream().map(Way::route).toList();
  }

  private static Optional<List<String>> decoded(String rawPath) {
    List<String> out = new ArrayList<>();
    for (String raw : segments(rawPath)) {
      Optional<String> segment = Percent.segment(raw);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      out.add(segment.get());
    }
    return Optional.of(out);
  }

  private static Optional<Map<String, String>> match(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      String segment = segments.get(i);
      if (wanted.startsWith("{") && !segment.isEmpty()) {
        parts.put(wanted.substring(1, wanted.length() - 1), segment);
      } else if (!wanted.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.split("/", -1));
  }
}

package dev.parley.a2a.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tells callers of an A2A endpoint apart. Each sees its own tasks only.
@FunctionalInterface
public interface Callers {
  /// Everybody is the same caller and sees all tasks: for an endpoint that only one other side can
  /// reach.
  Callers ONE = _ -> Optional.of("everybody");

  /// Finds out who calls.
  ///
  /// @param headers gives all values of a header of the request
  /// @return its name; nothing if it has not shown who it is, so that it is not let in
  Optional<String> caller(Function<String, List<String>> headers);
}

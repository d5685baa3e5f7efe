package dev.parley.a2a.wire;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The headers of A2A 1.0: which version is spoken, and which extensions are active. Nobody has to
/// say a version to be taken for one of A2A 0.3, which is not spoken here.
public final class Headers {
  /// The header, and the query parameter in its place.
  public static final String VERSION = "A2A-Version";

  /// Which extensions the caller wants; in the answer, which are active.
  public static final String EXTENSIONS = "A2A-Extensions";

  /// What some programs send instead. Read, never written.
  public static final String EXTENSIONS_OF_OLD = "X-A2A-Extensions";

  private static final String SPOKEN = "1.0";
  private static final int MOST_EXTENSIONS = 32;

  private Headers() {}

  /// Checks the version of a request.
  ///
  /// @param stated the values of the header
  /// @param parameter the query parameter of the same name, if any
  /// @return nothing to object; else `VERSION_NOT_SUPPORTED`
  public static Optional<Fault> objection(List<String> stated, Optional<String> parameter) {
    Optional<String> version =
        stated.stream()
            .map(String::strip)
            .filter(v -> !v.isEmpty())
            .findFirst()
            .or(() -> parameter);
    return version.filter(SPOKEN::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            Fault.of(
                A2aError.VERSION_NOT_SUPPORTED,
                version.isEmpty()
                    ? "A2A 1.0 is spoken here: send A2A-Version: 1.0"
                    : "only A2A 1.0 is spoken here"));
  }

  /// Reads a list of extensions.
  ///
  /// @param values the values of the header, each with one or more, separated by commas
  /// @return their URIs, at most 32
  public static Set<String> extensions(Collection<String> values) {
    Set<String> out = new LinkedHashSet<>();
    values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(uri -> !uri.isEmpty())
        .limit(MOST_EXTENSIONS)
        .forEach(out::add);
    return out;
  }
}

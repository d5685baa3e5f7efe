package dev.parley.core.json;

import java.util.List;
import java.util.Optional;

/// Members whose place in the bytes is wanted, so that their bytes need not be written again: the
/// first of the document, each other of the one before. The reader fills it in; for one document,
/// not thread-safe.
public final class Watched {
  private final List<String> path;
  private final int[] from;
  private final Span[] found;

  private Watched(List<String> path) {
    this.path = path;
    this.from = new int[path.size()];
    this.found = new Span[path.size()];
  }

  /// Watches a member of the document, a member of that one, and so on.
  ///
  /// @param path their names, from the outermost on
  /// @return nothing found yet
  public static Watched path(String... path) {
    return new Watched(List.of(path));
  }

  /// Whether a member of the object at a depth, 1 for the document, is the next of the path.
  boolean isNext(int depth, String name) {
    int step = depth - 1;
    return step < found.length
        && found[step] == null
        && (step == 0 || (from[step - 1] != 0 && found[step - 1] == null))
        && path.get(step).equals(name);
  }

  /// The value of such a member begins; never at 0, where the document's bracket stands.
  void begins(int depth, int at) {
    from[depth - 1] = at;
  }

  void ends(int depth, int at) {
    found[depth - 1] = new Span(from[depth - 1], at);
  }

  /// Where a member's value stands in the array that was read.
  ///
  /// @param step its place in the path, from 0
  /// @return empty if there is no such member, or the document is none
  /// @throws IndexOutOfBoundsException when the path has no such place
  public Optional<Span> at(int step) {
    return Optional.ofNullable(found[step]);
  }
}

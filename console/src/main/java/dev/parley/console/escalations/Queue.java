package dev.parley.console.escalations;

import dev.parley.console.page.Frame;
import java.util.List;
import java.util.Optional;

/// What waits for somebody, and what was decided.
///
/// @param waiting the most urgent first
/// @param decided the last one first
/// @param next where the next page of what was decided begins, if there is one
public record Queue(List<Asked> waiting, List<Asked> decided, Optional<String> next) {
  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.ESCALATIONS.href() + "?before=" + next.orElse("");
  }
}

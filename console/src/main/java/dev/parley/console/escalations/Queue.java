package dev.parley.console.escalations;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import java.util.List;
import java.util.Optional;

/// What waits for somebody, and what was decided.
///
/// @param sought whose were asked for
/// @param waiting the most urgent first
/// @param more whether more wait than are shown
/// @param decided the last one first
/// @param next where the next page of what was decided begins, if there is one
public record Queue(
    Sought sought, List<Asked> waiting, boolean more, List<Asked> decided, Optional<String> next) {
  /// Where the next page is.
  ///
  /// @return a path with a query
  public String nextHref() {
    return Frame.Place.ESCALATIONS.href()
        + "?agent="
        + Site.part(sought.typed())
        + "&before="
        + Site.part(next.orElse(""));
  }
}

package dev.parley.console.lab;

import dev.parley.console.words.Plain;
import java.util.List;

/// What the list of reports shows.
///
/// @param published those that come with this version
/// @param own those of the node's data directory
/// @param leftOut how many more of those there are
public record LabList(List<Kept> published, List<Kept> own, int leftOut) {
  /// Copies the lists.
  public LabList {
    published = List.copyOf(published);
    own = List.copyOf(own);
  }

  /// The most of one's own that are shown.
  ///
  /// @return how many
  public int most() {
    return OwnReports.MOST;
  }

  /// The name of a file, which may be anything.
  ///
  /// @param kept the report in it
  /// @return with what cannot be seen made visible
  public static String file(Kept kept) {
    return Plain.text(kept.name());
  }
}

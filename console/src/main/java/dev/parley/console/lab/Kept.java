package dev.parley.console.lab;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;

/// A report that is there to be looked at, or that cannot be.
public sealed interface Kept {
  /// Its name.
  ///
  /// @return of a published report a word; of one's own the name of the file, which ends in `.json`
  String name();

  /// One that was read.
  ///
  /// @param name its name
  /// @param report what it says
  record Legible(String name, LabReport report) implements Kept {
    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return Frame.Place.LAB.href() + "/" + Site.part(name);
    }
  }

  /// One that cannot be read.
  ///
  /// @param name its name
  /// @param why in words
  record Illegible(String name, String why) implements Kept {}
}

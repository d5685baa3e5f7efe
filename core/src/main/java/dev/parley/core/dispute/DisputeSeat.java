package dev.parley.core.dispute;

import java.util.Locale;

/// In which role somebody takes part in a dispute. One agent may have several.
public enum DisputeSeat {
  /// Who filed, or for whom the steward did.
  COMPLAINANT,
  /// Whom the complaint is about.
  RESPONDENT,
  /// Who is harmed if the complaint is right.
  VICTIM,
  /// The node.
  STEWARD,
  /// Who sits on the panel that votes now.
  MEMBER,
  /// Who may rule last.
  PERSON;

  /// The word for it.
  ///
  /// @return in lower case
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.parley.core.learning;

import dev.parley.core.message.Performative;
import java.util.Locale;

/// One kind of step in a session, as a map of how talks go has it: who did what about what. There
/// are few of them, whatever the parties write. Immutable.
///
/// @param who on which side
/// @param performative the speech act
/// @param about the kind of thing that it is about, or empty
public record Activity(Side who, Performative performative, String about)
    implements Comparable<Activity> {

  /// On which side somebody stands, seen from who learns.
  public enum Side {
    /// The principal that learns, or its delegates.
    US,
    /// Another principal, or its delegates.
    THEM,
    /// The steward.
    NODE,
    /// An observer or an authority.
    OTHER
  }

  /// The activity in words.
  ///
  /// @return for example `us ACCEPT proposal`
  public String text() {
    String act = who.name().toLowerCase(Locale.ROOT) + " " + performative.name();
    return about.isEmpty() ? act : act + " " + about;
  }

  @Override
  public int compareTo(Activity other) {
    return text().compareTo(other.text());
  }

  @Override
  public String toString() {
    return text();
  }
}

package dev.parley.core.session;

/// How many acts somebody owed in a session, and how many of them came in time (protocol section
/// 10, BC). Immutable.
///
/// @param due how many were owed, at most [#MOST]; no more are counted then
/// @param inTime how many of these came in time
public record Conduct(int due, int inTime) {
  /// Where counting ends.
  public static final int MOST = 1_000_000;

  /// Nothing was owed yet.
  public static final Conduct NONE = new Conduct(0, 0);

  Conduct done() {
    return due == MOST ? this : new Conduct(due + 1, inTime + 1);
  }

  Conduct missed() {
    return due == MOST ? this : new Conduct(due + 1, inTime);
  }
}

package dev.parley.core.session;

/// The eight phases of a session (protocol section 6). They tell people where a talk is; rules look
/// at [StateName] only.
public enum Phase {
  /// Finding somebody.
  DISCOVER,
  /// Asking them to talk.
  INVITE,
  /// Showing who one is.
  INTRODUCE,
  /// Negotiating.
  CONVERSE,
  /// Binding oneself.
  AGREE,
  /// Delivering.
  EXECUTE,
  /// Ending.
  CLOSE,
  /// Learning from it, each side for itself.
  LEARN
}

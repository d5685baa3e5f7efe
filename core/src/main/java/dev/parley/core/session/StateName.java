package dev.parley.core.session;

/// The nine states by name (protocol section 6).
public enum StateName {
  /// Nothing was said yet.
  IDLE,
  /// Somebody was invited.
  INVITED,
  /// All who take part have shown who they are.
  INTRODUCED,
  /// They negotiate.
  CONVERSING,
  /// A commitment waits for acceptance.
  AGREEING,
  /// A commitment was made.
  EXECUTING,
  /// An authority has to decide.
  ESCALATED,
  /// Ended.
  CLOSED,
  /// Ended without having come about.
  FAILED;

  /// Whether nothing can follow.
  ///
  /// @return true for CLOSED and FAILED
  public boolean terminal() {
    return this == CLOSED || this == FAILED;
  }

  /// The published phase that the state belongs to.
  ///
  /// @return the phase
  public Phase phase() {
    return switch (this) {
      case IDLE -> Phase.DISCOVER;
      case INVITED -> Phase.INVITE;
      case INTRODUCED -> Phase.INTRODUCE;
      case CONVERSING, ESCALATED -> Phase.CONVERSE;
      case AGREEING -> Phase.AGREE;
      case EXECUTING -> Phase.EXECUTE;
      case CLOSED, FAILED -> Phase.CLOSE;
    };
  }
}

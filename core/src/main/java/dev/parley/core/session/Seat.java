package dev.parley.core.session;

/// As what somebody acts in a session: the roles of protocol section 8, a delegate split by how far
/// its authority goes, since that decides what it may do.
public enum Seat {
  /// The principal that opened the session.
  INITIATOR("initiator"),
  /// A principal that was invited.
  COUNTERPARTY("counterparty"),
  /// A principal whose card says `minimal`.
  SOURCE("source"),
  /// A delegate that informs, asks and explains.
  DELEGATE_ADVISORY("delegate (advisory)"),
  /// A delegate that also negotiates.
  DELEGATE_NEGOTIATE("delegate (negotiate)"),
  /// A delegate that also binds its principal.
  DELEGATE_COMMIT("delegate (commit)"),
  /// Somebody to whom a delegation is offered.
  CANDIDATE("candidate"),
  /// Somebody who watches and asks.
  OBSERVER("observer"),
  /// Somebody who decides an escalation.
  AUTHORITY("authority"),
  /// The node.
  STEWARD("steward");

  private final String title;

  Seat(String title) {
    this.title = title;
  }

  /// The name for people and in documents.
  ///
  /// @return lower-case words
  public String title() {
    return title;
  }

  /// Whether it is a principal: it stands for itself and can be bound.
  ///
  /// @return true for INITIATOR, COUNTERPARTY and SOURCE
  public boolean principal() {
    return switch (this) {
      case INITIATOR, COUNTERPARTY, SOURCE -> true;
      case DELEGATE_ADVISORY,
          DELEGATE_NEGOTIATE,
          DELEGATE_COMMIT,
          CANDIDATE,
          OBSERVER,
          AUTHORITY,
          STEWARD ->
          false;
    };
  }

  /// Whether it may bind a principal.
  ///
  /// @return true for INITIATOR, COUNTERPARTY and DELEGATE_COMMIT
  public boolean binds() {
    return this == INITIATOR || this == COUNTERPARTY || this == DELEGATE_COMMIT;
  }

  /// Whether it may negotiate.
  ///
  /// @return true for those who bind, and DELEGATE_NEGOTIATE
  public boolean negotiates() {
    return binds() || this == DELEGATE_NEGOTIATE;
  }

  /// Whether it may tell something of its own accord.
  ///
  /// @return true for principals and every delegate
  public boolean informs() {
    return principal() || negotiates() || this == DELEGATE_ADVISORY;
  }

  /// Whether it is taken only in a talk that has begun, by DELEGATE or ESCALATE.
  ///
  /// @return false for who is invited and for the steward
  public boolean joinsLater() {
    return switch (this) {
      case DELEGATE_ADVISORY, DELEGATE_NEGOTIATE, DELEGATE_COMMIT, CANDIDATE, AUTHORITY -> true;
      case INITIATOR, COUNTERPARTY, SOURCE, OBSERVER, STEWARD -> false;
    };
  }
}

package dev.parley.client.negotiation;

/// Which of the two.
public enum Side {
  /// Who makes the first offer.
  FIRST,
  /// Who answers it.
  SECOND;

  /// The other one.
  ///
  /// @return never this one
  public Side other() {
    return this == FIRST ? SECOND : FIRST;
  }
}

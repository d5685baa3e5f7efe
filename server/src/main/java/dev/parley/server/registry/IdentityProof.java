package dev.parley.server.registry;

/// What registration proved about an agent's organisation, and so its component IV (protocol
/// section 10).
public enum IdentityProof {
  /// A domain that registers freely on a development node.
  FREE_DOMAIN(20),
  /// The node's operator named the organisation's domain.
  OPERATOR_VOUCHED(60);

  private final int points;

  IdentityProof(int points) {
    this.points = points;
  }

  /// The component IV.
  ///
  /// @return 0 to 100
  public int points() {
    return points;
  }
}

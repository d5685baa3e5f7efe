package dev.parley.server.registry;

/// What registration proved about an agent's organisation, and so its component IV (protocol
/// section 10).
public enum IdentityProof {
  /// Nothing: the agent has its key and says where it belongs. So it is when an organisation no
  /// longer consents.
  SELF_ASSERTED(20),
  /// A domain that registers freely on a development node.
  FREE_DOMAIN(20),
  /// The node's operator named the organisation's domain.
  OPERATOR_VOUCHED(60),
  /// The organisation's record, at its domain, names the agent with the key of its card. 100 would
  /// take a credential of the organisation besides, which no node reads yet.
  DOMAIN_PROVEN(80);

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

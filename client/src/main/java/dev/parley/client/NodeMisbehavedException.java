package dev.parley.client;

/// The node said something that cannot be true: a message that is forged, altered, left out, moved
/// or illegal, or two histories of one session. Nothing more is taken from that session; what was
/// received before is still there as evidence.
public final class NodeMisbehavedException extends ParleyException {
  private static final long serialVersionUID = 1L;

  private final transient Discrepancy discrepancy;

  NodeMisbehavedException(Discrepancy discrepancy) {
    super(discrepancy.toString());
    this.discrepancy = discrepancy;
  }

  /// What disagrees with what.
  ///
  /// @return the two sides
  public Discrepancy discrepancy() {
    return discrepancy;
  }
}

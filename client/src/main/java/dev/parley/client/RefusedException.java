package dev.parley.client;

/// The node declined a request, and said why. Trying the same again helps only where the code says
/// so.
public final class RefusedException extends ParleyException {
  private static final long serialVersionUID = 1L;

  private final transient NodeRefusal refusal;

  RefusedException(NodeRefusal refusal) {
    super(refusal.code().wire() + ": " + refusal.message());
    this.refusal = refusal;
  }

  /// Why.
  ///
  /// @return the node's answer
  public NodeRefusal refusal() {
    return refusal;
  }
}

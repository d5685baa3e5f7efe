package dev.parley.core.identity;

/// Why bytes are not an Ed25519 key of this protocol.
public enum KeyFault {
  /// Not 32 bytes.
  WRONG_LENGTH,
  /// Not the one encoding that the point has: y ≥ p, or a sign on x = 0.
  NOT_CANONICAL,
  /// A point of order 1, 2, 4 or 8: signatures under it say nothing about who made them.
  SMALL_ORDER
}

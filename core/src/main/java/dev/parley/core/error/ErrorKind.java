package dev.parley.core.error;

/// The published kinds of failure (protocol section 12). Each [ErrorCode] is of exactly one.
public enum ErrorKind {
  /// Somebody or something did not answer in time.
  TIMEOUT,
  /// A peer or the node declined something that was well formed and legal.
  REJECTION,
  /// The message, or the moment it came, breaks a rule of the protocol.
  PROTOCOL,
  /// A hash, signature, proof or link of the chain does not hold.
  INTEGRITY,
  /// A trust score is too low or not what was recorded.
  TRUST,
  /// The node cannot serve the request now.
  TRANSPORT
}

package dev.parley.server.store;

/// Why nobody has to decide any more.
public enum EscalationOutcome {
  /// Who asked may.
  APPROVED,
  /// It may not.
  REFUSED,
  /// Nobody decided in time: it may not.
  EXPIRED,
  /// The session ended before.
  ENDED
}

package dev.parley.core.error;

/// Whether trying again can help (protocol section 12).
public enum Retry {
  /// The same request will be refused again.
  NO,
  /// It can succeed later, or after the details of the answer were taken into account.
  YES,
  /// It depends on the case; the message says.
  VARIES
}

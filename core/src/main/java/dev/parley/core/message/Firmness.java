package dev.parley.core.message;

/// Whether a proposal obliges its maker (protocol section 5, firm offers).
public enum Firmness {
  /// Accepting it obliges nobody yet; a COMMIT has to follow.
  ORDINARY,
  /// Whoever accepts in time is owed exactly the COMMIT that the terms carry.
  FIRM
}

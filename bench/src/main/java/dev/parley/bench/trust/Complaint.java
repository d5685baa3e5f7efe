package dev.parley.bench.trust;

/// What a buyer says against the seller of a session.
public enum Complaint {
  /// Nothing.
  NONE,
  /// That the seller did not deliver, and so it was.
  JUST,
  /// The same, but it is a lie.
  FALSE
}

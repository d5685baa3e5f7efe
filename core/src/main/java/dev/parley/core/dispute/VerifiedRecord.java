package dev.parley.core.dispute;

/// A record whose hash and signature hold. Only [DisputeRecord#verify] makes one, so the machine
/// never folds what nobody signed.
public final class VerifiedRecord {
  private final DisputeRecord verified;

  VerifiedRecord(DisputeRecord verified) {
    this.verified = verified;
  }

  /// The record.
  ///
  /// @return never null
  public DisputeRecord content() {
    return verified;
  }

  /// The record's text.
  @Override
  public String toString() {
    return verified.json().toString();
  }
}

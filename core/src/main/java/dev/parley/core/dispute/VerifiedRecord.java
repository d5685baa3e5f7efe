package dev.parley.core.dispute;

import dev.parley.core.card.SignedRecord;
import java.util.Optional;

/// A record whose hash and signature hold, so that the machine never folds what nobody signed.
public final class VerifiedRecord {
  private final DisputeRecord verified;

  VerifiedRecord(DisputeRecord verified) {
    this.verified = verified;
  }

  /// A record that was verified before it was stored, by whoever stored it; its hash is computed
  /// again.
  ///
  /// @param record a record of one's own store
  /// @return nothing if it is damaged
  public static Optional<VerifiedRecord> verifiedBefore(DisputeRecord record) {
    return SignedRecord.hashed(record.json()).equals(record.hash())
        ? Optional.of(new VerifiedRecord(record))
        : Optional.empty();
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

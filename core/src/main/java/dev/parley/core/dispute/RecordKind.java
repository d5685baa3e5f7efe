package dev.parley.core.dispute;

import dev.parley.core.identity.SigningPurpose;
import java.util.Locale;
import java.util.Optional;

/// The records of a dispute (protocol section 11): `filed, answered, ruled, appealed, final` are
/// published, the others are what the path between them needs.
public enum RecordKind {
  /// The dispute begins.
  FILED,
  /// The respondent denies or concedes.
  ANSWERED,
  /// Somebody stakes its bond.
  BONDED,
  /// The complainant takes the complaint back.
  WITHDRAWN,
  /// A side seals its nonce for a draw.
  SEALED,
  /// A side reveals it.
  REVEALED,
  /// The steward draws a panel.
  DRAWN,
  /// A member of the panel votes.
  VOTED,
  /// A ruling.
  RULED,
  /// The loser asks for a higher judge.
  APPEALED,
  /// The victim forgives.
  FORGIVEN,
  /// The steward says that a time is over.
  EXPIRED,
  /// The last ruling takes effect.
  FINAL;

  /// The text on the wire.
  ///
  /// @return a lower-case word
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What its signature is for (protocol section 3).
  ///
  /// @return `asp-ruling` for what judges say, `asp-reveal` for the opening of a seal, else
  ///   `asp-dispute`
  public SigningPurpose purpose() {
    return switch (this) {
      case VOTED, RULED, FINAL -> SigningPurpose.RULING;
      case REVEALED -> SigningPurpose.REVEAL;
      case FILED, ANSWERED, BONDED, WITHDRAWN, SEALED, DRAWN, APPEALED, FORGIVEN, EXPIRED ->
          SigningPurpose.DISPUTE;
    };
  }

  static Optional<RecordKind> parse(String text) {
    for (RecordKind kind : values()) {
      if (kind.wire().equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

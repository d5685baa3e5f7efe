package dev.parley.bench.trust;

import java.util.Locale;

/// How a session at a node goes where a dealing of the market says only what came of it.
enum Conclusion {
  /// Claimed, accepted, closed.
  KEPT,
  /// Nothing is claimed until the deadline; the node files, the seller is silent, and that decides.
  SILENT,
  /// The seller claims what it has not done; the buyer disputes it, and judges find no breach.
  UNPROVEN,
  /// The buyer disputes what was delivered, and the criteria that were agreed on refute it.
  REFUTED,
  /// The buyer disputes what was delivered, and judges believe it.
  WRONGED;

  /// Its name for people.
  String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the buyer rates the seller, 1 to 5.
  int ofTheSeller() {
    return switch (this) {
      case KEPT -> 5;
      case SILENT, UNPROVEN, REFUTED, WRONGED -> 1;
    };
  }

  /// What the seller rates the buyer, 1 to 5, without knowing what the buyer says.
  int ofTheBuyer() {
    return switch (this) {
      case KEPT, SILENT -> 4;
      case UNPROVEN, REFUTED, WRONGED -> 2;
    };
  }

  static Conclusion of(Dealing dealing) {
    return switch (dealing.complaint()) {
      case NONE -> KEPT;
      case JUST -> dealing.verdict() ? SILENT : UNPROVEN;
      case FALSE -> dealing.verdict() ? WRONGED : REFUTED;
    };
  }
}

package dev.parley.core.dispute;

import dev.parley.core.error.Refusal;
import java.util.List;

/// What came of applying one record.
public sealed interface DisputeStep {

  /// It is part of the dispute now.
  ///
  /// @param next the dispute after it
  /// @param effects what the outside has to do
  record Moved(Dispute next, List<DisputeEffect> effects) implements DisputeStep {}

  /// It is not, and nothing changed.
  ///
  /// @param refusal why
  record Refused(Refusal refusal) implements DisputeStep {}
}

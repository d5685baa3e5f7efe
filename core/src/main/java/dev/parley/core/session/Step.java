package dev.parley.core.session;

import dev.parley.core.error.Refusal;
import java.util.List;

/// What came of applying one message.
public sealed interface Step {

  /// It is part of the session now.
  ///
  /// @param next the state after it
  /// @param effects what the outside should know
  record Moved(SessionState next, List<Effect> effects) implements Step {}

  /// It is not, and nothing changed.
  ///
  /// @param refusal why
  record Refused(Refusal refusal) implements Step {}
}

package dev.parley.a2a.task;

import dev.parley.core.a2a.SessionReference;
import dev.parley.core.json.JsonObject;
import java.util.Optional;

/// A message of a caller, checked for its form.
///
/// @param caller who it is, as far as the server distinguishes callers
/// @param message what it says
/// @param reference the commitment that it names
/// @param view what of the task it wants to see
/// @param patience whether it waits
public record Ask(
    String caller,
    JsonObject message,
    Optional<SessionReference> reference,
    Task.View view,
    Patience patience) {

  /// Whether a caller waits for what becomes of its task.
  public enum Patience {
    /// Until the task has ended or waits itself.
    SETTLED,
    /// Not at all.
    NONE
  }
}

package dev.parley.a2a.task;

import dev.parley.a2a.wire.Outcome;
import dev.parley.core.a2a.SessionReference;

/// Ties tasks to sessions.
@FunctionalInterface
public interface Binder {
  /// Checks a reference against the session that it names, and ties a task to it.
  ///
  /// @param reference what the caller says
  /// @return the tie; `INVALID_PARAMS` with the code of ASP if the session says otherwise. A
  ///   session that is not this agent's and one that nobody knows get the same answer, and so does
  ///   whoever does not know what only its participants know
  Outcome<Tie> tie(SessionReference reference);
}

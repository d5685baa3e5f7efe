package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.server.store.SessionStore;
import java.util.Optional;

/// Who may see which session: whoever takes or took part in it. Thread-safe.
///
/// @param store where sessions are kept
/// @param live those in memory
record Sight(SessionStore store, LiveSessions live) {

  /// The session, as this caller may know it.
  Optional<LiveSession> of(AgentUri caller, SessionId id) {
    Optional<LiveSession> present = live.present(id);
    if (present.isPresent()) {
      return present.filter(session -> session.participant(caller).isPresent());
    }
    return allows(caller, id) ? live.find(id) : Optional.empty();
  }

  /// Whether the caller may know of it.
  boolean allows(AgentUri caller, SessionId id) {
    Optional<LiveSession> present = live.present(id);
    return present.isPresent()
        ? present.get().participant(caller).isPresent()
        : store
            .session(id.value())
            .filter(session -> session.participants().contains(caller.text()))
            .isPresent();
  }
}

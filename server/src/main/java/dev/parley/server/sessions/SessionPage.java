package dev.parley.server.sessions;

import dev.parley.server.store.StoredSession;
import java.util.List;
import java.util.Optional;

/// One page of an agent's sessions.
///
/// @param sessions the newest session id first
/// @param next where the next page begins; nothing at the end
public record SessionPage(List<StoredSession> sessions, Optional<String> next) {

  /// Copies the list.
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}

package dev.parley.server.sessions;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoredSession;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One page of an agent's sessions.
///
/// @param sessions the newest session id first
/// @param next where the next page begins; nothing at the end
public record SessionPage(List<StoredSession> sessions, Optional<String> next) {

  /// Copies the list.
  public SessionPage {
    sessions = List.copyOf(sessions);
  }

  static Decoded<SessionPage> read(
      SessionStore store, AgentUri agent, Optional<String> cursor, int limit) {
    Optional<SessionId> before = cursor.flatMap(SessionId::parse);
    if (cursor.isPresent() && before.isEmpty()) {
      return Decoded.refused(ErrorCode.MALFORMED.because("the cursor is none of this node's"));
    }
    UUID below = before.map(SessionId::value).orElse(SessionStore.NEWEST);
    var page = store.sessionsOf(agent.text(), below, limit);
    return Decoded.valid(
        new SessionPage(
            page,
            page.size() < limit
                ? Optional.empty()
                : Optional.of(page.getLast().session().toString())));
  }
}

package dev.parley.server.sessions;

import dev.parley.core.message.SessionId;
import java.util.Optional;

/// What those see who answer for a node: every session of it, whoever takes part. Stateless.
public final class Oversight {
  private Oversight() {}

  /// A reader of any session.
  ///
  /// @param sessions the node's sessions
  /// @param id which
  /// @return nothing when there is none with that id
  public static Optional<SessionReader> reader(Sessions sessions, SessionId id) {
    return Optional.of(sessions.reader(id)).filter(SessionReader::found);
  }
}

package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Told after each message or record that is on disk, still under the session's turn. Must not
/// block.
interface Appended {
  /// Something was appended.
  ///
  /// @param session the session after it
  /// @param message the message, if it was one and the session goes on
  /// @param asked who has something new in its inbox
  /// @param due when the session's earliest timer is due
  void appended(
      LiveSession session,
      Optional<Delivered> message,
      List<AgentUri> asked,
      Optional<Instant> due);
}

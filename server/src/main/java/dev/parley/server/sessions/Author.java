package dev.parley.server.sessions;

import dev.parley.core.error.Decoded;
import dev.parley.core.session.SessionState;
import java.time.Instant;

/// Gives the message that is to be appended: one that was verified before, or one that the node
/// signs for its agent once it knows the head.
@FunctionalInterface
interface Author {

  /// The message; called under the session's turn.
  Decoded<Ready> write(SessionState state, Instant at);
}

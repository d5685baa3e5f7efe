package dev.parley.server.sessions;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.session.SessionState;
import dev.parley.server.store.Content;
import java.time.Instant;

/// Gives the message that is to be appended: one that was verified before, or one that the node
/// signs for its agent once it knows the head.
@FunctionalInterface
interface Author {

  /// A message ready for the machine.
  ///
  /// @param message the message
  /// @param canonical its canonical form
  /// @param received the bytes as they came in when they differ, else empty
  record Ready(VerifiedEnvelope message, Content canonical, Content received) {}

  /// The message; called under the session's turn.
  Decoded<Ready> write(SessionState state, Instant at);
}

package dev.parley.server.streams;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.StateName;
import dev.parley.server.sessions.Delivered;
import java.time.Instant;
import java.util.Optional;

/// What a reader of a session hears.
public sealed interface Happening {

  /// A message was accepted.
  ///
  /// @param delivered the message with its place
  record Said(Delivered delivered) implements Happening {}

  /// The session is in another state than this reader last heard.
  ///
  /// @param state the state
  /// @param previous the one that it last heard, if any
  /// @param at when the last message was accepted
  /// @param lastSequence that message's position
  record StateChanged(StateName state, Optional<StateName> previous, Instant at, long lastSequence)
      implements Happening {}

  /// The node makes something else of a participant than when this reader last heard.
  ///
  /// @param agent who
  /// @param score 0 to 100
  /// @param previous what it was, 0 to 100
  record TrustChanged(AgentUri agent, double score, double previous) implements Happening {}
}

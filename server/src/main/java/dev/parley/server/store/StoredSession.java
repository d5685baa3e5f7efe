package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A session as the store lists it.
///
/// @param session its id
/// @param length how many messages it has, which is the next position
/// @param head the hash of its last message
/// @param updatedAt when its last message was accepted
/// @param state the state's name
/// @param phase the phase's name
/// @param lifecycle whether it still takes messages
/// @param initiator the agent URI of who opened it
/// @param participants the agent URIs of all who may see it
/// @param wakeAt when to look at its timers, never later than the earliest is due; null without
///   timers
public record StoredSession(
    UUID session,
    long length,
    Hash head,
    Instant updatedAt,
    String state,
    String phase,
    SessionRow.Lifecycle lifecycle,
    String initiator,
    List<String> participants,
    @Nullable Instant wakeAt) {

  /// Copies the list.
  public StoredSession {
    participants = List.copyOf(participants);
  }
}

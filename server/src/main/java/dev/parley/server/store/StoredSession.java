package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.util.UUID;

/// A session as the store knows it.
///
/// @param session its id
/// @param length how many messages it has, which is the next position
/// @param head the hash of its last message
/// @param row the rest
public record StoredSession(UUID session, long length, Hash head, SessionRow row) {}

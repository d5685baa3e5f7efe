package dev.parley.server.store;

import java.util.UUID;

/// An entry of an agent's inbox.
///
/// @param number its place in this inbox: 0, 1, 2 … without gaps
/// @param kind what it tells, such as `invitation`
/// @param session the session it is about
/// @param position the message that caused it
public record InboxEntry(long number, String kind, UUID session, long position) {}

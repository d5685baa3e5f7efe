package dev.parley.server.sessions;

import dev.parley.core.message.SessionId;

/// Somebody asks an agent to take part in a session.
///
/// @param number its place in the agent's inbox, from 0
/// @param kind `invitation`, `delegation` or `escalation`
/// @param session the session
/// @param message the message that asks
public record InboxItem(long number, String kind, SessionId session, Delivered message) {}

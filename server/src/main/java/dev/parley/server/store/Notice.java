package dev.parley.server.store;

/// An entry that a message puts into an agent's inbox.
///
/// @param agent the inbox's agent URI
/// @param kind what it tells, such as `invitation`
public record Notice(String agent, String kind) {}

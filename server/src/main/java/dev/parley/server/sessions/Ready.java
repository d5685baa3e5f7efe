package dev.parley.server.sessions;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.server.store.Content;

/// A message ready for the machine.
///
/// @param message the message
/// @param canonical its canonical form
/// @param received the bytes as they came in when they differ, else empty
public record Ready(VerifiedEnvelope message, Content canonical, Content received) {}

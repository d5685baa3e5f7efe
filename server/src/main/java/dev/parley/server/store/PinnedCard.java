package dev.parley.server.store;

import dev.parley.core.identity.Hash;

/// A card version that a session uses (protocol, section 4).
///
/// @param agent the card's agent URI
/// @param card the card's hash
public record PinnedCard(String agent, Hash card) {}

package dev.parley.server.store;

import dev.parley.core.identity.Hash;

/// One version of an agent's card, the agent's part only. It never changes.
///
/// @param agent the agent URI
/// @param version `cardVersion`
/// @param hash the card's hash, which names it
/// @param canonical the card's canonical form
public record StoredCard(String agent, long version, Hash hash, Content canonical) {}

package dev.parley.server.store;

import java.time.Instant;

/// An agent of this node with its current card.
///
/// @param card the current card
/// @param attestation the node's part of it
/// @param registeredAt when the first version was registered
/// @param keySince when the current signing key was registered
public record RegisteredAgent(
    StoredCard card, Attestation attestation, Instant registeredAt, Instant keySince) {}

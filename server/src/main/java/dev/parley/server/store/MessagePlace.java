package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;

/// Where a message is that was accepted before: what an idempotent repeat is answered with.
///
/// @param position its position
/// @param hash its hash
/// @param acceptedAt when it was accepted
public record MessagePlace(long position, Hash hash, Instant acceptedAt) {}

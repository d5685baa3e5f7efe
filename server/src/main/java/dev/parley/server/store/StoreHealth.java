package dev.parley.server.store;

import org.jspecify.annotations.Nullable;

/// How a store is doing.
///
/// @param durability what stands behind an answered write, in words
/// @param trouble why writes are refused; null while they are taken
/// @param waiting writes that wait for the writer
public record StoreHealth(String durability, @Nullable Unavailable trouble, int waiting) {}

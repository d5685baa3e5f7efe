package dev.parley.core.error;

/// A code from another implementation that section 12 does not list; carried unchanged.
///
/// @param wire the text as received
public record UnregisteredCode(String wire) implements ReasonCode {}

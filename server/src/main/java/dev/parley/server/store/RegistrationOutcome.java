package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import org.jspecify.annotations.Nullable;

/// What became of a [Registration].
public sealed interface RegistrationOutcome
    permits RegistrationOutcome.Registered, RegistrationOutcome.NotNext, Unavailable {

  /// It is the agent's current card, on disk.
  record Registered() implements RegistrationOutcome {}

  /// The agent's chain ends elsewhere; nothing was stored.
  ///
  /// @param currentVersion the current version, 0 when the agent is not registered
  /// @param current the current card's hash, null when the agent is not registered
  record NotNext(long currentVersion, @Nullable Hash current) implements RegistrationOutcome {}
}

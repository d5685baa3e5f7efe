package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A new card version of an agent of this node, to be stored if it continues the chain.
///
/// @param card the card
/// @param previous the hash of the version before it; null for the first
/// @param capabilities what the agent is found by, each once
/// @param attestation the node's part
/// @param custody who holds the keys from now on
/// @param identity the component IV of trust, as registration proved it, 0 to 100
/// @param keySince when this node registered the current signing key, in whole milliseconds
/// @param at when this version was registered, in whole milliseconds
public record Registration(
    StoredCard card,
    @Nullable Hash previous,
    List<String> capabilities,
    Attestation attestation,
    Custody custody,
    int identity,
    Instant keySince,
    Instant at) {

  /// Copies the list, refuses times finer than a millisecond.
  public Registration {
    capabilities = List.copyOf(capabilities);
    Times.requireMilliseconds(keySince);
    Times.requireMilliseconds(at);
  }
}

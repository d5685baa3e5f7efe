package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.util.Optional;

/// Reads from an envelope what ties it into its chain. The caller gives it to [NodeStore#scrub],
/// since the store does not read messages.
@FunctionalInterface
public interface EnvelopeLinks {

  /// The links of an envelope; empty when the bytes are not one.
  ///
  /// @param canonical the stored bytes
  /// @return the links
  Optional<Links> of(Content canonical);

  /// What ties an envelope into its chain.
  ///
  /// @param hash the hash computed anew from the bytes
  /// @param previousHash the hash that it names as its predecessor's
  record Links(Hash hash, Hash previousHash) {}
}

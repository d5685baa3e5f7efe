package dev.parley.client.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Hash;

/// What the verifier knows of the node from elsewhere: without it a transcript proves that it is
/// whole, not that the node is who it says (protocol section 3, anchored).
public sealed interface Pin {
  /// Nothing is known.
  record None() implements Pin {}

  /// The node's signing key is known.
  ///
  /// @param key that key
  record Key(Ed25519Key key) implements Pin {}

  /// The hash of the node's card is known.
  ///
  /// @param card that hash
  record CardHash(Hash card) implements Pin {}

  /// Whether a card is the one that is known.
  ///
  /// @param card the node's card in the file
  /// @return false where nothing is known
  default boolean fits(AgentCard card) {
    return switch (this) {
      case None() -> false;
      case Key(Ed25519Key key) -> card.signingKey().equals(key);
      case CardHash(Hash hash) -> card.hash().equals(hash);
    };
  }
}

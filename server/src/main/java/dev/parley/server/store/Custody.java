package dev.parley.server.store;

/// Who holds an agent's private keys (protocol, section 4).
public sealed interface Custody {

  /// The agent itself.
  record Self() implements Custody {}

  /// The node.
  ///
  /// @param sealedKeys the private keys, encrypted before they come here
  /// @param clientKey the public key that signs the client's assertions and request proofs
  record Node(Content sealedKeys, Content clientKey) implements Custody {}
}

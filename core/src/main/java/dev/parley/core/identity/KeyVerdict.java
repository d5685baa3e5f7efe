package dev.parley.core.identity;

/// Whether bytes are an Ed25519 key of this protocol.
public sealed interface KeyVerdict {
  /// They are.
  ///
  /// @param key the key
  record Accepted(Ed25519Key key) implements KeyVerdict {}

  /// They are not.
  ///
  /// @param fault why
  record Refused(KeyFault fault) implements KeyVerdict {}
}

package dev.parley.core.identity;

/// What reading a token came to.
public sealed interface JwsVerdict {
  /// The text is a well-formed token; its signature is not yet checked.
  ///
  /// @param jws the token
  record Parsed(CompactJws jws) implements JwsVerdict {}

  /// The text is not a token of this protocol.
  ///
  /// @param fault the kind of fault
  /// @param reason one line for people
  record Refused(JwsFault fault, String reason) implements JwsVerdict {}
}

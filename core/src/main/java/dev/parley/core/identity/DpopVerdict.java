package dev.parley.core.identity;

/// What reading a DPoP proof came to.
public sealed interface DpopVerdict {
  /// The text is a well-formed proof; its signature is not yet checked.
  ///
  /// @param proof the proof
  record Parsed(DpopProof proof) implements DpopVerdict {}

  /// The text is not a proof of this protocol.
  ///
  /// @param fault the kind of fault
  /// @param reason one line for people
  record Refused(JwsFault fault, String reason) implements DpopVerdict {}
}

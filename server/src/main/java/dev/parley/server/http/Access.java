package dev.parley.server.http;

/// Who may make a request (protocol section 4, request DPoP).
public enum Access {
  /// Everybody; counted by remote address.
  OPEN,
  /// Everybody, and an agent that shows who it is may do more.
  OPEN_OR_AGENT,
  /// Agents that show a token and a proof.
  AGENT,
  /// Whoever runs the node, by the secret in its data directory.
  OPERATOR
}

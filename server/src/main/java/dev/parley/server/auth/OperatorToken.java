package dev.parley.server.auth;

import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// What shows that a request comes from whoever runs the node: a secret in its data directory, sent
/// as `Authorization: Bearer …`. Immutable.
public final class OperatorToken {
  /// The name of its file in the data directory.
  public static final String FILE = "operator-token";

  private static final String SCHEME = "Bearer ";

  private final byte[] hash;

  private OperatorToken(byte[] hash) {
    this.hash = hash;
  }

  /// The token with a text.
  ///
  /// @param text the secret
  /// @return the token, which keeps its hash only
  public static OperatorToken of(String text) {
    return new OperatorToken(Hash.sha256(text.strip().getBytes(StandardCharsets.UTF_8)));
  }

  /// Whether a request shows it.
  ///
  /// @param authorization the values of the header
  /// @return true for exactly one, which is right
  public boolean isShown(List<String> authorization) {
    if (authorization.size() != 1 || !authorization.getFirst().startsWith(SCHEME)) {
      return false;
    }
    String text = authorization.getFirst().substring(SCHEME.length());
    // Compared as hashes and in constant time: how much of a guess is right must not show.
    return MessageDigest.isEqual(hash, Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.parley.core.transcript;

import dev.parley.core.identity.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over bytes that come piece by piece, readable at any time. Not thread-safe.
final class RunningHash {
  private final MessageDigest digest;

  RunningHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  void add(byte[] piece) {
    digest.update(piece);
  }

  /// The hash of everything so far; more may follow.
  Hash now() {
    try {
      return Hash.ofRaw(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", impossible);
    }
  }
}

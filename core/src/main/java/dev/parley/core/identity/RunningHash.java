package dev.parley.core.identity;

import java.security.MessageDigest;

/// SHA-256 over bytes that come piece by piece, readable at any time. Not thread-safe.
public final class RunningHash {
  private final MessageDigest digest = Hash.digest();

  /// Starts with nothing.
  public RunningHash() {}

  /// Adds a piece.
  ///
  /// @param piece all of it counts
  /// @return this
  public RunningHash add(byte[] piece) {
    digest.update(piece);
    return this;
  }

  /// Adds a part of an array.
  ///
  /// @param bytes the array
  /// @param from the first byte that counts
  /// @param to the byte after the last
  /// @return this
  /// @throws IndexOutOfBoundsException when the part lies outside the array
  public RunningHash add(byte[] bytes, int from, int to) {
    digest.update(bytes, from, to - from);
    return this;
  }

  /// Adds one byte.
  ///
  /// @param piece the byte
  /// @return this
  public RunningHash add(byte piece) {
    digest.update(piece);
    return this;
  }

  /// The raw hash of everything so far, and begins anew with nothing.
  ///
  /// @return 32 bytes
  public byte[] take() {
    return digest.digest();
  }

  /// The hash of everything so far; more may follow.
  ///
  /// @return never null
  public Hash now() {
    try {
      return Hash.ofRaw(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", impossible);
    }
  }
}

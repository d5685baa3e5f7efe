package dev.parley.core.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A SHA-256 hash in the protocol's spelling (section 3).
///
/// @param text `sha256:` and 64 lower-case hexadecimal digits
public record Hash(String text) {
  /// The number of raw bytes.
  public static final int BYTES = 32;

  private static final String PREFIX = "sha256:";
  private static final MessageDigest UNTOUCHED = lookedUp();

  /// What the first message of a session names as the hash before it: 64 zeros.
  public static final Hash ZERO = new Hash(PREFIX + "0".repeat(2 * BYTES));

  /// Checks the spelling.
  ///
  /// @throws IllegalArgumentException when the text is not a hash; for text from a peer use
  ///   [#parse]
  public Hash {
    if (!HexText.isSpelt(text, PREFIX, BYTES)) {
      throw new IllegalArgumentException("not a hash: " + text);
    }
  }

  /// Reads a hash that a peer has written.
  ///
  /// @param text any text
  /// @return empty when it is not the exact spelling
  public static Optional<Hash> parse(String text) {
    return HexText.isSpelt(text, PREFIX, BYTES) ? Optional.of(new Hash(text)) : Optional.empty();
  }

  /// Hashes content.
  ///
  /// @param content the bytes
  /// @return their hash
  public static Hash of(byte[] content) {
    return ofRaw(sha256(content));
  }

  /// The hash whose raw bytes are known.
  ///
  /// @param digest 32 bytes
  /// @return the hash
  /// @throws IllegalArgumentException when there are not 32
  public static Hash ofRaw(byte[] digest) {
    return new Hash(PREFIX + HexFormat.of().formatHex(digest));
  }

  /// The raw bytes.
  ///
  /// @return 32 bytes, a new array
  public byte[] raw() {
    return HexFormat.of().parseHex(text, PREFIX.length(), text.length());
  }

  /// The raw SHA-256 of content.
  ///
  /// @param content the bytes
  /// @return 32 bytes
  public static byte[] sha256(byte[] content) {
    return digest().digest(content);
  }

  /// A new digest that has seen nothing. A copy is made faster than one is looked up, and making
  /// copies changes nothing, so that any thread may.
  static MessageDigest digest() {
    try {
      return (MessageDigest) UNTOUCHED.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// The text.
  @Override
  public String toString() {
    return text;
  }
}

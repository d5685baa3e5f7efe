package dev.parley.core.identity;

import java.util.HexFormat;
import java.util.Optional;

/// An Ed25519 signature in the protocol's spelling (section 3). Says nothing about its validity.
///
/// @param text `ed25519:` and 128 lower-case hexadecimal digits
public record SignatureText(String text) {
  /// The number of raw bytes.
  public static final int BYTES = 64;

  private static final String PREFIX = "ed25519:";

  /// Checks the spelling.
  ///
  /// @throws IllegalArgumentException when the text is not a signature; for text from a peer use
  ///   [#parse]
  public SignatureText {
    if (!HexText.isSpelt(text, PREFIX, BYTES)) {
      throw new IllegalArgumentException("not a signature: " + text);
    }
  }

  /// Reads a signature that a peer has written.
  ///
  /// @param text any text
  /// @return empty when it is not the exact spelling
  public static Optional<SignatureText> parse(String text) {
    return HexText.isSpelt(text, PREFIX, BYTES)
        ? Optional.of(new SignatureText(text))
        : Optional.empty();
  }

  /// The spelling of raw bytes.
  ///
  /// @param signature 64 bytes
  /// @return the signature
  /// @throws IllegalArgumentException when there are not 64
  public static SignatureText ofRaw(byte[] signature) {
    return new SignatureText(PREFIX + HexFormat.of().formatHex(signature));
  }

  /// The raw bytes.
  ///
  /// @return 64 bytes, a new array
  public byte[] raw() {
    return HexFormat.of().parseHex(text, PREFIX.length(), text.length());
  }

  /// The text.
  @Override
  public String toString() {
    return text;
  }
}

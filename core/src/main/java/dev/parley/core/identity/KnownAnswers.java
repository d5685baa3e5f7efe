package dev.parley.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A self-test with published answers: a provider that is broken or answers wrongly must not judge
/// anybody's signature.
final class KnownAnswers {
  /// RFC 8032, section 7.1, test 2.
  private static final byte[] ED25519_SECRET =
      hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

  private static final byte[] ED25519_PUBLIC =
      hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  private static final byte[] ED25519_MESSAGE = hex("72");
  private static final byte[] ED25519_SIGNATURE =
      hex(
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

  /// RFC 6979, appendix A.2.5, SHA-256 of "sample".
  private static final byte[] P256_SECRET =
      hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");

  private static final byte[] P256_X =
      hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
  private static final byte[] P256_Y =
      hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
  private static final byte[] P256_MESSAGE = "sample".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] P256_SIGNATURE =
      hex(
          "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
              + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");

  private KnownAnswers() {}

  /// Empty when the provider answers as published; otherwise what it got wrong.
  static Optional<String> failure(CryptoProvider provider) {
    try {
      Verifier verifier = JcaVerifier.with(provider.jca());
      Optional<String> edwards = ed25519Failure(provider, verifier);
      return edwards.isPresent() ? edwards : p256Failure(provider, verifier);
    } catch (LinkageError | RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private static Optional<String> ed25519Failure(CryptoProvider provider, Verifier verifier) {
    Ed25519Key key = ((KeyVerdict.Accepted) Ed25519Key.parse(ED25519_PUBLIC)).key();
    if (!verifier.ed25519(key, ED25519_MESSAGE, ED25519_SIGNATURE)) {
      return Optional.of("refuses a valid Ed25519 signature");
    }
    if (verifier.ed25519(key, changed(ED25519_MESSAGE), ED25519_SIGNATURE)) {
      return Optional.of("accepts an Ed25519 signature of another message");
    }
    return KeyPairInUse.of(key, ED25519_SECRET, provider)
            .filter(pair -> Arrays.equals(pair.sign(ED25519_MESSAGE), ED25519_SIGNATURE))
            .isPresent()
        ? Optional.empty()
        : Optional.of("signs Ed25519 wrongly");
  }

  private static Optional<String> p256Failure(CryptoProvider provider, Verifier verifier) {
    P256Key key = P256Key.parse(P256_X, P256_Y).orElseThrow();
    if (!verifier.es256(key, P256_MESSAGE, P256_SIGNATURE)) {
      return Optional.of("refuses a valid P-256 signature");
    }
    if (verifier.es256(key, changed(P256_MESSAGE), P256_SIGNATURE)) {
      return Optional.of("accepts a P-256 signature of another message");
    }
    return KeyPairInUse.of(key, P256_SECRET, provider).isPresent()
        ? Optional.empty()
        : Optional.of("signs P-256 wrongly");
  }

  private static byte[] changed(byte[] message) {
    byte[] other = message.clone();
    other[0] ^= 1;
    return other;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

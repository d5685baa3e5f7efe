package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;

/// An Ed25519 public key whose encoding is canonical and whose point is not of small order.
///
/// Whether the bytes are a point of the curve at all shows when a signature is checked: under bytes
/// that are none, no signature is valid.
public final class Ed25519Key implements ProofKey {
  private static final byte[] SPKI_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final byte[] raw;
  private final KeptWithKey kept = new KeptWithKey();

  private Ed25519Key(byte[] raw) {
    this.raw = raw;
  }

  /// Judges bytes as a key.
  ///
  /// @param raw any bytes; a key has 32
  /// @return the key or why it is refused
  public static KeyVerdict parse(byte[] raw) {
    return Ed25519Encoding.pointFault(raw)
        .<KeyVerdict>map(KeyVerdict.Refused::new)
        .orElseGet(() -> new KeyVerdict.Accepted(new Ed25519Key(raw.clone())));
  }

  /// Reads a JSON Web Key that must be of this kind.
  ///
  /// @param jwk an object from anywhere
  /// @return empty when [ProofKey#parse] refuses it or it is of another kind
  public static Optional<Ed25519Key> parseJwk(JsonObject jwk) {
    return ProofKey.parse(jwk).filter(Ed25519Key.class::isInstance).map(Ed25519Key.class::cast);
  }

  /// The encoded point.
  ///
  /// @return 32 bytes, a new array
  public byte[] raw() {
    return raw.clone();
  }

  @Override
  public JsonObject jwk() {
    return JsonObject.builder()
        .put("crv", "Ed25519")
        .put("kty", "OKP")
        .put("x", Base64Url.encode(raw))
        .build();
  }

  @Override
  public String algorithm() {
    return "EdDSA";
  }

  @Override
  public String thumbprint() {
    return kept.thumbprint(this);
  }

  KeptWithKey kept() {
    return kept;
  }

  /// The key as a SubjectPublicKeyInfo, which every provider reads.
  byte[] spki() {
    byte[] encoded = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, SPKI_PREFIX.length, raw.length);
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Key that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  /// The key's JSON Web Key.
  @Override
  public String toString() {
    return jwk().toString();
  }
}

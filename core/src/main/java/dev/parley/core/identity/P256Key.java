package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A P-256 public key: a point of the curve, which for this curve is enough, since its group has
/// prime order.
public final class P256Key implements ProofKey {
  /// The length of a coordinate in bytes.
  public static final int COORDINATE_BYTES = 32;

  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final BigInteger FIELD =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  /// SubjectPublicKeyInfo of a point on the named curve, up to its coordinates. Explicit parameters
  /// would slow some providers down.
  private static final byte[] SPKI_PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private final byte[] raw;
  private final KeptWithKey kept = new KeptWithKey();

  private P256Key(byte[] raw) {
    this.raw = raw;
  }

  /// Judges coordinates as a key.
  ///
  /// @param x 32 bytes, big-endian
  /// @param y 32 bytes, big-endian
  /// @return empty when they are not the coordinates of a point
  public static Optional<P256Key> parse(byte[] x, byte[] y) {
    if (x.length != COORDINATE_BYTES || y.length != COORDINATE_BYTES || !isOnCurve(x, y)) {
      return Optional.empty();
    }
    byte[] raw = Arrays.copyOf(x, 2 * COORDINATE_BYTES);
    System.arraycopy(y, 0, raw, COORDINATE_BYTES, COORDINATE_BYTES);
    return Optional.of(new P256Key(raw));
  }

  /// y² = x³ − 3x + b, with both coordinates below p.
  private static boolean isOnCurve(byte[] xBytes, byte[] yBytes) {
    BigInteger x = new BigInteger(1, xBytes);
    BigInteger y = new BigInteger(1, yBytes);
    if (x.compareTo(FIELD) >= 0 || y.compareTo(FIELD) >= 0) {
      return false;
    }
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B).mod(FIELD);
    return y.multiply(y).mod(FIELD).equals(right);
  }

  /// Reads a JSON Web Key that must be of this kind.
  ///
  /// @param jwk an object from anywhere
  /// @return empty when [ProofKey#parse] refuses it or it is of another kind
  public static Optional<P256Key> parseJwk(JsonObject jwk) {
    return ProofKey.parse(jwk).filter(P256Key.class::isInstance).map(P256Key.class::cast);
  }

  /// The coordinates.
  ///
  /// @return 64 bytes, x then y, a new array
  public byte[] raw() {
    return raw.clone();
  }

  @Override
  public JsonObject jwk() {
    return JsonObject.builder()
        .put("crv", "P-256")
        .put("kty", "EC")
        .put("x", Base64Url.encode(Arrays.copyOf(raw, COORDINATE_BYTES)))
        .put("y", Base64Url.encode(Arrays.copyOfRange(raw, COORDINATE_BYTES, raw.length)))
        .build();
  }

  @Override
  public String algorithm() {
    return "ES256";
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
    return other instanceof P256Key that && Arrays.equals(raw, that.raw);
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

package dev.parley.core.identity;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// The curve of Ed25519 by the book (RFC 8032), slow and simple: an opinion that depends on no
/// provider, and the means to craft signatures.
final class Edwards {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  private static final BigInteger BASE_Y =
      BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P);
  static final Point BASE = decode(littleEndian(BASE_Y)).orElseThrow();
  static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE);

  private Edwards() {}

  /// A point in projective coordinates.
  record Point(BigInteger x, BigInteger y, BigInteger z) {
    Point plus(Point other) {
      BigInteger a = z.multiply(other.z).mod(P);
      BigInteger b = a.multiply(a).mod(P);
      BigInteger c = x.multiply(other.x).mod(P);
      BigInteger d = y.multiply(other.y).mod(P);
      BigInteger e = D.multiply(c).multiply(d).mod(P);
      BigInteger f = b.subtract(e);
      BigInteger g = b.add(e);
      BigInteger cross = x.add(y).multiply(other.x.add(other.y)).subtract(c).subtract(d);
      return new Point(
          a.multiply(f).mod(P).multiply(cross).mod(P),
          a.multiply(g).mod(P).multiply(d.add(c)).mod(P),
          f.multiply(g).mod(P));
    }

    Point times(BigInteger scalar) {
      Point sum = IDENTITY;
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        sum = scalar.testBit(bit) ? sum.plus(this) : sum;
      }
      return sum;
    }

    boolean isSame(Point other) {
      return x.multiply(other.z).subtract(other.x.multiply(z)).mod(P).signum() == 0
          && y.multiply(other.z).subtract(other.y.multiply(z)).mod(P).signum() == 0;
    }

    byte[] encode() {
      BigInteger inverse = z.modInverse(P);
      byte[] encoded = littleEndian(y.multiply(inverse).mod(P));
      if (x.multiply(inverse).mod(P).testBit(0)) {
        encoded[31] |= (byte) 0x80;
      }
      return encoded;
    }
  }

  /// The point of 32 bytes; also of encodings that are not canonical, so that they can be named.
  static Optional<Point> decode(byte[] encoded) {
    byte[] bytes = encoded.clone();
    boolean odd = bytes[31] < 0;
    bytes[31] &= 0x7F;
    BigInteger y = number(bytes).mod(P);
    BigInteger y2 = y.multiply(y);
    BigInteger square =
        y2.subtract(BigInteger.ONE)
            .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(square)) {
      x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(square)) {
      return Optional.empty();
    }
    return Optional.of(new Point(x.testBit(0) == odd ? x : x.negate().mod(P), y, BigInteger.ONE));
  }

  static BigInteger number(byte[] littleEndian) {
    byte[] reversed = new byte[littleEndian.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  /// SHA-512 of parts, as a scalar.
  static BigInteger hashed(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return number(digest.digest()).mod(L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The protocol's acceptance rule, from the definitions instead of from tables of bytes.
  static boolean accepts(byte[] key, byte[] message, byte[] signature) {
    if (key.length != 32 || signature.length != 64) {
      return false;
    }
    byte[] r = Arrays.copyOf(signature, 32);
    BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
    Optional<Point> a = decode(key).filter(point -> isAcceptable(point, key));
    Optional<Point> commitment = decode(r).filter(point -> isAcceptable(point, r));
    if (a.isEmpty() || commitment.isEmpty() || s.compareTo(L) >= 0) {
      return false;
    }
    BigInteger k = hashed(r, key, message);
    return BASE.times(s).isSame(commitment.get().plus(a.get().times(k)));
  }

  private static boolean isAcceptable(Point point, byte[] encoded) {
    return Arrays.equals(point.encode(), encoded)
        && !point.times(BigInteger.valueOf(8)).isSame(IDENTITY);
  }
}

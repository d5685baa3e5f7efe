package dev.parley.core.identity;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// The two forms of a P-256 signature: 64 bytes in JWS, a DER sequence of two integers in every JCA
/// provider.
final class EcdsaForm {
  static final int RAW_BYTES = 64;
  private static final int HALF = RAW_BYTES / 2;
  private static final byte[] ZERO = new byte[HALF];

  /// n, without the sign byte that a BigInteger writes first.
  private static final byte[] ORDER = Arrays.copyOfRange(P256Key.ORDER.toByteArray(), 1, 1 + HALF);

  private static final int DER_SEQUENCE = 0x30;
  private static final int DER_INTEGER = 0x02;

  private EcdsaForm() {}

  /// The DER form; empty unless there are 64 bytes and r and s lie in [1, n − 1].
  static Optional<byte[]> toDer(byte[] signature) {
    if (signature.length != RAW_BYTES) {
      return Optional.empty();
    }
    if (!isScalar(signature, 0) || !isScalar(signature, HALF)) {
      return Optional.empty();
    }
    int first = start(signature, 0);
    int second = start(signature, HALF);
    int firstLength = length(signature, first, HALF);
    int secondLength = length(signature, second, RAW_BYTES);
    byte[] der = new byte[6 + firstLength + secondLength];
    der[0] = DER_SEQUENCE;
    der[1] = (byte) (der.length - 2);
    integer(der, 2, firstLength, signature, first, HALF);
    integer(der, 4 + firstLength, secondLength, signature, second, RAW_BYTES);
    return Optional.of(der);
  }

  /// The first byte of an integer that is not zero; there is one.
  private static int start(byte[] signature, int from) {
    int start = from;
    while (signature[start] == 0) {
      start++;
    }
    return start;
  }

  /// DER integers are signed: a leading one bit needs a zero byte before it.
  private static int length(byte[] signature, int start, int end) {
    return end - start + (signature[start] < 0 ? 1 : 0);
  }

  private static void integer(
      byte[] der, int at, int length, byte[] signature, int start, int end) {
    der[at] = DER_INTEGER;
    der[at + 1] = (byte) length;
    System.arraycopy(signature, start, der, at + 2 + length - (end - start), end - start);
  }

  /// Whether the 32 bytes from an offset are in [1, n − 1].
  private static boolean isScalar(byte[] signature, int from) {
    return Arrays.compareUnsigned(signature, from, from + HALF, ORDER, 0, HALF) < 0
        && Arrays.compareUnsigned(signature, from, from + HALF, ZERO, 0, HALF) > 0;
  }

  /// The 64-byte form of what our own provider signed.
  static byte[] toRaw(byte[] der) {
    int rLength = der[3];
    int sLength = der[5 + rLength];
    BigInteger r = new BigInteger(der, 4, rLength);
    BigInteger s = new BigInteger(der, 6 + rLength, sLength);
    byte[] raw = new byte[RAW_BYTES];
    place(r.toByteArray(), raw, HALF);
    place(s.toByteArray(), raw, RAW_BYTES);
    return raw;
  }

  private static void place(byte[] magnitude, byte[] raw, int end) {
    byte[] digits =
        magnitude.length > HALF
            ? Arrays.copyOfRange(magnitude, magnitude.length - HALF, magnitude.length)
            : magnitude;
    System.arraycopy(digits, 0, raw, end - digits.length, digits.length);
  }
}

package dev.parley.core.identity;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// The two forms of a P-256 signature: 64 bytes in JWS, a DER sequence of two integers in every JCA
/// provider.
final class EcdsaForm {
  static final int RAW_BYTES = 64;
  private static final int HALF = RAW_BYTES / 2;
  private static final int DER_SEQUENCE = 0x30;
  private static final int DER_INTEGER = 0x02;

  private EcdsaForm() {}

  /// The DER form; empty unless there are 64 bytes and r and s lie in [1, n − 1].
  static Optional<byte[]> toDer(byte[] signature) {
    if (signature.length != RAW_BYTES) {
      return Optional.empty();
    }
    BigInteger r = new BigInteger(1, signature, 0, HALF);
    BigInteger s = new BigInteger(1, signature, HALF, HALF);
    if (!isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = DER_SEQUENCE;
    der[1] = (byte) (der.length - 2);
    int at = integer(der, 2, first);
    integer(der, at, second);
    return Optional.of(der);
  }

  private static int integer(byte[] der, int at, byte[] magnitude) {
    der[at] = DER_INTEGER;
    der[at + 1] = (byte) magnitude.length;
    System.arraycopy(magnitude, 0, der, at + 2, magnitude.length);
    return at + 2 + magnitude.length;
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(P256Key.ORDER) < 0;
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

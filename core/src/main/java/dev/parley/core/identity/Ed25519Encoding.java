package dev.parley.core.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What the encodings in Ed25519 keys and signatures must look like before any provider sees them
/// (protocol, section 3).
///
/// Providers disagree on exactly these bytes, so they are judged here. All of it is public, nothing
/// needs constant time.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8032 RFC 8032, Edwards-Curve Digital Signature Algorithm
final class Ed25519Encoding {
  static final int POINT_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  /// p = 2^255 − 19, little-endian.
  private static final byte[] FIELD_ORDER =
      hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /// L = 2^252 + 27742317777372353535851937790883648493, little-endian.
  private static final byte[] GROUP_ORDER =
      hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  private static final byte[] ONE =
      hex("0100000000000000000000000000000000000000000000000000000000000000");
  private static final byte[] MINUS_ONE =
      hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /// The y coordinates of the eight points whose order divides 8: 1 (order 1), −1 (order 2), 0
  /// (order 4), and two of order 8.
  private static final List<byte[]> SMALL_ORDER_Y =
      List.of(
          ONE,
          MINUS_ONE,
          hex("0000000000000000000000000000000000000000000000000000000000000000"),
          hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
          hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

  private Ed25519Encoding() {}

  /// What is wrong with an encoded point, as far as its bytes show.
  static Optional<KeyFault> pointFault(byte[] point) {
    if (point.length != POINT_BYTES) {
      return Optional.of(KeyFault.WRONG_LENGTH);
    }
    byte[] y = point.clone();
    y[POINT_BYTES - 1] &= 0x7F;
    boolean signed = point[POINT_BYTES - 1] < 0;
    boolean zeroX = Arrays.equals(y, ONE) || Arrays.equals(y, MINUS_ONE);
    if (!isBelow(y, 0, FIELD_ORDER) || (signed && zeroX)) {
      return Optional.of(KeyFault.NOT_CANONICAL);
    }
    for (byte[] small : SMALL_ORDER_Y) {
      if (Arrays.equals(y, small)) {
        return Optional.of(KeyFault.SMALL_ORDER);
      }
    }
    return Optional.empty();
  }

  /// Whether R is canonical and not of small order, and S < L.
  static boolean isAcceptable(byte[] signature) {
    return signature.length == SIGNATURE_BYTES
        && isBelow(signature, POINT_BYTES, GROUP_ORDER)
        && pointFault(Arrays.copyOf(signature, POINT_BYTES)).isEmpty();
  }

  /// Compares 32 little-endian bytes from an offset with a bound.
  private static boolean isBelow(byte[] bytes, int offset, byte[] bound) {
    for (int i = POINT_BYTES - 1; i >= 0; i--) {
      int difference = (bytes[offset + i] & 0xFF) - (bound[i] & 0xFF);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

package dev.parley.core.identity;

import dev.parley.core.identity.Edwards.Point;
import dev.parley.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Makes the Ed25519 vectors: for each way in which verifiers disagree, a signature that shows it.
/// The same on every run.
final class CraftedSignatures {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] MESSAGE = ascii("asp-message");
  private static final BigInteger SECRET = Edwards.hashed(ascii("secret"));
  private static final BigInteger NONCE = Edwards.hashed(ascii("nonce"));
  private static final Point KEY = Edwards.BASE.times(SECRET);

  private final List<JsonObject> cases = new ArrayList<>();

  private CraftedSignatures() {}

  static List<JsonObject> all() {
    CraftedSignatures made = new CraftedSignatures();
    made.valid();
    made.smallOrderKeys();
    made.otherKeys();
    made.smallOrderCommitments();
    made.scalars();
    made.cofactors();
    made.damaged();
    return made.cases;
  }

  /// All encodings of the points of order 1, 2, 4 and 8: eight canonical ones, then six that are
  /// not.
  static List<byte[]> smallOrderEncodings() {
    List<byte[]> canonical = new ArrayList<>();
    Point torsion = torsion();
    for (int i = 0; i < 8; i++) {
      canonical.add(torsion.times(BigInteger.valueOf(i)).encode());
    }
    List<byte[]> encodings = new ArrayList<>(canonical);
    BigInteger minusOne = Edwards.P.subtract(BigInteger.ONE);
    encodings.add(signed(Edwards.littleEndian(BigInteger.ONE)));
    encodings.add(signed(Edwards.littleEndian(minusOne)));
    for (int above = 0; above < 2; above++) {
      byte[] unreduced = Edwards.littleEndian(Edwards.P.add(BigInteger.valueOf(above)));
      encodings.add(unreduced);
      encodings.add(signed(unreduced));
    }
    return encodings;
  }

  private static byte[] signed(byte[] encoded) {
    byte[] other = encoded.clone();
    other[31] |= (byte) 0x80;
    return other;
  }

  /// A point of order 8: any point times L has an order that divides 8.
  private static Point torsion() {
    for (int y = 2; ; y++) {
      Point point =
          Edwards.decode(Edwards.littleEndian(BigInteger.valueOf(y)))
              .map(p -> p.times(Edwards.L))
              .orElse(Edwards.IDENTITY);
      if (!point.times(BigInteger.valueOf(4)).isSame(Edwards.IDENTITY)) {
        return point;
      }
    }
  }

  /// A signature with chosen parts: S fits when the torsion parts of key and commitment cancel out,
  /// or for a verifier that removes them.
  private static byte[] craft(byte[] key, byte[] commitment, BigInteger nonce, byte[] message) {
    BigInteger k = Edwards.hashed(commitment, key, message);
    return join(commitment, Edwards.littleEndian(nonce.add(k.multiply(SECRET)).mod(Edwards.L)));
  }

  private static byte[] ordinary() {
    return craft(KEY.encode(), Edwards.BASE.times(NONCE).encode(), NONCE, MESSAGE);
  }

  private void valid() {
    add("valid", "An ordinary signature.", KEY.encode(), MESSAGE, ordinary(), "valid");
    for (int size : new int[] {0, 1, 127, 1024}) {
      byte[] message = new byte[size];
      Arrays.fill(message, (byte) size);
      byte[] commitment = Edwards.BASE.times(NONCE).encode();
      byte[] signature = craft(KEY.encode(), commitment, NONCE, message);
      add(
          "valid-" + size,
          "A message of this many bytes.",
          KEY.encode(),
          message,
          signature,
          "valid");
    }
  }

  private void smallOrderKeys() {
    List<byte[]> keys = smallOrderEncodings();
    byte[] identity = Edwards.IDENTITY.encode();
    for (int i = 0; i < keys.size(); i++) {
      String fault = i < 8 ? "SMALL_ORDER" : "NOT_CANONICAL";
      byte[] signature = join(identity, new byte[32]);
      String note = "With such a key, S = 0 and R of small order sign many messages.";
      add("small-order-key-" + i, note, keys.get(i), MESSAGE, signature, fault);
    }
  }

  private void otherKeys() {
    String note = "y is 2^255 - 19 too great; the point is on the curve.";
    int found = 0;
    for (int y = 2; y < 19; y++) {
      byte[] unreduced = Edwards.littleEndian(Edwards.P.add(BigInteger.valueOf(y)));
      if (Edwards.decode(unreduced).isPresent() && found < 3) {
        add("unreduced-key-" + y, note, unreduced, MESSAGE, ordinary(), "NOT_CANONICAL");
        found++;
      }
    }
    byte[] greatest = new byte[32];
    Arrays.fill(greatest, (byte) 0xFF);
    add("greatest-key", "All bits set.", greatest, MESSAGE, ordinary(), "NOT_CANONICAL");
    byte[] key = KEY.encode();
    add("short-key", "31 bytes.", Arrays.copyOf(key, 31), MESSAGE, ordinary(), "WRONG_LENGTH");
    add("long-key", "33 bytes.", Arrays.copyOf(key, 33), MESSAGE, ordinary(), "WRONG_LENGTH");
    add("empty-key", "No bytes.", new byte[0], MESSAGE, ordinary(), "WRONG_LENGTH");
    byte[] none = offCurve();
    add("key-off-the-curve", "No x for this y.", none, MESSAGE, ordinary(), "invalid");
    byte[] other = Edwards.BASE.times(NONCE).encode();
    add("other-key", "Another signer's key.", other, MESSAGE, ordinary(), "invalid");
  }

  private static byte[] offCurve() {
    for (int y = 2; ; y++) {
      byte[] encoded = Edwards.littleEndian(BigInteger.valueOf(y));
      if (Edwards.decode(encoded).isEmpty()) {
        return encoded;
      }
    }
  }

  private void smallOrderCommitments() {
    List<byte[]> commitments = smallOrderEncodings();
    for (int i = 0; i < commitments.size(); i++) {
      byte[] signature = craft(KEY.encode(), commitments.get(i), BigInteger.ZERO, MESSAGE);
      String note =
          i == 0
              ? "R is the identity; the equation holds, and S gives the secret away."
              : "R is of small order.";
      add("small-order-r-" + i, note, KEY.encode(), MESSAGE, signature, "invalid");
    }
    byte[] signature = craft(KEY.encode(), offCurve(), NONCE, MESSAGE);
    add("r-off-the-curve", "No x for this y.", KEY.encode(), MESSAGE, signature, "invalid");
  }

  private void scalars() {
    byte[] key = KEY.encode();
    byte[] r = Arrays.copyOf(ordinary(), 32);
    BigInteger s = Edwards.number(Arrays.copyOfRange(ordinary(), 32, 64));
    for (int times : new int[] {1, 2, 8, 14}) {
      BigInteger greater = s.add(Edwards.L.multiply(BigInteger.valueOf(times)));
      byte[] signature = join(r, Edwards.littleEndian(greater));
      add(
          "s-plus-" + times + "-l",
          "The equation holds for S + kL too.",
          key,
          MESSAGE,
          signature,
          "invalid");
    }
    byte[] atOrder = join(r, Edwards.littleEndian(Edwards.L));
    add("s-equals-l", "S = L.", key, MESSAGE, atOrder, "invalid");
    byte[] below = join(r, Edwards.littleEndian(Edwards.L.subtract(BigInteger.ONE)));
    add("s-below-l", "S = L - 1 is in range and wrong.", key, MESSAGE, below, "invalid");
    add("s-zero", "S = 0.", key, MESSAGE, join(r, new byte[32]), "invalid");
  }

  private void cofactors() {
    Point torsion = torsion();
    byte[] plain = Edwards.BASE.times(NONCE).encode();
    byte[] mixedR = Edwards.BASE.times(NONCE).plus(torsion).encode();
    byte[] residue = craft(KEY.encode(), mixedR, NONCE, MESSAGE);
    String only = "Holds only after multiplying by the cofactor.";
    add("cofactored-only-r", only, KEY.encode(), MESSAGE, residue, "invalid");
    byte[] mixedKey = KEY.plus(torsion).encode();
    byte[] even = messageWith(plain, mixedKey, true);
    byte[] odd = messageWith(plain, mixedKey, false);
    add(
        "mixed-key-cofactored-only",
        only,
        mixedKey,
        odd,
        craft(mixedKey, plain, NONCE, odd),
        "invalid");
    String note =
        "A key with a part of small order that this message cancels: no verifier refuses it.";
    add("mixed-key-valid", note, mixedKey, even, craft(mixedKey, plain, NONCE, even), "valid");
  }

  /// A message whose challenge is, or is not, a multiple of 8.
  private static byte[] messageWith(byte[] commitment, byte[] key, boolean multiple) {
    for (int i = 0; ; i++) {
      byte[] message = ascii("message " + i);
      BigInteger k = Edwards.hashed(commitment, key, message);
      if ((k.intValue() & 7) == 0 == multiple) {
        return message;
      }
    }
  }

  private void damaged() {
    byte[] key = KEY.encode();
    byte[] good = ordinary();
    add("other-message", "One bit of the message.", key, ascii("asp-messagd"), good, "invalid");
    byte[] r = good.clone();
    r[0] ^= 1;
    add("changed-r", "One bit of R.", key, MESSAGE, r, "invalid");
    byte[] s = good.clone();
    s[40] ^= 1;
    add("changed-s", "One bit of S.", key, MESSAGE, s, "invalid");
    add("short", "63 bytes.", key, MESSAGE, Arrays.copyOf(good, 63), "invalid");
    add("long", "65 bytes.", key, MESSAGE, Arrays.copyOf(good, 65), "invalid");
    add("empty", "No bytes.", key, MESSAGE, new byte[0], "invalid");
    add("zeros", "64 zeros.", key, MESSAGE, new byte[64], "invalid");
    byte[] swapped = join(Arrays.copyOfRange(good, 32, 64), Arrays.copyOf(good, 32));
    add("swapped", "S before R.", key, MESSAGE, swapped, "invalid");
  }

  private void add(
      String id, String note, byte[] key, byte[] message, byte[] signature, String verdict) {
    cases.add(
        JsonObject.builder()
            .put("id", id)
            .put("note", note)
            .put("key", HEX.formatHex(key))
            .put("message", HEX.formatHex(message))
            .put("signature", HEX.formatHex(signature))
            .put("verdict", verdict)
            .build());
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

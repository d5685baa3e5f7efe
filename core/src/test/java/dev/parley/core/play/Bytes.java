package dev.parley.core.play;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// Bytes that were valid once: bits flip, pieces go, come twice or come from elsewhere.
final class Bytes {
  private static final byte[] MARKS = "{}[]\",:\\u0e+-.tfn\u0000".getBytes(US_ASCII);

  private Bytes() {}

  static byte[] mutated(byte[] valid, Dice dice) {
    byte[] bytes = valid;
    for (int times = 1 + dice.below(3); times > 0 && bytes.length > 0; times--) {
      bytes = once(bytes, valid, dice);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, byte[] donor, Dice dice) {
    int at = dice.below(bytes.length);
    return switch (dice.below(7)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << dice.below(8));
        yield flipped;
      }
      case 1 -> {
        byte[] marked = bytes.clone();
        marked[at] = MARKS[dice.below(MARKS.length)];
        yield marked;
      }
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> spliced(bytes, at, at + dice.below(bytes.length - at + 1), new byte[0]);
      case 4 -> {
        int from = dice.below(donor.length);
        int to = from + dice.below(Math.min(64, donor.length - from) + 1);
        yield spliced(bytes, at, at, Arrays.copyOfRange(donor, from, to));
      }
      case 5 -> doubled(bytes, at);
      default -> {
        byte[] run = new byte[1 + dice.below(300)];
        Arrays.fill(run, MARKS[dice.below(MARKS.length)]);
        yield spliced(bytes, at, at, run);
      }
    };
  }

  /// The member or element after a comma a second time.
  private static byte[] doubled(byte[] bytes, int at) {
    int from = at;
    while (from < bytes.length && bytes[from] != ',') {
      from++;
    }
    int to = from + 1;
    while (to < bytes.length && bytes[to] != ',' && bytes[to] != '}') {
      to++;
    }
    return to < bytes.length ? spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to)) : bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] out = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
    System.arraycopy(between, 0, out, from, between.length);
    System.arraycopy(bytes, to, out, from + between.length, bytes.length - to);
    return out;
  }
}

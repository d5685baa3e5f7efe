package dev.parley.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of what can be copied as it stands in a string: ASCII without quotes, backslashes
/// and control characters. Most bytes of a message are such, so eight are looked at in one step.
final class PlainText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private PlainText() {}

  /// The place of the first byte from `from` on that is not plain, or `end`.
  static int end(byte[] bytes, int from, int end) {
    int i = from;
    while (i <= end - Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, i);
      // The top bit of each byte that is not plain; above the lowest of them there may be more.
      long special =
          (eight | below(eight, SPACES) | zero(eight ^ QUOTES) | zero(eight ^ BACKSLASHES)) & TOPS;
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  private static long below(long eight, long bound) {
    return (eight - bound) & ~eight;
  }

  private static long zero(long eight) {
    return (eight - ONES) & ~eight;
  }
}

package dev.parley.core.json;

import java.nio.charset.StandardCharsets;

/// Names of members that were read lately. Nearly all names are a few dozen words of the protocol;
/// one that is still known need not be made again. What others write here only costs speed, never
/// meaning: a name is taken when its bytes are the same, and the table does not grow.
///
/// Safe on any thread without a lock: strings are immutable and an entry is read once.
final class Names {
  private static final int ENTRIES = 1024;
  private static final int LONGEST = 32;

  private static final String[] KNOWN = new String[ENTRIES];

  private Names() {}

  /// The name that is spelt by bytes, all of which are ASCII.
  static String of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int entry = (hash ^ hash >>> 15) & (ENTRIES - 1);
    String known = KNOWN[entry];
    if (known != null && spells(bytes, from, known, length)) {
      return known;
    }
    String name = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    KNOWN[entry] = name;
    return name;
  }

  private static boolean spells(byte[] bytes, int from, String name, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}

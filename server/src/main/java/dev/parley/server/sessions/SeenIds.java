package dev.parley.server.sessions;

import java.util.UUID;

/// The message ids of one session, 8 to 16 bytes each: says for certain that an id is new, and that
/// one may be known, which is then looked up. Thread-safe.
final class SeenIds {
  private long[] table = new long[16];
  private int size;

  synchronized void add(UUID id) {
    if (size * 2 >= table.length) {
      grow();
    }
    if (place(table, mix(id))) {
      size++;
    }
  }

  synchronized boolean mayContain(UUID id) {
    long key = mix(id);
    for (int i = slot(table, key); table[i] != 0; i = (i + 1) & (table.length - 1)) {
      if (table[i] == key) {
        return true;
      }
    }
    return false;
  }

  private void grow() {
    long[] wider = new long[table.length * 2];
    for (long key : table) {
      if (key != 0) {
        place(wider, key);
      }
    }
    table = wider;
  }

  private static boolean place(long[] table, long key) {
    int i = slot(table, key);
    while (table[i] != 0) {
      if (table[i] == key) {
        return false;
      }
      i = (i + 1) & (table.length - 1);
    }
    table[i] = key;
    return true;
  }

  private static int slot(long[] table, long key) {
    return (int) (key >>> 32) & (table.length - 1);
  }

  /// Never 0, which marks an empty slot.
  private static long mix(UUID id) {
    long x = id.getMostSignificantBits() * 0x9E3779B97F4A7C15L ^ id.getLeastSignificantBits();
    x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
    x ^= x >>> 32;
    return x == 0 ? 1 : x;
  }
}

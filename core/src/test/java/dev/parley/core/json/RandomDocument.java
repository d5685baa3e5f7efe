package dev.parley.core.json;

import java.util.Random;

/// Writes documents that must be accepted, in as many spellings as JSON has: white space, escapes,
/// orders, digits. A seed makes the same.
public final class RandomDocument {
  private static final int DEPTH = 5;
  private static final String[] CHARACTERS = {
    "a",
    "b",
    "Z",
    "0",
    "_",
    " ",
    "/",
    "\\",
    "\"",
    "\n",
    "\u0000",
    "\u001f",
    "\u007f",
    "\u0080",
    "\u00e9",
    "\u07ff",
    "\u0800",
    "\u20ac",
    "\u2028",
    "\ud7ff",
    "\ue000",
    "\ufb33",
    "\ud83d\ude00",
    "\udbff\udffd"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private RandomDocument(long seed) {
    random = new Random(seed);
  }

  /// The document of a seed.
  ///
  /// @param seed any
  /// @return its text
  public static String of(long seed) {
    RandomDocument document = new RandomDocument(seed);
    if (document.random.nextBoolean()) {
      document.object(DEPTH);
    } else {
      document.array(DEPTH);
    }
    return document.out.toString();
  }

  private void value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> out.append("true");
      case 1 -> out.append("false");
      case 2 -> out.append("null");
      case 3 -> number();
      case 4 -> number();
      case 5 -> string(random.nextInt(8));
      case 6 -> array(depth - 1);
      default -> object(depth - 1);
    }
  }

  private void array(int depth) {
    out.append('[');
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      space();
      value(depth);
      space();
      out.append(i + 1 < size ? "," : "");
    }
    space();
    out.append(']');
  }

  private void object(int depth) {
    out.append('{');
    int size = random.nextInt(8);
    for (int i = 0; i < size; i++) {
      space();
      name(i);
      space();
      out.append(':');
      space();
      value(depth);
      space();
      out.append(i + 1 < size ? "," : "");
    }
    space();
    out.append('}');
  }

  /// The character before the last is the member's own, so names are unique whatever surrounds it.
  private void name(int index) {
    out.append('"');
    characters(random.nextInt(3));
    character(Character.toString('p' + index));
    out.append('"');
  }

  private void string(int length) {
    out.append('"');
    characters(length);
    out.append('"');
  }

  private void characters(int count) {
    for (int i = 0; i < count; i++) {
      character(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
  }

  private void character(String text) {
    int codePoint = text.codePointAt(0);
    if (codePoint < ' ' || codePoint == '"' || codePoint == '\\' || random.nextInt(4) == 0) {
      text.chars().forEach(unit -> out.append(String.format(hexFormat(), unit)));
    } else {
      out.append(text);
    }
  }

  private String hexFormat() {
    return random.nextBoolean() ? "\\u%04x" : "\\u%04X";
  }

  private void number() {
    switch (random.nextInt(5)) {
      case 0 -> out.append(random.nextInt(2000) - 1000 + (random.nextBoolean() ? ".50" : ""));
      case 1 -> out.append(random.nextLong(-JsonNumber.INTEGER_MAX, JsonNumber.INTEGER_MAX));
      case 2 -> out.append(random.nextInt(1, 1000)).append("e-").append(random.nextInt(300));
      case 3 -> out.append(Double.toString(random.nextDouble() * random.nextInt(1, 1_000_000)));
      default -> out.append(inRangeDouble(random));
    }
  }

  /// Any double of the protocol's range, by its bits.
  static double inRangeDouble(Random random) {
    double value;
    do {
      value = Double.longBitsToDouble(random.nextLong());
    } while (!JsonNumber.inRange(value) || (value == 0 && 1 / value < 0));
    return value;
  }

  private void space() {
    if (random.nextInt(5) == 0) {
      out.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }
}

package dev.parley.core.criteria;

import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;

/// Schemas of all supported keywords, well formed and not recursive, and values that they may or
/// may not fit. The same for the same seed.
final class RandomSchemas {
  private static final String[] TYPES = {
    "null", "boolean", "object", "array", "number", "string", "integer"
  };
  private static final String[] TEXTS = {"", "a", "aé", "aé😀"};

  private final Random random;

  RandomSchemas(long seed) {
    random = new Random(seed);
  }

  private String either(String... values) {
    return values[random.nextInt(values.length)];
  }

  String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 8)) {
      case 0 -> Integer.toString(random.nextInt(4));
      case 1 -> Double.toString(random.nextInt(16) / 4.0);
      case 2 -> "\"" + either(TEXTS) + "\"";
      case 3 -> either("true", "false");
      case 4 -> "null";
      case 5, 6 -> {
        StringJoiner out = new StringJoiner(",", "[", "]");
        for (int i = random.nextInt(4); i > 0; i--) {
          out.add(value(depth - 1));
        }
        yield out.toString();
      }
      default -> object(depth);
    };
  }

  String object(int depth) {
    StringJoiner out = new StringJoiner(",", "{", "}");
    for (String name : new String[] {"a", "b", "c"}) {
      if (random.nextInt(3) > 0) {
        out.add("\"" + name + "\":" + value(depth - 1));
      }
    }
    return out.toString();
  }

  /// A schema with two definitions, which themselves refer to nothing.
  String root(int depth) {
    Map<String, String> members = members(depth, true);
    members.put(
        "$defs",
        "{\"x\":" + schema(depth - 1, false) + ",\"y/z\":" + schema(depth - 1, false) + "}");
    return joined(members);
  }

  private String schema(int depth, boolean refers) {
    if (depth <= 0 || random.nextInt(10) == 0) {
      return either("true", "false", "{\"type\":\"" + either(TYPES) + "\"}");
    }
    return joined(members(depth, refers));
  }

  private Map<String, String> members(int depth, boolean refers) {
    Map<String, String> out = new TreeMap<>();
    Keyword[] keywords = Keyword.values();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Keyword keyword = keywords[random.nextInt(keywords.length)];
      String value = value(keyword, depth, refers);
      if (!value.isEmpty()) {
        out.put(keyword.wire(), value);
      }
    }
    return out;
  }

  private static String joined(Map<String, String> members) {
    StringJoiner out = new StringJoiner(",", "{", "}");
    members.forEach((name, value) -> out.add("\"" + name + "\":" + value));
    return out.toString();
  }

  private String value(Keyword keyword, int depth, boolean refers) {
    return switch (keyword.shape()) {
      case TYPES -> either("\"" + either(TYPES) + "\"", "[\"integer\",\"object\",\"string\"]");
      case VALUES -> "[" + value(1) + "," + random.nextInt(3) + "]";
      case VALUE, NOTE -> keyword == Keyword.CONST ? value(1) : "";
      case STEP -> Double.toString((1 + random.nextInt(6)) / 4.0);
      case NUMBER -> Double.toString(random.nextInt(16) / 4.0);
      case COUNT -> Integer.toString(random.nextInt(4));
      case FLAG -> either("true", "true", "true", "false");
      case NAMES -> either("[\"a\"]", "[\"b\",\"c\"]");
      case NAMES_BY_NAME -> "{\"a\":[\"b\"],\"c\":[]}";
      case SCHEMAS_BY_NAME ->
          "{\"a\":" + schema(depth - 1, refers) + ",\"b\":" + schema(depth - 1, refers) + "}";
      case SCHEMA -> schema(depth - 1, refers);
      case SCHEMAS ->
          random.nextBoolean()
              ? "[" + schema(depth - 1, refers) + "]"
              : "[" + schema(depth - 1, refers) + "," + schema(depth - 1, refers) + "]";
      case REFERENCE -> refers ? either("\"#/$defs/x\"", "\"#/$defs/y~1z\"") : "";
      case DEFINITIONS, DIALECT -> "";
    };
  }
}

package dev.parley.core.criteria;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an acceptance schema: every keyword known and well formed, every reference inside and not
/// recursive, and no more than [#MAX_STEPS] schemas and listed values when every reference is
/// written out. So the time that a check takes is bounded before anybody agrees to it. Not
/// thread-safe.
final class SchemaReader {
  /// How many schemas and listed values there may be with all references written out.
  static final int MAX_STEPS = 1000;

  /// The finest step of `multipleOf`, in decimal places.
  static final int MAX_STEP_SCALE = 15;

  static final String REFERENCE = "#/$defs/";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final Set<String> TYPES =
      Set.of("null", "boolean", "object", "array", "number", "string", "integer");

  private final JsonObject defs;
  private final String pointer;
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private @Nullable Refusal fault;

  private SchemaReader(JsonObject defs, String pointer) {
    this.defs = defs;
    this.pointer = pointer;
  }

  static Decoded<Acceptance> read(JsonObject schema, String pointer) {
    JsonObject defs = schema.object(Keyword.DEFS.wire()).orElse(JsonObject.EMPTY);
    SchemaReader reader = new SchemaReader(defs, pointer);
    reader.size(schema, pointer, true);
    for (String name : defs.names()) {
      reader.defined(name, pointer + "/$defs/" + Keyword.escaped(name));
    }
    return reader.fault == null
        ? Decoded.valid(new EvidenceSchema(schema, defs))
        : Decoded.refused(reader.fault);
  }

  /// How many schemas this is, written out; beyond the limit the number does not matter.
  private int size(@Nullable JsonValue schema, String at, boolean root) {
    if (fault != null || schema instanceof JsonBoolean) {
      return 1;
    }
    if (!(schema instanceof JsonObject object)) {
      malformed(at, "has to be a schema: an object, true or false");
      return 1;
    }
    int size = 1;
    for (String name : object.names()) {
      Optional<Keyword> keyword = Keyword.parse(name);
      JsonValue value = object.get(name);
      String place = at + "/" + Keyword.escaped(name);
      if (keyword.isEmpty() || value == null) {
        unsupported(place, "this keyword is not supported");
      } else {
        size = Math.min(size + value(keyword.get(), value, place, root), 1 + MAX_STEPS);
      }
    }
    if (size > MAX_STEPS) {
      malformed(
          pointer,
          "has more than " + MAX_STEPS + " schemas and listed values, references written out");
    }
    return size;
  }

  /// Checks the value of one keyword and counts the schemas in it.
  private int value(Keyword keyword, JsonValue value, String at, boolean root) {
    return switch (keyword.shape()) {
      case TYPES -> must(isTypes(value), at, "has to be a type or a list of types");
      case VALUES ->
          listed(value, value instanceof JsonArray a && a.size() > 0, at, "has to be a list");
      case VALUE, NOTE -> 0;
      case STEP -> must(isStep(value), at, "has to be above 0, of at most 15 decimal places");
      case NUMBER -> must(value instanceof JsonNumber, at, "has to be a number");
      case COUNT -> must(isCount(value), at, "has to be an integer that is not negative");
      case FLAG -> must(value instanceof JsonBoolean, at, "has to be true or false");
      case NAMES -> listed(value, isNames(value), at, "has to be a list of different names");
      case NAMES_BY_NAME -> namesByName(value, at);
      case SCHEMAS_BY_NAME -> byName(value, at);
      case SCHEMA -> size(value, at, false);
      case SCHEMAS -> each(value, at);
      case REFERENCE -> reference(value, at);
      case DEFINITIONS ->
          must(root && value instanceof JsonObject, at, "stands at the root, schemas by name");
      case DIALECT -> dialect(value, at, root);
    };
  }

  private int byName(JsonValue value, String at) {
    if (!(value instanceof JsonObject object)) {
      return must(false, at, "has to be schemas by name");
    }
    int size = 0;
    for (String name : object.names()) {
      size = bounded(size + size(object.get(name), at + "/" + Keyword.escaped(name), false));
    }
    return size;
  }

  private int each(JsonValue value, String at) {
    if (!(value instanceof JsonArray list) || list.size() == 0) {
      return must(false, at, "has to be a list of schemas");
    }
    int size = 0;
    for (int i = 0; i < list.size(); i++) {
      size = bounded(size + size(list.get(i), at + "/" + i, false));
    }
    return size;
  }

  private int reference(JsonValue value, String at) {
    Optional<String> name = EvidenceSchema.definition(value);
    if (name.isEmpty()) {
      unsupported(at, "only references " + REFERENCE + "{name} are supported");
      return 0;
    }
    if (!defs.has(name.get())) {
      return must(false, at, "names no schema under $defs");
    }
    return defined(name.get(), at);
  }

  private int defined(String name, String at) {
    Integer known = sizes.get(name);
    if (known != null) {
      return known;
    }
    if (!open.add(name)) {
      unsupported(at, "references must not be recursive");
      return 0;
    }
    int size = size(defs.get(name), pointer + "/$defs/" + Keyword.escaped(name), false);
    open.remove(name);
    sizes.put(name, size);
    return size;
  }

  private int dialect(JsonValue value, String at, boolean root) {
    if (!root || !value.equals(new JsonString(DIALECT))) {
      unsupported(at, "only " + DIALECT + " is supported, at the root");
    }
    return 0;
  }

  private static int bounded(int size) {
    return Math.min(size, 1 + MAX_STEPS);
  }

  private static boolean isTypes(JsonValue value) {
    return value instanceof JsonArray list
        ? list.size() > 0
            && list.values().stream().allMatch(SchemaReader::isType)
            && new HashSet<>(list.values()).size() == list.size()
        : isType(value);
  }

  private static boolean isType(JsonValue value) {
    return value instanceof JsonString(String text) && TYPES.contains(text);
  }

  private static boolean isStep(JsonValue value) {
    if (!(value instanceof JsonNumber number) || number.value() <= 0) {
      return false;
    }
    BigDecimal step = number.exact();
    return step.scale() <= MAX_STEP_SCALE;
  }

  private static boolean isCount(JsonValue value) {
    return value instanceof JsonNumber n && n.isIntegral() && n.value() >= 0;
  }

  private static boolean isNames(JsonValue value) {
    if (!(value instanceof JsonArray list)) {
      return false;
    }
    Set<String> names = new HashSet<>();
    return list.values().stream().allMatch(v -> v instanceof JsonString(String s) && names.add(s));
  }

  private int namesByName(JsonValue value, String at) {
    if (!(value instanceof JsonObject object)) {
      return must(false, at, "has to be lists of names by name");
    }
    int size = 0;
    for (String name : object.names()) {
      JsonValue names = object.get(name);
      boolean fits = names != null && isNames(names);
      String place = at + "/" + Keyword.escaped(name);
      size = bounded(1 + size + listed(names, fits, place, "has to be a list of different names"));
    }
    return size;
  }

  private int listed(@Nullable JsonValue value, boolean fits, String at, String rule) {
    must(fits, at, rule);
    return value instanceof JsonArray list ? bounded(list.size()) : 0;
  }

  private int must(boolean holds, String at, String rule) {
    if (!holds) {
      malformed(at, rule);
    }
    return 0;
  }

  private void malformed(String at, String rule) {
    refuse(ErrorCode.MALFORMED, at, rule);
  }

  private void unsupported(String at, String rule) {
    refuse(ErrorCode.SCHEMA_UNSUPPORTED, at, rule);
  }

  private void refuse(ErrorCode code, String at, String rule) {
    if (fault == null) {
      fault = code.because(at + ": " + rule).with("pointer", at);
    }
  }
}

package dev.parley.core.criteria;

import dev.parley.core.criteria.Verdict.NotMet;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A JSON Schema that evidence has to fulfil, read by [Acceptance#decode], so that it is well
/// formed and not recursive. A check takes at most 10,000,000 steps: each of at most 1,000 schemas
/// and listed values is held against each of at most 10,000 values at most once. Immutable.
public final class EvidenceSchema implements Acceptance {
  private final JsonObject schema;
  private final JsonObject defs;

  EvidenceSchema(JsonObject schema, JsonObject defs) {
    this.schema = schema;
    this.defs = defs;
  }

  /// The schema as it was agreed.
  ///
  /// @return the object
  public JsonObject schema() {
    return schema;
  }

  Verdict check(JsonObject evidence) {
    NotMet fault = fault(schema, evidence);
    return fault == null ? new Verdict.Met() : fault;
  }

  /// The name under `$defs` that a reference means.
  static Optional<String> definition(JsonValue reference) {
    return reference instanceof JsonString(String text)
            && text.startsWith(SchemaReader.REFERENCE)
            && text.indexOf('/', SchemaReader.REFERENCE.length()) < 0
            && text.indexOf('%') < 0
            && JsonPointer.parse(text.substring(1)).isPresent()
        ? Optional.of(
            text.substring(SchemaReader.REFERENCE.length()).replace("~1", "/").replace("~0", "~"))
        : Optional.empty();
  }

  private @Nullable NotMet fault(@Nullable JsonValue at, JsonValue value) {
    if (!(at instanceof JsonObject object)) {
      return at == JsonBoolean.FALSE
          ? new NotMet("", "", "nothing", Acceptance.shown(value))
          : null;
    }
    for (String name : object.names()) {
      Optional<Keyword> keyword = Keyword.parse(name);
      JsonValue rule = object.get(name);
      NotMet fault =
          keyword.isEmpty() || rule == null ? null : fault(keyword.get(), rule, object, value);
      if (fault != null) {
        return keyword.equals(Optional.of(Keyword.IF)) ? fault : fault.inside("/" + name, "");
      }
    }
    return null;
  }

  /// One keyword on one value; keywords about another kind of value say nothing.
  private @Nullable NotMet fault(
      Keyword keyword, JsonValue rule, JsonObject object, JsonValue value) {
    return switch (keyword) {
      case TYPE -> unless(isOf(rule, value), keyword, rule, value);
      case ENUM -> unless(list(rule).contains(value), keyword, rule, value);
      case CONST -> unless(rule.equals(value), keyword, rule, value);
      case MULTIPLE_OF, MAXIMUM, EXCLUSIVE_MAXIMUM, MINIMUM, EXCLUSIVE_MINIMUM ->
          value instanceof JsonNumber n && rule instanceof JsonNumber bound
              ? unless(isWithin(keyword, n, bound), keyword, rule, value)
              : null;
      case MAX_LENGTH, MIN_LENGTH ->
          value instanceof JsonString(String text)
              ? counted(keyword, rule, text.codePointCount(0, text.length()), value)
              : null;
      case MAX_ITEMS, MIN_ITEMS ->
          value instanceof JsonArray array ? counted(keyword, rule, array.size(), value) : null;
      case MAX_PROPERTIES, MIN_PROPERTIES ->
          value instanceof JsonObject o ? counted(keyword, rule, o.size(), value) : null;
      case UNIQUE_ITEMS ->
          unless(rule == JsonBoolean.FALSE || isUnique(value), keyword, rule, value);
      case REQUIRED -> value instanceof JsonObject o ? missing(rule, o) : null;
      case DEPENDENT_REQUIRED -> value instanceof JsonObject o ? dependent(rule, o) : null;
      case PROPERTIES -> value instanceof JsonObject o ? members(rule, o) : null;
      case ADDITIONAL_PROPERTIES -> value instanceof JsonObject o ? others(rule, object, o) : null;
      case PREFIX_ITEMS -> value instanceof JsonArray array ? first(list(rule), array) : null;
      case ITEMS -> value instanceof JsonArray array ? rest(rule, object, array) : null;
      case CONTAINS -> value instanceof JsonArray array ? contained(rule, object, array) : null;
      case ALL_OF -> all(list(rule), value);
      case ANY_OF ->
          unless(list(rule).stream().anyMatch(s -> fault(s, value) == null), keyword, value);
      case ONE_OF ->
          unless(
              list(rule).stream().filter(s -> fault(s, value) == null).limit(2).count() == 1,
              keyword,
              value);
      case NOT -> unless(fault(rule, value) != null, keyword, value);
      case IF -> branch(rule, object, value);
      case REF -> fault(defs.get(definition(rule).orElse("")), value);
      case MIN_CONTAINS, MAX_CONTAINS, THEN, ELSE -> null; // Read with `contains` and `if`.
      case DEFS, SCHEMA, TITLE, DESCRIPTION, COMMENT, DEFAULT, EXAMPLES -> null;
    };
  }

  private static boolean isOf(JsonValue types, JsonValue value) {
    return types instanceof JsonArray list
        ? list.values().stream().anyMatch(t -> isOf(t, value))
        : types instanceof JsonString(String type)
            && switch (value) {
              case JsonObject _ -> type.equals("object");
              case JsonArray _ -> type.equals("array");
              case JsonString _ -> type.equals("string");
              case JsonNumber n ->
                  type.equals("number") || (type.equals("integer") && n.isIntegral());
              case JsonBoolean _ -> type.equals("boolean");
              case JsonNull _ -> type.equals("null");
            };
  }

  private static boolean isWithin(Keyword keyword, JsonNumber value, JsonNumber bound) {
    if (keyword == Keyword.MULTIPLE_OF) {
      return value.exact().remainder(bound.exact()).signum() == 0;
    }
    int order = Double.compare(value.value(), bound.value());
    return (keyword == Keyword.MAXIMUM && order <= 0)
        || (keyword == Keyword.EXCLUSIVE_MAXIMUM && order < 0)
        || (keyword == Keyword.MINIMUM && order >= 0)
        || (keyword == Keyword.EXCLUSIVE_MINIMUM && order > 0);
  }

  private static @Nullable NotMet counted(
      Keyword keyword, JsonValue rule, int count, JsonValue value) {
    boolean most = keyword.wire().startsWith("max");
    boolean holds = most ? count <= bound(rule, 0) : count >= bound(rule, 0);
    return unless(holds, keyword, rule, value);
  }

  private static double bound(@Nullable JsonValue rule, double otherwise) {
    return rule instanceof JsonNumber(double bound) ? bound : otherwise;
  }

  /// By canonical texts in order, since a peer can choose values whose hash codes are the same.
  private static boolean isUnique(JsonValue value) {
    if (!(value instanceof JsonArray array)) {
      return true;
    }
    Set<String> seen = new TreeSet<>();
    return array.values().stream().allMatch(v -> seen.add(v.toString()));
  }

  private static @Nullable NotMet missing(JsonValue names, JsonObject value) {
    for (JsonValue name : list(names)) {
      if (name instanceof JsonString(String text) && !value.has(text)) {
        return new NotMet("", "/" + Keyword.escaped(text), "required", "nothing");
      }
    }
    return null;
  }

  private static @Nullable NotMet dependent(JsonValue rule, JsonObject value) {
    JsonObject byName = members(rule);
    for (String name : byName.names()) {
      JsonValue names = byName.get(name);
      NotMet fault = names != null && value.has(name) ? missing(names, value) : null;
      if (fault != null) {
        return fault.inside("/" + Keyword.escaped(name), "");
      }
    }
    return null;
  }

  private @Nullable NotMet members(JsonValue rule, JsonObject value) {
    JsonObject byName = members(rule);
    for (String name : byName.names()) {
      JsonValue member = value.get(name);
      NotMet fault = member == null ? null : fault(byName.get(name), member);
      if (fault != null) {
        return fault.inside("/" + Keyword.escaped(name), "/" + Keyword.escaped(name));
      }
    }
    return null;
  }

  private @Nullable NotMet others(JsonValue rule, JsonObject object, JsonObject value) {
    JsonObject named = object.object(Keyword.PROPERTIES.wire()).orElse(JsonObject.EMPTY);
    for (String name : value.names()) {
      JsonValue member = value.get(name);
      NotMet fault = member == null || named.has(name) ? null : fault(rule, member);
      if (fault != null) {
        return fault.inside("", "/" + Keyword.escaped(name));
      }
    }
    return null;
  }

  private @Nullable NotMet first(List<JsonValue> schemas, JsonArray value) {
    for (int i = 0; i < schemas.size() && i < value.size(); i++) {
      NotMet fault = fault(schemas.get(i), value.get(i));
      if (fault != null) {
        return fault.inside("/" + i, "/" + i);
      }
    }
    return null;
  }

  private @Nullable NotMet rest(JsonValue rule, JsonObject object, JsonArray value) {
    int from = object.array(Keyword.PREFIX_ITEMS.wire()).map(JsonArray::size).orElse(0);
    for (int i = from; i < value.size(); i++) {
      NotMet fault = fault(rule, value.get(i));
      if (fault != null) {
        return fault.inside("", "/" + i);
      }
    }
    return null;
  }

  private @Nullable NotMet contained(JsonValue rule, JsonObject object, JsonArray value) {
    double least = bound(object.get(Keyword.MIN_CONTAINS.wire()), 1);
    double most = bound(object.get(Keyword.MAX_CONTAINS.wire()), value.size());
    long count = value.values().stream().filter(v -> fault(rule, v) == null).count();
    return unless(count >= least && count <= most, Keyword.CONTAINS, value);
  }

  private @Nullable NotMet all(List<JsonValue> schemas, JsonValue value) {
    for (int i = 0; i < schemas.size(); i++) {
      NotMet fault = fault(schemas.get(i), value);
      if (fault != null) {
        return fault.inside("/" + i, "");
      }
    }
    return null;
  }

  private @Nullable NotMet branch(JsonValue condition, JsonObject object, JsonValue value) {
    Keyword taken = fault(condition, value) == null ? Keyword.THEN : Keyword.ELSE;
    NotMet fault = fault(object.get(taken.wire()), value);
    return fault == null ? null : fault.inside("/" + taken.wire(), "");
  }

  private static List<JsonValue> list(JsonValue rule) {
    return rule instanceof JsonArray array ? array.values() : List.of();
  }

  private static JsonObject members(JsonValue rule) {
    return rule instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static @Nullable NotMet unless(
      boolean holds, Keyword keyword, JsonValue rule, JsonValue value) {
    return holds
        ? null
        : new NotMet(
            "", "", keyword.wire() + " " + Acceptance.shown(rule), Acceptance.shown(value));
  }

  private static @Nullable NotMet unless(boolean holds, Keyword keyword, JsonValue value) {
    return holds ? null : new NotMet("", "", keyword.wire(), Acceptance.shown(value));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EvidenceSchema that && schema.equals(that.schema);
  }

  @Override
  public int hashCode() {
    return schema.hashCode();
  }

  /// The schema's canonical text.
  @Override
  public String toString() {
    return schema.toString();
  }
}

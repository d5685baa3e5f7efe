package dev.parley.core.criteria;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The keywords of JSON Schema 2020-12 that an acceptance schema may use. Others are refused and
/// not ignored, since an ignored keyword is a condition that only one side believes in. Left out
/// are those whose meaning depends on a library or on a fetch (`pattern`, `format`, outside `$ref`)
/// and those that need to know what other keywords have looked at (`unevaluated…`).
///
/// @spec https://json-schema.org/draft/2020-12/json-schema-validation JSON Schema Validation
///   2020-12
public enum Keyword {
  /// The kind of value.
  TYPE("type", Shape.TYPES),
  /// One of several values.
  ENUM("enum", Shape.VALUES),
  /// Exactly one value.
  CONST("const", Shape.VALUE),
  /// A multiple, in exact decimals.
  MULTIPLE_OF("multipleOf", Shape.STEP),
  /// The largest number.
  MAXIMUM("maximum", Shape.NUMBER),
  /// Below this number.
  EXCLUSIVE_MAXIMUM("exclusiveMaximum", Shape.NUMBER),
  /// The smallest number.
  MINIMUM("minimum", Shape.NUMBER),
  /// Above this number.
  EXCLUSIVE_MINIMUM("exclusiveMinimum", Shape.NUMBER),
  /// The longest text, in code points.
  MAX_LENGTH("maxLength", Shape.COUNT),
  /// The shortest text, in code points.
  MIN_LENGTH("minLength", Shape.COUNT),
  /// The longest list.
  MAX_ITEMS("maxItems", Shape.COUNT),
  /// The shortest list.
  MIN_ITEMS("minItems", Shape.COUNT),
  /// No element twice.
  UNIQUE_ITEMS("uniqueItems", Shape.FLAG),
  /// The most members.
  MAX_PROPERTIES("maxProperties", Shape.COUNT),
  /// The fewest members.
  MIN_PROPERTIES("minProperties", Shape.COUNT),
  /// Members that have to be there.
  REQUIRED("required", Shape.NAMES),
  /// Members that have to be there when another is.
  DEPENDENT_REQUIRED("dependentRequired", Shape.NAMES_BY_NAME),
  /// A schema for each named member.
  PROPERTIES("properties", Shape.SCHEMAS_BY_NAME),
  /// A schema for members without one.
  ADDITIONAL_PROPERTIES("additionalProperties", Shape.SCHEMA),
  /// A schema for each of the first elements.
  PREFIX_ITEMS("prefixItems", Shape.SCHEMAS),
  /// A schema for the elements after those.
  ITEMS("items", Shape.SCHEMA),
  /// A schema that some element has to fulfil.
  CONTAINS("contains", Shape.SCHEMA),
  /// The fewest elements that do; read with `contains`.
  MIN_CONTAINS("minContains", Shape.COUNT),
  /// The most elements that do; read with `contains`.
  MAX_CONTAINS("maxContains", Shape.COUNT),
  /// All of several schemas.
  ALL_OF("allOf", Shape.SCHEMAS),
  /// At least one of several schemas.
  ANY_OF("anyOf", Shape.SCHEMAS),
  /// Exactly one of several schemas.
  ONE_OF("oneOf", Shape.SCHEMAS),
  /// Not this schema.
  NOT("not", Shape.SCHEMA),
  /// Which of the next two counts.
  IF("if", Shape.SCHEMA),
  /// What counts if it holds; read with `if`.
  THEN("then", Shape.SCHEMA),
  /// What counts if not; read with `if`.
  ELSE("else", Shape.SCHEMA),
  /// A schema under `$defs`.
  REF("$ref", Shape.REFERENCE),
  /// Named schemas; at the root only.
  DEFS("$defs", Shape.DEFINITIONS),
  /// Which dialect; at the root only.
  SCHEMA("$schema", Shape.DIALECT),
  /// For people.
  TITLE("title", Shape.NOTE),
  /// For people.
  DESCRIPTION("description", Shape.NOTE),
  /// For people.
  COMMENT("$comment", Shape.NOTE),
  /// For people.
  DEFAULT("default", Shape.NOTE),
  /// For people.
  EXAMPLES("examples", Shape.NOTE);

  /// The form that a keyword's value has to have.
  enum Shape {
    TYPES,
    VALUES,
    VALUE,
    STEP,
    NUMBER,
    COUNT,
    FLAG,
    NAMES,
    NAMES_BY_NAME,
    SCHEMAS_BY_NAME,
    SCHEMA,
    SCHEMAS,
    REFERENCE,
    DEFINITIONS,
    DIALECT,
    NOTE
  }

  private static final Map<String, Keyword> BY_WIRE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Keyword::wire, Function.identity()));

  private final String wire;
  private final Shape shape;

  Keyword(String wire, Shape shape) {
    this.wire = wire;
    this.shape = shape;
  }

  /// The keyword as schemas spell it.
  ///
  /// @return such as `maxLength`
  public String wire() {
    return wire;
  }

  Shape shape() {
    return shape;
  }

  static Optional<Keyword> parse(String name) {
    return Optional.ofNullable(BY_WIRE.get(name));
  }

  /// A name as one token of a JSON pointer.
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

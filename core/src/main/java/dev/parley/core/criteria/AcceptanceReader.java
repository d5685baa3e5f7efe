package dev.parley.core.criteria;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what a COMMIT says under `acceptance`. Stricter than other bodies: an unknown member of a
/// criterion would be a condition that one side believes in and nobody checks.
final class AcceptanceReader {
  static final int MAX_CRITERIA = 64;
  static final int MAX_PATH = 512;

  private static final Set<String> MEMBERS = Set.of("path", "op", "value");

  private AcceptanceReader() {}

  static Decoded<Acceptance> read(JsonValue json, String pointer) {
    return switch (json) {
      case JsonArray list -> criteria(list, pointer);
      case JsonObject schema -> SchemaReader.read(schema, pointer);
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ ->
          malformed(pointer, "has to be a list of criteria or a JSON Schema; prose does not bind");
    };
  }

  private static Decoded<Acceptance> criteria(JsonArray list, String pointer) {
    if (list.size() == 0 || list.size() > MAX_CRITERIA) {
      return malformed(pointer, "has to be 1 to " + MAX_CRITERIA + " criteria");
    }
    List<Criterion> out = new ArrayList<>();
    for (JsonValue entry : list) {
      switch (criterion(entry, pointer + "/" + out.size())) {
        case Decoded.Valid<Criterion>(Criterion criterion) -> out.add(criterion);
        case Decoded.Refused<Criterion>(Refusal refusal) -> {
          return Decoded.refused(refusal);
        }
      }
    }
    return Decoded.valid(new Acceptance.Criteria(List.copyOf(out)));
  }

  private static Decoded<Criterion> criterion(JsonValue entry, String pointer) {
    if (!(entry instanceof JsonObject json)) {
      return malformed(pointer, "has to be an object {path, op, value}");
    }
    for (String name : json.names()) {
      if (!MEMBERS.contains(name)) {
        return malformed(pointer + "/" + Keyword.escaped(name), "is no member of a criterion");
      }
    }
    Optional<JsonPointer> path =
        json.string("path").filter(p -> p.length() <= MAX_PATH).flatMap(JsonPointer::parse);
    if (path.isEmpty()) {
      return malformed(
          pointer + "/path", "has to be a JSON pointer of at most " + MAX_PATH + " characters");
    }
    Optional<Criterion.Op> op = json.string("op").flatMap(Criterion.Op::parse);
    if (op.isEmpty()) {
      return malformed(pointer + "/op", "has to be eq, ne, lt, le, gt, ge, in or exists");
    }
    JsonValue value = json.get("value");
    if (value == null) {
      return malformed(pointer + "/value", "is required");
    }
    Optional<String> unfit = Criterion.unfit(op.get(), value);
    return unfit.isPresent()
        ? malformed(pointer + "/value", unfit.get())
        : Decoded.valid(new Criterion(path.get(), op.get(), value));
  }

  static <T> Decoded<T> malformed(String pointer, String rule) {
    return Decoded.refused(
        ErrorCode.MALFORMED.because(pointer + ": " + rule).with("pointer", pointer));
  }
}

package dev.parley.mcp;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// A JSON Schema (2020-12), as far as tools need one. Immutable.
///
/// @param json the schema
record Schema(JsonObject json) {
  /// The most seconds that a tool may wait: hosts give up after about a minute.
  static final long LONGEST_WAIT = 50;

  private static final int LONGEST_TEXT = 4000;

  private static Schema of(String type, String description) {
    return new Schema(JsonObject.EMPTY.with("type", type).with("description", description));
  }

  static Schema text(String description) {
    return new Schema(of("string", description).json().with("maxLength", LONGEST_TEXT));
  }

  /// A text of the node or the protocol, of whatever length.
  static Schema word(String description) {
    return of("string", description);
  }

  static Schema agent(String description) {
    return new Schema(word(description).json().with("pattern", "^agent://.+"));
  }

  static Schema hash(String description) {
    return new Schema(word(description).json().with("pattern", "^sha256:[0-9a-f]{64}$"));
  }

  static Schema time(String description) {
    return new Schema(
        word(description + " RFC 3339 with Z, such as 2026-11-24T06:00:00.000Z.")
            .json()
            .with("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"));
  }

  static Schema whole(String description, long least, long most) {
    return new Schema(
        of("integer", description).json().with("minimum", least).with("maximum", most));
  }

  static Schema number(String description) {
    return of("number", description);
  }

  static Schema truth(String description) {
    return of("boolean", description);
  }

  static Schema oneOf(String description, String... words) {
    return new Schema(
        of("string", description).json().with("enum", JsonArray.ofStrings(List.of(words))));
  }

  /// An object of whatever members.
  static Schema anything(String description) {
    return of("object", description);
  }

  static Schema list(String description, Schema items) {
    return new Schema(of("array", description).json().with("items", items.json()));
  }

  static Schema money(String description) {
    return object()
        .required(
            "amount",
            new Schema(
                JsonObject.EMPTY
                    .with("description", "A number, or a decimal text such as \"249.00\".")
                    .with(
                        "anyOf",
                        JsonArray.of(
                            List.of(
                                JsonObject.EMPTY.with("type", "number"),
                                JsonObject.EMPTY.with("type", "string"))))))
        .required(
            "currency",
            new Schema(word("ISO 4217, such as USD.").json().with("pattern", "^[A-Z]{3}$")))
        .closed(description);
  }

  static Fields object() {
    return new Fields();
  }

  /// The members of an object.
  static final class Fields {
    private final JsonObject.Builder properties = JsonObject.builder();
    private final List<String> required = new ArrayList<>();

    private Fields() {}

    Fields required(String name, Schema schema) {
      required.add(name);
      return optional(name, schema);
    }

    Fields optional(String name, Schema schema) {
      properties.put(name, schema.json());
      return this;
    }

    /// An object with these members and no others.
    Schema closed(String description) {
      return new Schema(whole(description).with("additionalProperties", JsonBoolean.FALSE));
    }

    /// An object with these members, and perhaps others.
    Schema open(String description) {
      return new Schema(whole(description));
    }

    private JsonObject whole(String description) {
      JsonObject schema =
          JsonObject.EMPTY.with("type", "object").with("properties", properties.build());
      JsonObject named = description.isEmpty() ? schema : schema.with("description", description);
      return required.isEmpty() ? named : named.with("required", JsonArray.ofStrings(required));
    }
  }
}

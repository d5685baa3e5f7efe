package dev.parley.cli.scenarios;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// A place in a document, named by a JSON pointer that leads through objects only.
///
/// @param names the members on the way
record Place(List<String> names) {
  static Place of(String pointer) {
    if (!pointer.startsWith("/")) {
      throw new IllegalArgumentException("no JSON pointer: " + pointer);
    }
    return new Place(List.of(pointer.substring(1).split("/", -1)));
  }

  /// The document with another value there.
  JsonObject put(JsonObject document, JsonValue value) {
    String first = names.getFirst();
    return names.size() == 1
        ? document.with(first, value)
        : document.with(first, rest().put(document.object(first).orElse(JsonObject.EMPTY), value));
  }

  /// The document without what is there.
  JsonObject drop(JsonObject document) {
    String first = names.getFirst();
    return names.size() == 1
        ? document.without(first)
        : document
            .object(first)
            .map(inner -> document.with(first, rest().drop(inner)))
            .orElse(document);
  }

  /// The text that is there.
  Optional<String> text(JsonObject document) {
    String first = names.getFirst();
    return names.size() == 1
        ? document.string(first)
        : document.object(first).flatMap(inner -> rest().text(inner));
  }

  private Place rest() {
    return new Place(names.subList(1, names.size()));
  }
}

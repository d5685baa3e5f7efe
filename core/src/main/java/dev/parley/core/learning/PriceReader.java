package dev.parley.core.learning;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the number that a talk is about in the terms of its proposals.
final class PriceReader {
  /// A longer path names nothing that anybody wants to read.
  private static final int LONGEST_PATH = 200;

  private static final int DEEPEST = 8;

  /// Words by which a number is known for what it is, the surest first.
  private static final List<String> WORDS = List.of("price", "amount", "total");

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,10})?");

  private PriceReader() {}

  /// A number at a path of the terms; money may be written as text.
  static Optional<BigDecimal> number(JsonPointer path, JsonObject terms) {
    return path.resolve(terms)
        .flatMap(
            value ->
                switch (value) {
                  case JsonNumber number -> Optional.of(number.exact());
                  case JsonString(String text) when DECIMAL.matcher(text).matches() ->
                      Optional.of(new BigDecimal(text));
                  case JsonString _, JsonObject _, JsonArray _, JsonBoolean _, JsonNull _ ->
                      Optional.empty();
                });
  }

  /// The place where the price stands: the first of those that the session's terms name for its
  /// progress, else one with a telling name.
  static Optional<JsonPointer> place(List<JsonPointer> named, List<JsonObject> proposals) {
    return named.stream()
        .filter(path -> proposals.stream().anyMatch(terms -> number(path, terms).isPresent()))
        .findFirst()
        .or(() -> telling(proposals))
        .filter(path -> path.toString().length() <= LONGEST_PATH);
  }

  private static Optional<JsonPointer> telling(List<JsonObject> proposals) {
    for (String word : WORDS) {
      for (JsonObject terms : proposals) {
        Optional<JsonPointer> found = telling(word, terms, "", 0).flatMap(JsonPointer::parse);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> telling(String word, JsonObject in, String at, int depth) {
    for (String name : in.names()) {
      String path = at + "/" + name.replace("~", "~0").replace("/", "~1");
      JsonValue value = Objects.requireNonNull(in.get(name));
      if (name.toLowerCase(Locale.ROOT).contains(word) && value instanceof JsonNumber) {
        return Optional.of(path);
      }
      // A firm offer carries a whole commitment: that is no number of the talk.
      if (value instanceof JsonObject inner && depth < DEEPEST && !name.equals("commitment")) {
        Optional<String> found = telling(word, inner, path, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The currency beside a number, or in the terms themselves.
  static String currency(JsonPointer path, JsonObject terms) {
    String text = path.toString();
    String beside = text.substring(0, Math.max(0, text.lastIndexOf('/'))) + "/currency";
    return JsonPointer.parse(beside)
        .flatMap(p -> p.resolve(terms))
        .or(() -> Optional.ofNullable(terms.get("currency")))
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).value())
        .filter(code -> CURRENCY.matcher(code).matches())
        .orElse("");
  }
}

package dev.parley.mcp;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range that a person gives for one number in terms, such as `/price`. Terms that do not state
/// the number are outside of it, so that it cannot be evaded under another name. Immutable.
///
/// @param pointer where the number lies in the terms
/// @param least the least that it may be
/// @param most the most that it may be
public record TermRange(
    JsonPointer pointer, Optional<BigDecimal> least, Optional<BigDecimal> most) {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,10})?");

  /// Reads ranges by pointer.
  ///
  /// @param terms such as `{"/price": {"min": 100, "max": "250.00"}}`
  /// @return the ranges, or `malformed`
  static Decoded<List<TermRange>> decode(JsonObject terms) {
    List<TermRange> ranges = new ArrayList<>();
    for (String name : terms.names()) {
      Optional<JsonPointer> pointer = JsonPointer.parse(name).filter(_ -> !name.isEmpty());
      JsonObject range = terms.object(name).orElse(JsonObject.EMPTY);
      Optional<BigDecimal> least = number(range.get("min"));
      Optional<BigDecimal> most = number(range.get("max"));
      boolean whole =
          range.size() > 0
              && range.has("min") == least.isPresent()
              && range.has("max") == most.isPresent()
              && range.without("min", "max").size() == 0;
      if (pointer.isEmpty() || !whole) {
        return Decoded.refused(
            ErrorCode.MALFORMED.because(
                "/terms: each has a JSON pointer such as /price and a number for min, max or both,"
                    + " and "
                    + name
                    + " has not"));
      }
      ranges.add(new TermRange(pointer.get(), least, most));
    }
    return Decoded.valid(List.copyOf(ranges));
  }

  /// What is wrong with terms.
  Optional<String> fault(JsonObject terms) {
    Optional<BigDecimal> stated = pointer.resolve(terms).flatMap(TermRange::number);
    if (stated.isEmpty()) {
      return Optional.of("the terms have to state the number " + pointer);
    }
    if (least.filter(bound -> stated.get().compareTo(bound) < 0).isPresent()) {
      return Optional.of(pointer + " is less than " + least.get().toPlainString());
    }
    return most.filter(bound -> stated.get().compareTo(bound) > 0)
        .map(bound -> pointer + " is more than " + bound.toPlainString());
  }

  private static Optional<BigDecimal> number(@Nullable JsonValue value) {
    return switch (value) {
      case JsonNumber n -> Optional.of(n.exact());
      case JsonString(String text) when DECIMAL.matcher(text).matches() ->
          Optional.of(new BigDecimal(text));
      case null, default -> Optional.empty();
    };
  }
}

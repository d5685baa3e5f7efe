package dev.parley.core.criteria;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// One condition on the evidence of a fulfilment (protocol section 9).
///
/// Values are equal as JSON values are: `1` is `1.0` and never `"1"`. What is not there fulfils
/// nothing but `exists` with `false`.
///
/// @param path where in the evidence
/// @param op what has to hold between what is there and `value`
/// @param value what it is compared with; of the form that `op` needs
public record Criterion(JsonPointer path, Op op, JsonValue value) {

  /// The comparisons.
  public enum Op {
    /// The same value.
    EQ,
    /// Another value, which has to be there.
    NE,
    /// Less, or earlier.
    LT,
    /// At most, or not later.
    LE,
    /// Greater, or later.
    GT,
    /// At least, or not earlier.
    GE,
    /// One of a list.
    IN,
    /// Whether something is there at all.
    EXISTS;

    /// The text on the wire.
    ///
    /// @return a lower-case word
    public String wire() {
      return switch (this) {
        case EQ -> "eq";
        case NE -> "ne";
        case LT -> "lt";
        case LE -> "le";
        case GT -> "gt";
        case GE -> "ge";
        case IN -> "in";
        case EXISTS -> "exists";
      };
    }

    /// Reads an operator from outside.
    ///
    /// @param text any text
    /// @return the operator, or nothing
    public static Optional<Op> parse(String text) {
      for (Op op : values()) {
        if (op.wire().equals(text)) {
          return Optional.of(op);
        }
      }
      return Optional.empty();
    }
  }

  /// Whether a value can stand beside an operator. Only numbers and times have an order.
  static Optional<String> unfit(Op op, JsonValue value) {
    return switch (op) {
      case EQ, NE -> Optional.empty();
      case LT, LE, GT, GE ->
          value instanceof JsonNumber || time(value).isPresent()
              ? Optional.empty()
              : Optional.of("has to be a number, or a time like 2026-01-31T12:00:00.000Z");
      case IN ->
          value instanceof JsonArray list && list.size() > 0 && list.size() <= MAX_LISTED
              ? Optional.empty()
              : Optional.of("has to be a list of 1 to " + MAX_LISTED + " values");
      case EXISTS ->
          value instanceof JsonBoolean ? Optional.empty() : Optional.of("has to be true or false");
    };
  }

  /// The most values that `in` may list.
  public static final int MAX_LISTED = 100;

  Optional<Verdict.NotMet> fault(int index, JsonObject evidence) {
    Optional<JsonValue> found = path.resolve(evidence);
    if (holds(found)) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.NotMet(
            "/" + index,
            path.toString(),
            op.wire() + " " + Acceptance.shown(value),
            found.map(Acceptance::shown).orElse("nothing")));
  }

  private boolean holds(Optional<JsonValue> found) {
    if (op == Op.EXISTS) {
      return found.isPresent() == (value == JsonBoolean.TRUE);
    }
    return found.isPresent() && holds(found.get());
  }

  private boolean holds(JsonValue found) {
    return switch (op) {
      case EQ -> found.equals(value);
      case NE -> !found.equals(value);
      case LT -> ordered(found).stream().anyMatch(c -> c < 0);
      case LE -> ordered(found).stream().anyMatch(c -> c <= 0);
      case GT -> ordered(found).stream().anyMatch(c -> c > 0);
      case GE -> ordered(found).stream().anyMatch(c -> c >= 0);
      case IN -> value instanceof JsonArray list && list.values().contains(found);
      case EXISTS -> true;
    };
  }

  /// How two values are ordered, if they are: a number with a number, a time with a time. Doubles
  /// are in the order of the decimals that they stand for.
  private OptionalInt ordered(JsonValue found) {
    if (found instanceof JsonNumber(double one) && value instanceof JsonNumber(double other)) {
      return OptionalInt.of(Double.compare(one, other));
    }
    Optional<Instant> one = time(found);
    Optional<Instant> other = time(value);
    return one.isPresent() && other.isPresent()
        ? OptionalInt.of(one.get().compareTo(other.get()))
        : OptionalInt.empty();
  }

  private static Optional<Instant> time(JsonValue value) {
    return value instanceof JsonString(String text) ? Timestamp.parse(text) : Optional.empty();
  }
}

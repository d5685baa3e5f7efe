package dev.parley.core.message;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was agreed for being late: the structured form, the published phrase, or nothing that code
/// can decide (protocol section 9).
public sealed interface LatePenalty {

  /// Nothing: a missed deadline is a breach at once.
  record None() implements LatePenalty {}

  /// A share per started day; fulfilment still counts until the limit.
  ///
  /// @param percentPerDay above 0
  /// @param limit how long after the deadline fulfilment still counts; absent: the session's `late`
  record PerDay(BigDecimal percentPerDay, Optional<Duration> limit) implements LatePenalty {}

  /// Reads `terms.penalties`. Other text is legal and counts as nothing here: it goes to a ruling.
  ///
  /// @param penalties the object
  /// @return what was agreed
  static LatePenalty in(JsonObject penalties) {
    return switch (penalties.get("lateFulfillment")) {
      case JsonObject late -> structured(late);
      case JsonString(String phrase) -> phrase(phrase);
      case null, default -> new None();
    };
  }

  private static LatePenalty structured(JsonObject late) {
    if (!(late.get("percentPerDay") instanceof JsonNumber percent) || percent.value() <= 0) {
      return new None();
    }
    Optional<Duration> limit = Optional.empty();
    if (late.get("lateLimit") instanceof JsonNumber n && n.isIntegral() && n.asLong() > 0) {
      limit = Optional.of(Duration.ofMillis(n.asLong()));
    }
    return new PerDay(percent.exact(), limit);
  }

  private static LatePenalty phrase(String phrase) {
    Matcher matcher = Phrases.PER_DAY.matcher(phrase);
    return matcher.matches()
        ? new PerDay(new BigDecimal(matcher.group(1)), Optional.empty())
        : new None();
  }

  /// The published phrases.
  final class Phrases {
    static final Pattern PER_DAY =
        Pattern.compile("([1-9][0-9]{0,2}(?:\\.[0-9]{1,4})?)% escrow forfeit per day");

    private Phrases() {}
  }
}

package dev.parley.console.learning;

import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the members of a report for people. What a counterparty may have written in it stays
/// words. Stateless.
final class Reading {
  /// How many rows of a table a page shows.
  static final int ROWS = 100;

  private static final String NOTHING = "–";
  private static final Duration SHORT = Duration.ofMinutes(2);

  private Reading() {}

  static List<JsonObject> rows(JsonObject in, String member) {
    List<JsonObject> out = new ArrayList<>();
    for (JsonValue each : in.array(member).orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject row && out.size() < ROWS) {
        out.add(row);
      }
    }
    return out;
  }

  static List<String> texts(JsonObject in, String member) {
    List<String> out = new ArrayList<>();
    for (JsonValue each : in.array(member).orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonString(String text)) {
        out.add(Plain.text(text));
      }
    }
    return out;
  }

  static List<Optional<BigDecimal>> numbers(JsonObject in, String member) {
    List<Optional<BigDecimal>> out = new ArrayList<>();
    for (JsonValue each : in.array(member).orElse(JsonArray.EMPTY)) {
      out.add(exact(each));
    }
    return out;
  }

  static String text(JsonObject in, String member) {
    return Plain.text(in.string(member).orElse(""));
  }

  /// A time, as people read it.
  static String at(JsonObject in, String member) {
    return in.string(member)
        .filter(text -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}Z"))
        .map(text -> Plain.time(Instant.parse(text)))
        .orElse(NOTHING);
  }

  static long count(JsonObject in, String member) {
    return in.integer(member).orElse(0);
  }

  /// A number that may stand as text, where only text carries it exactly.
  static Optional<BigDecimal> number(JsonObject in, String member) {
    return in.has(member) ? exact(in.get(member)) : Optional.empty();
  }

  private static Optional<BigDecimal> exact(@Nullable JsonValue value) {
    return switch (value) {
      case JsonNumber number -> Optional.of(number.exact());
      case JsonString(String text) when text.matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?") ->
          Optional.of(new BigDecimal(text));
      case null, default -> Optional.empty();
    };
  }

  static String amount(JsonObject in, String member) {
    return number(in, member).map(BigDecimal::toPlainString).orElse(NOTHING);
  }

  /// Somebody, or everybody.
  static String who(JsonObject in) {
    return in.string("counterparty").map(Plain::agent).map(Plain::text).orElse("all");
  }

  /// Of so many, so many.
  static String rate(JsonObject in, String member) {
    JsonObject rate = in.object(member).orElse(JsonObject.EMPTY);
    return count(rate, "of") == 0 ? NOTHING : count(rate, "hits") + "/" + count(rate, "of");
  }

  /// The same in percent.
  static int share(JsonObject in, String member) {
    JsonObject rate = in.object(member).orElse(JsonObject.EMPTY);
    return number(rate, "share").map(share -> share.movePointRight(2).intValue()).orElse(0);
  }

  static String time(JsonObject in, String member) {
    OptionalLong millis = in.integer(member);
    if (millis.isEmpty()) {
      return NOTHING;
    }
    Duration time = Duration.ofMillis(millis.getAsLong());
    return time.compareTo(SHORT) < 0
        ? BigDecimal.valueOf(time.toMillis() / 100, 1).toPlainString() + " s"
        : Plain.duration(time);
  }

  /// What a figure is about.
  static String subject(JsonObject of) {
    String about = text(of, "capability");
    String currency = text(of, "currency");
    String role = text(of, "role");
    return (about.isEmpty() ? "" : about + " ")
        + text(of, "path")
        + (currency.isEmpty() ? "" : " in " + currency)
        + (role.isEmpty() || role.equals("unknown") ? "" : " as " + role);
  }
}

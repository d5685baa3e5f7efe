package dev.parley.cli;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A learn report for people, as tables.
final class LearnText {
  private static final int EDGES = 12;
  private static final int VARIANTS = 6;
  private static final int ROWS = 20;

  /// What would move the cursor, or turn the direction of a line.
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private LearnText() {}

  static void say(Output output, JsonObject report) {
    long sessions = number(report, "sessions");
    long leftOut = number(report, "sessionsLeftOut");
    output.say(
        text(report, "agentId")
            + ", from "
            + (sessions == 1 ? "1 session" : sessions + " sessions")
            + " that ended"
            + (leftOut == 0 ? "" : "; " + leftOut + " older ones are left out"));
    if (sessions == 0) {
      output.say("There is nothing to learn from yet.");
      return;
    }
    output.say(text(report, "from") + " to " + text(report, "to"));
    dealings(output, report);
    flow(output, report.object("flow").orElse(JsonObject.EMPTY));
    prices(output, report);
    concessions(output, report);
    LearnAdvice.say(output, report);
  }

  private static void dealings(Output output, JsonObject report) {
    output.say();
    Table table =
        new Table(
            Table.Side.LEFT,
            Table.Side.LEFT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.RIGHT);
    table.row(
        "with",
        "about",
        "sessions",
        "agreed",
        "they broke",
        "we broke",
        "they answer",
        "we answer");
    for (String list : List.of("capabilities", "counterparties")) {
      for (JsonObject row : rows(report, list, ROWS)) {
        table.row(
            row.string("counterparty").map(LearnText::plain).orElse("all"),
            named(text(row, "capability")),
            Long.toString(number(row, "sessions")),
            rate(row, "agreed"),
            rate(row, "theirObligationsBroken"),
            rate(row, "ourObligationsBroken"),
            time(row, "theirMedianResponseMs"),
            time(row, "ourMedianResponseMs"));
      }
    }
    output.say(table);
  }

  private static void flow(Output output, JsonObject flow) {
    output.say();
    output.say("What followed what, the most frequent first");
    Table edges = new Table(Table.Side.RIGHT, Table.Side.LEFT, Table.Side.LEFT, Table.Side.RIGHT);
    edges.row("times", "after", "came", "mean time");
    for (JsonObject edge : rows(flow, "edges", EDGES)) {
      edges.row(
          Long.toString(number(edge, "times")),
          text(edge, "from"),
          text(edge, "to"),
          time(edge, "meanMs"));
    }
    output.say(edges);
    output.say();
    output.say("Whole courses");
    Table variants = new Table(Table.Side.RIGHT, Table.Side.LEFT);
    for (JsonObject variant : rows(flow, "variants", VARIANTS)) {
      variants.row(
          Long.toString(number(variant, "sessions")),
          String.join(" › ", texts(variant, "steps")) + " › " + text(variant, "outcome"));
    }
    output.say(variants);
  }

  private static void prices(Output output, JsonObject report) {
    for (JsonObject band : rows(report, "prices", ROWS)) {
      output.say();
      output.say(
          "Agreed on "
              + subject(band)
              + ": "
              + amount(band, "low")
              + " to "
              + amount(band, "high")
              + ", median "
              + amount(band, "median")
              + ", of "
              + number(band, "sessions"));
      Table table = new Table(Table.Side.LEFT, Table.Side.LEFT, Table.Side.RIGHT, Table.Side.LEFT);
      for (JsonObject price : rows(band, "newest", ROWS)) {
        table.row(
            text(price, "endedAt"),
            text(price, "counterparty"),
            amount(price, "amount"),
            price
                .string("against")
                .map(
                    where ->
                        plain(where)
                            + " "
                            + amount(price, "lowBefore")
                            + " to "
                            + amount(price, "highBefore"))
                .orElse("the first"));
      }
      output.say(table);
    }
  }

  private static void concessions(Output output, JsonObject report) {
    List<JsonObject> curves = rows(report, "concessions", ROWS);
    if (curves.isEmpty()) {
      return;
    }
    output.say();
    output.say("How much of the way to the price was given, at each quarter of a side's offers");
    Table table =
        new Table(
            Table.Side.LEFT, Table.Side.LEFT, Table.Side.LEFT, Table.Side.RIGHT, Table.Side.LEFT);
    table.row("side", "with", "on", "sessions", "shares");
    for (JsonObject curve : curves) {
      table.row(
          text(curve, "side"),
          curve.string("counterparty").map(LearnText::plain).orElse("all"),
          subject(curve),
          Long.toString(number(curve, "sessions")),
          shares(curve));
    }
    output.say(table);
  }

  private static String shares(JsonObject curve) {
    List<String> out = new ArrayList<>();
    for (JsonValue each : curve.array("shares").orElse(JsonArray.EMPTY)) {
      out.add(each instanceof JsonNumber(double share) ? percent(share) : "–");
    }
    return String.join("  ", out);
  }

  /// What a figure is about.
  static String subject(JsonObject of) {
    String about = text(of, "capability");
    String currency = text(of, "currency");
    return (about.isEmpty() ? "" : about + " ")
        + text(of, "path")
        + (currency.isEmpty() ? "" : " in " + currency)
        + (text(of, "role").equals("unknown") ? "" : " as " + text(of, "role"));
  }

  private static String named(String capability) {
    return capability.isEmpty() ? "–" : capability;
  }

  static String rate(JsonObject row, String member) {
    JsonObject rate = row.object(member).orElse(JsonObject.EMPTY);
    return number(rate, "of") == 0 ? "–" : number(rate, "hits") + "/" + number(rate, "of");
  }

  static String time(JsonObject row, String member) {
    OptionalLong millis = row.integer(member);
    return millis.isEmpty() ? "–" : time(Duration.ofMillis(millis.getAsLong()));
  }

  static String time(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.compareTo(Duration.ofHours(2)) < 0
        ? time.toMinutes() + " min"
        : time.toHours() + " h";
  }

  static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /// A number as it was written, exact.
  static String amount(JsonObject in, String member) {
    return switch (in.get(member)) {
      case JsonNumber number -> number.exact().toPlainString();
      case JsonString(String text) -> plain(text);
      case null, default -> "–";
    };
  }

  static List<JsonObject> rows(JsonObject in, String member, int most) {
    List<JsonObject> out = new ArrayList<>();
    for (JsonValue each : in.array(member).orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject row && out.size() < most) {
        out.add(row);
      }
    }
    return out;
  }

  static List<String> texts(JsonObject in, String member) {
    List<String> out = new ArrayList<>();
    for (JsonValue each : in.array(member).orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonString(String text)) {
        out.add(plain(text));
      }
    }
    return out;
  }

  static long number(JsonObject in, String member) {
    return in.integer(member).orElse(0);
  }

  /// Somebody's words, without what a terminal would obey.
  static String text(JsonObject in, String member) {
    return in.string(member).map(LearnText::plain).orElse("");
  }

  static String plain(String words) {
    return UNSEEN.matcher(words).replaceAll("\uFFFD");
  }
}

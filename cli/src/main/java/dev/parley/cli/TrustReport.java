package dev.parley.cli;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.Reason;
import java.util.Arrays;
import java.util.Locale;

/// A trust score for people, in the form in which the protocol has it.
final class TrustReport {
  private TrustReport() {}

  /// Says a score.
  ///
  /// @param evidence how much evidence there is, in words; empty when that is not known
  static void say(Output output, JsonObject score, String evidence) {
    output.say(text(score, "agentId") + ", as of " + text(score, "asOf"));
    output.say();
    Table table = new Table(Table.Side.LEFT, Table.Side.RIGHT, Table.Side.LEFT);
    JsonObject components = score.object("components").orElse(JsonObject.EMPTY);
    for (Component component : Component.values()) {
      table.row(
          component.name(),
          decimal(components, component.name()),
          "× 0.%02d  %s".formatted(component.weight(), component.title()));
    }
    table.row("T", decimal(score, "trustScore"), score.string("trustLevel").orElse(""));
    output.say(table);
    output.say();
    Table beside = new Table(Table.Side.LEFT, Table.Side.LEFT);
    beside.row("5 % bound", decimal(score, "low"));
    beside.row("effective counterparties", decimal(score, "effectiveCounterparties"));
    beside.row("organisations", Long.toString(score.integer("organisations").orElse(0)));
    if (!evidence.isEmpty()) {
      beside.row("evidence", evidence);
    }
    score
        .object("evidenceWindow")
        .ifPresent(w -> beside.row("from, to", text(w, "from") + ", " + text(w, "to")));
    score.string("lastBreach").ifPresent(at -> beside.row("last breach", at));
    beside.row("profile", text(score, "profileVersion"));
    output.say(beside);
    for (JsonValue reason : score.array("reasons").orElse(JsonArray.EMPTY)) {
      if (reason instanceof JsonString(String wire)) {
        output.say("* " + words(wire));
      }
    }
  }

  /// Says the scores for each capability; nothing without any.
  static void capabilities(Output output, JsonObject each) {
    if (each.names().isEmpty()) {
      return;
    }
    output.say();
    Table table = new Table(Table.Side.LEFT, Table.Side.RIGHT, Table.Side.RIGHT);
    table.row("capability", "T", "low");
    for (String name : each.names()) {
      JsonObject one = each.object(name).orElse(JsonObject.EMPTY);
      table.row(name, decimal(one, "trustScore"), decimal(one, "low"));
    }
    output.say(table);
  }

  private static String words(String wire) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.wire().equals(wire))
        .findFirst()
        .map(Reason::words)
        .orElse(wire);
  }

  private static String text(JsonObject json, String member) {
    return json.string(member).orElse("");
  }

  private static String decimal(JsonObject json, String member) {
    double value = json.get(member) instanceof JsonNumber(double number) ? number : 0;
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

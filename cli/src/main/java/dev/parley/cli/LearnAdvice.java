package dev.parley.cli;

import static dev.parley.cli.LearnText.number;
import static dev.parley.cli.LearnText.plain;
import static dev.parley.cli.LearnText.text;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The words for what a learn report proposes, predicts and may tell.
final class LearnAdvice {
  static final String PREDICTING =
      "Each session is predicted from those that had ended before it began. Less error is better."
          + " The naive prediction is the share, or the mean, of all sessions before.";

  private LearnAdvice() {}

  static String subject(JsonObject proposal) {
    JsonObject subject = proposal.object("subject").orElse(JsonObject.EMPTY);
    return subject
        .string("counterparty")
        .map(LearnText::plain)
        .orElseGet(
            () ->
                subject.has("path")
                    ? LearnText.subject(subject)
                    : text(subject, "capability").isEmpty() ? "all" : text(subject, "capability"));
  }

  static String advice(JsonObject proposal) {
    return switch (text(proposal, "advice")) {
      case "set" -> LearnText.amount(proposal, "value");
      case "prefer" -> "rather deal with it";
      case "avoid" -> "rather deal with others";
      case "require" -> "ask for escrow";
      case String other -> other;
    };
  }

  static String verdict(JsonObject prediction) {
    return switch (text(prediction, "verdict")) {
      case "better" -> "better than the naive one";
      case "worse" -> "the naive one is better";
      case "equal" -> "no better than the naive one";
      case "too-few" -> "too few sessions to say";
      case String other -> other;
    };
  }

  static String telling(JsonObject shared) {
    long fewest = number(shared, "fewestOrganisations");
    String words =
        "Figures of at least %d organisations, each counted once, with noise (ε = %s each)."
            .formatted(fewest, decimal(shared, "epsilonOfEachFigure"));
    long leftOut = number(shared, "leftOut");
    return leftOut == 0
        ? words
        : words
            + " Left out, since there are fewer: "
            + leftOut
            + (leftOut == 1 ? " figure." : " figures.");
  }

  /// Whether two curves are about the same price with the same counterparty.
  static boolean samePlace(JsonObject one, JsonObject other) {
    return List.of("capability", "path", "currency", "role", "counterparty").stream()
        .allMatch(member -> Objects.equals(one.get(member), other.get(member)));
  }

  static void say(Output output, JsonObject report) {
    List<JsonObject> proposals = LearnText.rows(report, "proposals", 20);
    output.say();
    if (proposals.isEmpty()) {
      output.say("It speaks for no change of policy: too few sessions, or organisations.");
    } else {
      output.say("What it speaks for; somebody has to decide");
      Table table =
          new Table(
              Table.Side.LEFT,
              Table.Side.LEFT,
              Table.Side.LEFT,
              Table.Side.RIGHT,
              Table.Side.RIGHT,
              Table.Side.RIGHT,
              Table.Side.LEFT);
      table.row("policy", "about", "advice", "so far", "sessions", "orgs", "why");
      for (JsonObject each : proposals) {
        table.row(
            text(each, "kind"),
            subject(each),
            advice(each),
            LearnText.amount(each, "now"),
            Long.toString(number(each, "sessions")),
            Long.toString(number(each, "organisations")),
            text(each, "why"));
      }
      output.say(table);
    }
    predictions(output, report);
    JsonObject shared = report.object("shared").orElse(JsonObject.EMPTY);
    output.say();
    output.say("What may be told to others. " + telling(shared));
    Table table = new Table(Table.Side.LEFT, Table.Side.LEFT, Table.Side.RIGHT);
    for (JsonObject each : LearnText.rows(shared, "figures", 20)) {
      table.row(
          text(each, "figure"),
          each.string("capability").map(name -> plain(name)).orElse("all"),
          decimal(each, "mean"));
    }
    output.say(table);
  }

  private static void predictions(Output output, JsonObject report) {
    List<JsonObject> predictions = LearnText.rows(report, "predictions", 20);
    if (predictions.isEmpty()) {
      return;
    }
    output.say();
    output.say("How well it predicts sessions from earlier ones; less error is better");
    Table table =
        new Table(
            Table.Side.LEFT,
            Table.Side.LEFT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.RIGHT,
            Table.Side.LEFT);
    table.row("what", "measure", "sessions", "error", "naive", "");
    for (JsonObject each : predictions) {
      table.row(
          text(each, "what")
              + each.object("subject").map(s -> " " + LearnText.subject(s)).orElse(""),
          text(each, "measure"),
          Long.toString(number(each, "sessions")),
          decimal(each, "error"),
          decimal(each, "naive"),
          verdict(each));
    }
    output.say(table);
  }

  private static String decimal(JsonObject in, String member) {
    double value = in.get(member) instanceof JsonNumber(double number) ? number : 0;
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

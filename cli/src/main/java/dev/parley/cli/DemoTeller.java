package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.cli.demo.Story;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.Phase;
import dev.parley.core.session.StateName;
import java.util.List;
import java.util.Locale;

/// Prints the demo for somebody who has never heard of the protocol. For one thread.
final class DemoTeller {
  private static final String NODE = "Node";
  private static final String FIRST = "Alpha";

  private final Output output;
  private String search = "";
  private Phase told = Phase.DISCOVER;
  private StateName state = StateName.IDLE;

  DemoTeller(Output output) {
    this.output = output;
  }

  void opening(Cast cast) {
    search = cast.search();
    cast.opening().forEach(output::say);
    output.say();
  }

  /// Something that somebody tried and could not.
  void attempted(String who, String what, String refused) {
    line(
        "",
        who,
        "",
        "(tries: %s - %s)"
            .formatted(what, refused.isEmpty() ? "IT WAS NOT REFUSED" : "refused, " + refused));
  }

  void started(Table processes) {
    output.say(processes);
    heading(Phase.DISCOVER);
  }

  /// What the buyer found.
  void discovered(JsonObject event) {
    for (JsonValue each : event.array("found").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject agent) {
        String trust =
            agent.get("trustScore") instanceof JsonNumber score
                ? String.format(Locale.ROOT, "%.0f", score.value())
                : "?";
        line(
            "",
            FIRST,
            "",
            "finds %s, which offers %s; the node's trust in it is %s of 100, it is new"
                .formatted(
                    agent.string("name").orElse("?"),
                    event.string("capability").orElse("?"),
                    trust));
      }
    }
  }

  /// Money that came into the buyer's account.
  void funded(String money) {
    line("", NODE, "", "books %s that ACME has paid in for Alpha".formatted(money));
  }

  /// A message of the session.
  void message(long position, Envelope envelope, Story.Told message, StateName after, String why) {
    if (message.phase() != told) {
      heading(message.phase());
    }
    String arrow = after == state ? "" : "  " + output.paint(Ink.STRONG, "-> " + after.name());
    state = after;
    line(
        String.valueOf(position),
        message.who(),
        envelope.performative().name(),
        message.what() + arrow);
    message.details().forEach(this::aside);
    if (!why.isEmpty()) {
      aside("(thinks: " + why + ")");
    }
  }

  private void heading(Phase phase) {
    told = phase;
    output.say();
    output.say(output.paint(Ink.STRONG, "%-11s".formatted(phase.name())) + meaning(phase));
  }

  private String meaning(Phase phase) {
    return switch (phase) {
      case DISCOVER -> search;
      case INVITE -> "Alpha asks for a talk.";
      case INTRODUCE -> "Each has shown the card with the keys that it signs with.";
      case CONVERSE -> "They negotiate. Neither knows the other's limit.";
      case AGREE -> "A price is not a promise yet: who owes what until when?";
      case EXECUTE -> "Both are bound; the claim is checked, and then the money moves.";
      case CLOSE -> "Nothing is owed any more.";
      case LEARN -> "Each side draws its own conclusions; they change no session.";
    };
  }

  /// What a side learnt.
  void learned(String who, JsonObject summary) {
    if (told != Phase.LEARN) {
      heading(Phase.LEARN);
    }
    for (JsonValue each : summary.array("concessions").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject c
          && c.string("agentId").orElse("").endsWith(who.toLowerCase(Locale.ROOT))
          && c.string("path").orElse("").equals("/pricePerHour")) {
        line(
            "",
            who,
            "",
            "%d offers in all; I moved from %s to %s; I answered within %s ms (median)"
                .formatted(
                    summary.integer("rounds").orElse(0),
                    price(c, "first"),
                    price(c, "last"),
                    medianResponse(summary, c.string("agentId").orElse(""))));
      }
    }
  }

  private static String number(JsonObject object, String member) {
    return object.get(member) instanceof JsonNumber number ? number.canonicalText() : "?";
  }

  private static String price(JsonObject object, String member) {
    return object.get(member) instanceof JsonNumber price
        ? String.format(Locale.ROOT, "%.2f", price.value())
        : "?";
  }

  private static String medianResponse(JsonObject summary, String agent) {
    for (JsonValue each : summary.array("sides").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject side && side.string("agentId").orElse("").equals(agent)) {
        return number(side, "medianResponseMs");
      }
    }
    return "?";
  }

  /// The last section's heading.
  void proof(List<String> sentences) {
    output.say();
    output.say(
        output.paint(Ink.STRONG, "PROOF      ")
            + "The processes are gone. What follows needs the file only.");
    sentences.forEach(sentence -> output.say("     " + sentence));
    output.say();
  }

  private void line(String position, String who, String act, String text) {
    Ink voice =
        switch (who) {
          case NODE -> Ink.FAINT;
          case FIRST -> Ink.FIRST_VOICE;
          default -> Ink.SECOND_VOICE;
        };
    output.say(
        "%4s %s %-8s %s"
            .formatted(position, output.paint(voice, "%-6s".formatted(who)), act, text)
            .stripTrailing());
  }

  private void aside(String text) {
    output.say(" ".repeat(21) + output.paint(Ink.FAINT, text));
  }
}

package dev.parley.cli;

import dev.parley.cli.Table.Side;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `parley webhook`: what the node could not tell its operators.
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {WebhookCommand.DeadLetters.class, WebhookCommand.Replay.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Shows what the node could not tell its operators, and has it tried anew.")
final class WebhookCommand {

  WebhookCommand() {}

  /// `parley webhook dead-letters`.
  @Command(
      name = "dead-letters",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists what was given up, the oldest first.")
  static final class DeadLetters implements Callable<Integer> {
    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    DeadLetters() {}

    @Override
    public Integer call() {
      Output output = options.output();
      try (OperatorAtNode.Connected at = who.connect()) {
        JsonObject page = at.operator().deadLetters();
        output.json(page);
        JsonArray letters = page.array("deadLetters").orElse(JsonArray.EMPTY);
        if (letters.size() == 0) {
          output.say("No dead letters.");
          return Parley.SUCCESS;
        }
        Table table = new Table(Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT);
        table.row("EVENT", "TO", "TRIED", "FAULT");
        for (JsonValue each : letters) {
          if (each instanceof JsonObject letter) {
            table.row(
                letter.string("eventId").orElse(""),
                letter.string("url").orElse(""),
                Long.toString(letter.integer("attempts").orElse(0)),
                letter.string("fault").orElse(""));
          }
        }
        output.say(table);
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley webhook replay`.
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Has an event that was given up tried anew.")
  static final class Replay implements Callable<Integer> {
    @Parameters(paramLabel = "EVENT", description = "Which event.")
    private String event = "";

    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Replay() {}

    @Override
    public Integer call() {
      Output output = options.output();
      try (OperatorAtNode.Connected at = who.connect()) {
        output.json(at.operator().replayWebhook(event));
        output.say("It is tried anew.");
      }
      return Parley.SUCCESS;
    }
  }
}

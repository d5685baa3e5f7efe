package dev.parley.cli;

import dev.parley.cli.Table.Side;
import dev.parley.console.words.DisputeWords;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `parley dispute`: quarrels about what was committed.
@Command(
    name = "dispute",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      DisputeCommand.ListOwn.class,
      DisputeCommand.Show.class,
      DisputeFileCommand.class,
      DisputeAnswerCommand.class,
      DisputeStakeCommands.BondStaked.class,
      DisputeStakeCommands.Appeal.class,
      DisputeActCommands.Withdraw.class,
      DisputeActCommands.Seal.class,
      DisputeActCommands.Reveal.class,
      DisputeJudgeCommands.Vote.class,
      DisputeActCommands.Forgive.class,
      DisputeActCommands.Transcript.class,
      DisputeJudgeCommands.Open.class,
      DisputeJudgeCommands.Rule.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Files disputes about obligations, answers them, judges them, appeals, forgives.",
      "The node files what was missed by itself, and rules what records and acceptance criteria"
          + " decide. What nobody can read goes to a panel, then to a person."
    })
final class DisputeCommand {

  DisputeCommand() {}

  static String text(JsonObject json, String member) {
    return json.string(member).orElse("");
  }

  /// Disputes as a table.
  static void table(Output output, List<JsonObject> disputes) {
    if (disputes.isEmpty()) {
      output.say("No disputes.");
      return;
    }
    Table table = new Table(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    table.row("DISPUTE", "STAGE", "UNTIL", "AGAINST", "ABOUT");
    for (JsonObject dispute : disputes) {
      table.row(
          text(dispute, "disputeId"),
          text(dispute, "stage"),
          text(dispute, "due"),
          text(dispute, "respondent"),
          text(dispute, "commitmentId") + " (" + text(dispute, "reason") + ")");
    }
    output.say(table);
  }

  /// A dispute with its records.
  static void show(Output output, JsonObject dispute) {
    output.json(dispute);
    output.say(
        output.paint(Palette.Ink.STRONG, text(dispute, "disputeId"))
            + "  "
            + text(dispute, "stage"));
    Table table = new Table(Side.LEFT, Side.LEFT);
    table.row("session", text(dispute, "sessionId"));
    table.row(
        "about",
        text(dispute, "commitmentId")
            + ", obligation "
            + dispute.integer("obligation").orElse(0)
            + ": "
            + text(dispute, "reason"));
    table.row("complainant", text(dispute, "complainant"));
    table.row("respondent", text(dispute, "respondent"));
    dispute.object("escrow").ifPresent(escrow -> table.row("held", sum(escrow)));
    dispute.object("bond").ifPresent(bond -> table.row("bond to stake", sum(bond)));
    if (dispute.has("due")) {
      table.row(
          "waits until",
          text(dispute, "due")
              + " ("
              + text(dispute, "timer")
              + ") for "
              + String.join(", ", strings(dispute, "waitedOn")));
    }
    if (dispute.has("outcome")) {
      table.row("outcome", text(dispute, "outcome"));
    }
    output.say(table);
    output.say();
    for (JsonValue each : dispute.array("records").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject entry) {
        record(output, entry);
      }
    }
  }

  private static void record(Output output, JsonObject entry) {
    JsonObject json = entry.object("record").orElse(JsonObject.EMPTY);
    String words =
        switch (DisputeRecord.decode(json)) {
          case Decoded.Valid<DisputeRecord>(DisputeRecord read) -> DisputeWords.of(read.act());
          case Decoded.Refused<DisputeRecord> _ -> text(json, "type");
        };
    output.say("  " + text(entry, "acceptedAt") + "  " + text(json, "by") + "  " + words);
    json.string("statement")
        .or(() -> json.string("grounds"))
        .ifPresent(said -> output.say("      \"" + said + "\""));
  }

  private static String sum(JsonObject money) {
    return text(money, "amount") + " " + text(money, "currency");
  }

  private static List<String> strings(JsonObject json, String member) {
    return json.array(member).orElse(JsonArray.EMPTY).values().stream()
        .filter(JsonString.class::isInstance)
        .map(JsonString.class::cast)
        .map(JsonString::value)
        .toList();
  }

  /// What a record came to.
  static void recorded(Output output, JsonObject answer) {
    output.json(answer);
    JsonObject json = answer.object("record").orElse(JsonObject.EMPTY);
    output.say(
        "Recorded at "
            + text(answer, "acceptedAt")
            + ": "
            + text(json, "type")
            + ", dispute "
            + text(json, "disputeId")
            + ".");
  }

  /// `parley dispute list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists the disputes that an agent takes part in.")
  static final class ListOwn implements Callable<Integer> {
    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    ListOwn() {}

    @Override
    public Integer call() {
      Output output = options.output();
      try (AgentAtNode.Connected at = who.connect()) {
        List<JsonObject> disputes = at.agent().disputes().list();
        output.json(JsonObject.EMPTY.with("disputes", JsonArray.of(disputes)));
        table(output, disputes);
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley dispute show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Shows a dispute: where it stands, for whom it waits, and its records.")
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "DISPUTE", description = "Which dispute.")
    private String dispute = "";

    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Show() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        show(options.output(), at.agent().disputes().show(dispute));
      }
      return Parley.SUCCESS;
    }
  }
}

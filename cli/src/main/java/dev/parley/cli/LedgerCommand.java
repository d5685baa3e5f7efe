package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.cli.Table.Side;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley ledger`: the money at a node.
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      LedgerCommand.Fund.class,
      LedgerCommand.PayOut.class,
      LedgerCommand.Transfer.class,
      LedgerCommand.Statement.class,
      LedgerCommand.Own.class,
      LedgerCommand.Audit.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Books money of agents and organisations at a node, shows accounts, audits the ledger.",
      "An account is the name of an agent, or org: and an organisation. What sessions hold and pay"
          + " follows from their messages and is booked by nobody."
    })
final class LedgerCommand {

  LedgerCommand() {}

  private static Account account(CommandSpec spec, String text) {
    return Account.ofOwner(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "not an account: "
                        + text
                        + " (it looks like agent://acme.example/procurement/alpha or org:org_acme)"));
  }

  /// What every booking takes.
  static final class Sum {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Whose money.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, such as 1200.00.")
    private String amount = "";

    @Parameters(index = "2", paramLabel = "CURRENCY", description = "ISO 4217, such as USD.")
    private String currency = "";

    @Option(
        names = "--id",
        paramLabel = "ID",
        description = "The booking's id: the same one again changes nothing. Default: a new one.")
    private Optional<String> id = Optional.empty();

    Account account() {
      return LedgerCommand.account(command, account);
    }

    Money money() {
      JsonObject json = JsonObject.EMPTY.with("amount", amount).with("currency", currency);
      return switch (Money.decode(json, "")) {
        case Decoded.Valid<Money>(Money money) -> money;
        case Decoded.Refused<Money>(Refusal refusal) ->
            throw new ParameterException(
                command.commandLine(), "not an amount of money: " + refusal.message());
      };
    }

    String id() {
      return id.orElseGet(() -> UUID.randomUUID().toString());
    }
  }

  private static void booked(Output output, JsonObject booking) {
    output.json(booking);
    output.say(
        "%s %s from %s to %s, booking %s"
            .formatted(
                text(booking, "amount"),
                text(booking, "currency"),
                text(booking, "from"),
                text(booking, "to"),
                text(booking, "bookingId")));
  }

  private static String text(JsonObject json, String member) {
    return json.string(member).orElse("");
  }

  /// `parley ledger fund`.
  @Command(
      name = "fund",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Books money that came in from outside.")
  static final class Fund implements Callable<Integer> {
    @Mixin private Sum sum = new Sum();
    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Fund() {}

    @Override
    public Integer call() {
      Account account = sum.account();
      Money money = sum.money();
      try (OperatorAtNode.Connected at = who.connect()) {
        booked(options.output(), at.operator().fund(sum.id(), account, money));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley ledger payout`.
  @Command(
      name = "payout",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Books money that is paid out.")
  static final class PayOut implements Callable<Integer> {
    @Mixin private Sum sum = new Sum();
    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    PayOut() {}

    @Override
    public Integer call() {
      Account account = sum.account();
      Money money = sum.money();
      try (OperatorAtNode.Connected at = who.connect()) {
        booked(options.output(), at.operator().payOut(sum.id(), account, money));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley ledger transfer`.
  @Command(
      name = "transfer",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Books money from one owner to another, such as an organisation to its agent.")
  static final class Transfer implements Callable<Integer> {
    @Mixin private Sum sum = new Sum();

    @Option(
        names = "--to",
        required = true,
        paramLabel = "ACCOUNT",
        description = "Whose it becomes.")
    private String to = "";

    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();
    @Spec private CommandSpec spec;

    Transfer() {}

    @Override
    public Integer call() {
      Account from = sum.account();
      Account target = account(spec, to);
      Money money = sum.money();
      try (OperatorAtNode.Connected at = who.connect()) {
        booked(options.output(), at.operator().transfer(sum.id(), from, target, money));
      }
      return Parley.SUCCESS;
    }
  }

  private static void statement(Output output, JsonObject statement) {
    output.json(statement);
    output.say(output.paint(Ink.STRONG, text(statement, "account")));
    JsonArray balances = statement.array("balances").orElse(JsonArray.EMPTY);
    if (balances.size() == 0) {
      output.say("No money has ever been here.");
      return;
    }
    Table table = new Table(Side.RIGHT, Side.RIGHT, Side.LEFT);
    table.row("AVAILABLE", "HELD", "");
    for (JsonValue each : balances) {
      if (each instanceof JsonObject balance) {
        table.row(text(balance, "available"), text(balance, "held"), text(balance, "currency"));
      }
    }
    output.say(table);
    output.say();
    Table lines = new Table(Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT);
    String account = text(statement, "account");
    for (JsonValue each : statement.array("lines").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject line) {
        boolean in = text(line, "to").equals(account);
        lines.row(
            text(line, "at"),
            (in ? "+" : "-") + text(line, "amount"),
            text(line, "currency"),
            (in ? "from " : "to ") + text(line, in ? "from" : "to"));
      }
    }
    output.say(lines);
    if (statement.has("nextCursor")) {
      output.say("Older lines are left out; the API has them, page by page.");
    }
  }

  /// `parley ledger statement`.
  @Command(
      name = "statement",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Shows an account to the operator: what it holds, and what moved last.")
  static final class Statement implements Callable<Integer> {
    @Parameters(paramLabel = "ACCOUNT", description = "Which account.")
    private String account = "";

    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();
    @Spec private CommandSpec spec;

    Statement() {}

    @Override
    public Integer call() {
      Account known = account(spec, account);
      try (OperatorAtNode.Connected at = who.connect()) {
        statement(options.output(), at.operator().statement(known));
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley ledger own`.
  @Command(
      name = "own",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Shows an agent its own account.")
  static final class Own implements Callable<Integer> {
    @Mixin private AgentAtNode who = new AgentAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Own() {}

    @Override
    public Integer call() {
      try (AgentAtNode.Connected at = who.connect()) {
        statement(options.output(), at.agent().statement());
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley ledger audit`.
  @Command(
      name = "audit",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Builds the ledger again from the messages of all sessions and all bookings, and compares it"
            + " with the one that is kept.",
        "Exit code 0: they agree. 1: they do not; what differs is listed."
      })
  static final class Audit implements Callable<Integer> {
    @Mixin private OperatorAtNode who = new OperatorAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Audit() {}

    @Override
    public Integer call() {
      Output output = options.output();
      JsonObject report;
      try (OperatorAtNode.Connected at = who.connect()) {
        report = at.operator().audit();
      }
      JsonArray findings = report.array("findings").orElse(JsonArray.EMPTY);
      output.json(report);
      output.say(
          "Sessions: %,d, bookings: %,d, transfers: %,d, holds: %,d."
              .formatted(
                  report.integer("sessions").orElse(0),
                  report.integer("bookings").orElse(0),
                  report.integer("transfers").orElse(0),
                  report.integer("holds").orElse(0)));
      output.say(
          findings.size() == 0
              ? output.paint(Ink.GOOD, "The ledger agrees with them.")
              : output.paint(Ink.BAD, "The ledger DOES NOT AGREE with them:"));
      for (JsonValue finding : findings) {
        if (finding instanceof JsonString(String words)) {
          output.say("  - " + words);
        }
      }
      return findings.size() == 0 ? Parley.SUCCESS : Parley.FAILURE;
    }
  }
}

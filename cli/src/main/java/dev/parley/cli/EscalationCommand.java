package dev.parley.cli;

import dev.parley.cli.Table.Side;
import dev.parley.client.Session;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `parley escalation`: what is asked of a person, what waits, and its decision.
@Command(
    name = "escalation",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      EscalationAskCommand.class,
      EscalationCommand.Waiting.class,
      EscalationCommand.Show.class,
      EscalationCommand.Decide.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Asks a person, shows what waits for one, and decides it.",
      "What nobody decides in time is refused."
    })
final class EscalationCommand {

  EscalationCommand() {}

  /// Which escalation.
  static final class Which {
    @Parameters(
        index = "0",
        paramLabel = "SESSION",
        converter = SessionIds.class,
        description = "The session.")
    private SessionId session;

    @Parameters(index = "1", paramLabel = "ESCALATION", description = "Its id in the session.")
    private String escalation = "";

    Which() {}
  }

  /// Reads the id of a session.
  static final class SessionIds implements ITypeConverter<SessionId> {
    SessionIds() {}

    @Override
    public SessionId convert(String text) {
      return SessionId.parse(text)
          .orElseThrow(() -> new TypeConversionException("no session has the id " + text));
    }
  }

  /// Reads a hash.
  static final class Hashes implements ITypeConverter<Hash> {
    Hashes() {}

    @Override
    public Hash convert(String text) {
      return Hash.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("a hash is sha256: and 64 lower-case hex digits"));
    }
  }

  private static String text(JsonObject json, String member) {
    return json.string(member).orElse("");
  }

  private static String stake(JsonObject escalation) {
    return escalation
        .object("stake")
        .map(money -> text(money, "amount") + " " + text(money, "currency"))
        .orElse("");
  }

  /// `parley escalation list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists what waits, the most urgent first.")
  static final class Waiting implements Callable<Integer> {
    @Mixin private DeciderAtNode who = new DeciderAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Waiting() {}

    @Override
    public Integer call() {
      Output output = options.output();
      List<JsonObject> waiting =
          who.as(
              agent -> agent.escalations().waiting(),
              operator ->
                  operator
                      .escalations()
                      .array("escalations")
                      .orElse(JsonArray.EMPTY)
                      .values()
                      .stream()
                      .filter(JsonObject.class::isInstance)
                      .map(JsonObject.class::cast)
                      .toList());
      output.json(JsonObject.EMPTY.with("escalations", JsonArray.of(waiting)));
      if (waiting.isEmpty()) {
        output.say("Nothing waits.");
        return Parley.SUCCESS;
      }
      Table table = new Table(Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT);
      table.row("SESSION", "ESCALATION", "UNTIL", "AT STAKE", "FOR", "REASON");
      for (JsonObject each : waiting) {
        table.row(
            text(each, "sessionId"),
            text(each, "escalationId"),
            text(each, "due"),
            stake(each),
            text(each, "principal"),
            text(each, "reason"));
      }
      output.say(table);
      return Parley.SUCCESS;
    }
  }

  /// `parley escalation show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Shows what is asked, by whom, and exactly what is planned.")
  static final class Show implements Callable<Integer> {
    @Mixin private Which which = new Which();
    @Mixin private DeciderAtNode who = new DeciderAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Show() {}

    @Override
    public Integer call() {
      Output output = options.output();
      JsonObject escalation =
          who.as(
              agent -> agent.escalations().show(which.session, which.escalation),
              operator -> operator.escalation(which.session, which.escalation));
      output.json(escalation);
      Table table = new Table(Side.LEFT, Side.LEFT);
      table.row("asked by", text(escalation, "askedBy"));
      table.row("for", text(escalation, "principal"));
      table.row("reason", text(escalation, "reason"));
      table.row("until", text(escalation, "due"));
      table.row("status", text(escalation, "status"));
      if (escalation.has("stake")) {
        table.row("at stake", stake(escalation));
      }
      if (escalation.has("bodyHash")) {
        table.row("hash", text(escalation, "bodyHash"));
      }
      output.say(table);
      escalation
          .object("about")
          .ifPresent(
              about ->
                  output.say(
                      text(about, "performative")
                          + " by "
                          + text(about, "sender")
                          + ": "
                          + about.object("body").orElse(JsonObject.EMPTY)));
      escalation
          .object("shown")
          .ifPresentOrElse(
              shown -> output.say("What is planned, and nothing else: " + shown),
              () -> {
                if (escalation.has("bodyHash")) {
                  output.say("What is planned was not shown: it can only be refused.");
                }
              });
      return Parley.SUCCESS;
    }
  }

  /// `parley escalation decide`.
  @Command(
      name = "decide",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Decides an escalation; the talk goes on unless it is ended.",
        "To approve a planned message, name the hash of what 'parley escalation show' has shown:"
            + " one byte more is not approved."
      })
  static final class Decide implements Callable<Integer> {
    /// One of the two.
    static final class Answer {
      @Option(names = "--approve", required = true, description = "Who asked may.")
      private boolean approved;

      @Option(names = "--refuse", required = true, description = "It may not.")
      private boolean refused;

      Answer() {}

      Inform.Approval approval() {
        return approved && !refused ? Inform.Approval.APPROVED : Inform.Approval.REFUSED;
      }
    }

    /// At most one of the two.
    static final class End {
      @Option(names = "--close", description = "The session ends as closed.")
      private boolean close;

      @Option(names = "--fail", description = "The session ends as failed.")
      private boolean fail;

      End() {}

      Inform.Decision decision() {
        if (close) {
          return Inform.Decision.CLOSE;
        }
        return fail ? Inform.Decision.FAIL : Inform.Decision.RESUME;
      }
    }

    @Mixin private Which which = new Which();

    @ArgGroup(multiplicity = "1")
    private Answer answer = new Answer();

    @ArgGroup private End end = new End();

    @Option(
        names = "--hash",
        paramLabel = "HASH",
        converter = Hashes.class,
        description = "The hash of what was shown.")
    private Optional<Hash> hash = Optional.empty();

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "For people; the operator's becomes part of the session.")
    private Optional<String> reason = Optional.empty();

    @Mixin private DeciderAtNode who = new DeciderAtNode();
    @Mixin private OutputOptions options = new OutputOptions();

    Decide() {}

    @Override
    public Integer call() {
      Output output = options.output();
      long position =
          who.as(
              agent -> {
                try (Session session = agent.join(which.session)) {
                  return session
                      .decide(which.escalation, end.decision(), answer.approval(), hash)
                      .position();
                }
              },
              operator ->
                  operator
                      .decide(
                          which.session,
                          which.escalation,
                          end.decision(),
                          answer.approval(),
                          hash,
                          reason)
                      .integer("position")
                      .orElse(-1));
      output.json(
          JsonObject.EMPTY
              .with("sessionId", which.session.toString())
              .with("escalationId", which.escalation)
              .with("position", position));
      output.say("Decided, at position " + position + " of the session.");
      return Parley.SUCCESS;
    }
  }
}

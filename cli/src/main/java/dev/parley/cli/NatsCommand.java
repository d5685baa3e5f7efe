package dev.parley.cli;

import dev.parley.cli.Table.Side;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.nats.Broker;
import dev.parley.nats.DeadLetters;
import dev.parley.nats.DeadLetters.Letter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley nats`: the queue of a node, for its operator.
@Command(
    name = "nats",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {NatsCommand.Dead.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after the queue of a node.")
final class NatsCommand {

  NatsCommand() {}

  /// `parley nats dead-letters`.
  @Command(
      name = "dead-letters",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      subcommands = {ListAll.class, Show.class, Replay.class, Drop.class},
      synopsisSubcommandLabel = "COMMAND",
      description = "Queued messages that the node has given up: shows them, sends them anew.")
  static final class Dead {
    Dead() {}
  }

  /// Where the queue is.
  static final class Queue {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
        names = "--nats",
        paramLabel = "URL",
        defaultValue = "nats://127.0.0.1:4222",
        description = "The NATS server, perhaps with user:password@. Default: ${DEFAULT-VALUE}.")
    private URI nats;

    @Option(
        names = "--nats-credentials",
        paramLabel = "FILE",
        description = "A file of credentials, if the server wants one.")
    private Optional<Path> credentials = Optional.empty();

    /// Something to be done with the dead letters.
    interface Order {
      int with(DeadLetters letters) throws IOException;
    }

    int have(Order order) {
      Broker broker;
      try {
        broker = new Broker(nats, credentials);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(command.commandLine(), "--nats: " + e.getMessage(), e);
      }
      try (DeadLetters letters = DeadLetters.of(broker)) {
        return order.with(letters);
      } catch (IOException e) {
        throw new CommandFailure(
            "unreachable",
            "the queue at " + broker + " does not answer: " + e.getMessage(),
            "Is the NATS server running, with JetStream? Name it with --nats.");
      }
    }

    static CommandFailure unknown(long number) {
      return new CommandFailure(
          "not_found",
          "there is no dead letter " + number,
          "parley nats dead-letters list shows which there are.");
    }
  }

  private static JsonObject json(Letter letter) {
    return JsonObject.builder()
        .put("number", letter.number())
        .put("reason", letter.reason())
        .put("subject", letter.subject())
        .put("deliveries", letter.deliveries())
        .put("first", letter.first().toString())
        .put("last", letter.last().toString())
        .put("bytes", letter.bytes().length)
        .build();
  }

  /// `parley nats dead-letters list`.
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists dead letters, the oldest first.")
  static final class ListAll implements Callable<Integer> {
    @Option(
        names = "--limit",
        paramLabel = "COUNT",
        defaultValue = "100",
        description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin private Queue queue = new Queue();
    @Mixin private OutputOptions options = new OutputOptions();

    ListAll() {}

    @Override
    public Integer call() {
      Output output = options.output();
      return queue.have(
          letters -> {
            List<Letter> found = letters.list(limit);
            output.json(
                JsonObject.EMPTY.with(
                    "deadLetters", JsonArray.of(found.stream().map(NatsCommand::json).toList())));
            if (found.isEmpty()) {
              output.say("No dead letters.");
              return Parley.SUCCESS;
            }
            Table table = new Table(Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT);
            table.row("NUMBER", "REASON", "TRIED", "LAST", "SUBJECT");
            for (Letter letter : found) {
              table.row(
                  Long.toString(letter.number()),
                  letter.reason(),
                  Long.toString(letter.deliveries()),
                  letter.last().toString(),
                  letter.subject());
            }
            output.say(table);
            return Parley.SUCCESS;
          });
    }
  }

  /// `parley nats dead-letters show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Shows one dead letter with what it says.")
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "NUMBER", description = "Which one.")
    private long number;

    @Mixin private Queue queue = new Queue();
    @Mixin private OutputOptions options = new OutputOptions();

    Show() {}

    @Override
    public Integer call() {
      Output output = options.output();
      return queue.have(
          letters -> {
            Letter letter = letters.find(number).orElseThrow(() -> Queue.unknown(number));
            String text = new String(letter.bytes(), StandardCharsets.UTF_8);
            output.json(json(letter).with("message", text));
            output.say("Number   " + letter.number());
            output.say("Reason   " + letter.reason() + ", after " + letter.deliveries() + " tries");
            output.say("Subject  " + letter.subject());
            output.say("Sent     " + letter.first());
            output.say("Given up " + letter.last());
            output.say();
            output.say(text.replaceAll("\\p{Cntrl}", "?"));
            return Parley.SUCCESS;
          });
    }
  }

  /// `parley nats dead-letters replay`.
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Sends a dead letter to where it was sent first.")
  static final class Replay implements Callable<Integer> {
    @Parameters(paramLabel = "NUMBER", description = "Which one.")
    private long number;

    @Mixin private Queue queue = new Queue();
    @Mixin private OutputOptions options = new OutputOptions();

    Replay() {}

    @Override
    public Integer call() {
      Output output = options.output();
      return queue.have(
          letters -> {
            switch (letters.replay(number)) {
              case UNKNOWN -> throw Queue.unknown(number);
              case DONE -> output.json(JsonObject.EMPTY.with("replayed", number));
            }
            output.say("It is in the queue again.");
            return Parley.SUCCESS;
          });
    }
  }

  /// `parley nats dead-letters drop`.
  @Command(
      name = "drop",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Forgets a dead letter.")
  static final class Drop implements Callable<Integer> {
    @Parameters(paramLabel = "NUMBER", description = "Which one.")
    private long number;

    @Mixin private Queue queue = new Queue();
    @Mixin private OutputOptions options = new OutputOptions();

    Drop() {}

    @Override
    public Integer call() {
      Output output = options.output();
      return queue.have(
          letters -> {
            switch (letters.drop(number)) {
              case UNKNOWN -> throw Queue.unknown(number);
              case DONE -> output.json(JsonObject.EMPTY.with("dropped", number));
            }
            output.say("It is gone.");
            return Parley.SUCCESS;
          });
    }
  }
}

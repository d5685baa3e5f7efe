package dev.parley.cli;

import dev.parley.a2a.call.A2aClient;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.call.PublishedKeys;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.WebAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley a2a`: agents of A2A.
@Command(
    name = "a2a",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {A2aCommand.Card.class, A2aCommand.Send.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at agents of A2A 1.0, and hands them work.")
final class A2aCommand {

  A2aCommand() {}

  private static URI address(CommandSpec spec, String text) {
    return WebAddress.parse(text)
        .map(known -> URI.create(known.text()))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "not an address: " + text + " (https, or http on this machine)"));
  }

  private static <T> T done(Outcome<T> outcome, String next) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Fault fault) ->
          throw new CommandFailure(fault.error().reason(), fault.message(), next);
    };
  }

  /// `parley a2a card`.
  @Command(
      name = "card",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Shows an agent's A2A card if it is signed by a key that its host, or another that you name,"
            + " publishes.",
        "Exit code 0: the signature holds. 1: it does not, or there is none."
      })
  static final class Card implements Callable<Integer> {
    @Parameters(
        paramLabel = "URL",
        description = "Where the card is, such as https://HOST/.well-known/agent-card.json")
    private String url = "";

    @Option(
        names = "--keys-at",
        paramLabel = "URL",
        description = "The host whose keys count. Default: that of the card.")
    private Optional<String> keysAt = Optional.empty();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Card() {}

    @Override
    public Integer call() {
      URI card = address(spec, url);
      URI host = keysAt.map(text -> address(spec, text)).orElse(card);
      try (PublishedKeys keys = new PublishedKeys(host, CallLimits.USUAL)) {
        CardSignature.Keys known = keys;
        JsonObject json =
            done(
                A2aClient.card(
                    card,
                    CardCheck.signedBy(CryptoProviders.verifying().verifier(), known),
                    CallLimits.USUAL),
                "Look at the address, or name the host whose keys count with --keys-at.");
        show(options.output(), json, host);
      }
      return Parley.SUCCESS;
    }

    private static void show(Output output, JsonObject card, URI host) {
      output.json(card);
      output.say(card.string("name").orElse("") + ": " + card.string("description").orElse(""));
      Table table = new Table(Table.Side.LEFT, Table.Side.LEFT);
      table.row("signed", "by a key that " + host.getAuthority() + " publishes");
      for (JsonValue each : card.array("supportedInterfaces").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject face) {
          table.row(face.string("protocolBinding").orElse(""), face.string("url").orElse(""));
        }
      }
      asp(card)
          .flatMap(extension -> extension.object("params"))
          .flatMap(params -> params.string("agentId"))
          .ifPresent(agent -> table.row("asp", agent));
      output.say(table);
    }

    private static Optional<JsonObject> asp(JsonObject card) {
      return card
          .object("capabilities")
          .flatMap(c -> c.array("extensions"))
          .orElse(JsonArray.EMPTY)
          .values()
          .stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonObject.class::cast)
          .filter(e -> e.string("uri").filter(SessionExtension.URI::equals).isPresent())
          .findFirst();
    }
  }

  /// `parley a2a send`.
  @Command(
      name = "send",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Sends an agent of A2A a message and shows what comes of it. It belongs to no session.",
        "Exit code 0: the agent answered, or did it. 1: it failed, declined, or asks back."
      })
  static final class Send implements Callable<Integer> {
    @Parameters(paramLabel = "URL", description = "Where the agent's card is.")
    private String url = "";

    @Parameters(paramLabel = "TEXT", description = "What to say.")
    private String text = "";

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Send() {}

    @Override
    public Integer call() {
      Output output = options.output();
      Outcome<A2aClient> client =
          A2aClient.to(address(spec, url), CardCheck.NONE, Set.of(), CallLimits.USUAL);
      try (A2aClient open = done(client, "./parley a2a card " + url + " shows what it speaks.")) {
        JsonObject message = MessageForm.text(UUID.randomUUID().toString(), "ROLE_USER", text);
        JsonObject answer = done(open.send(message), "Try again, or ask whoever runs it.");
        output.json(answer);
        return shown(output, answer);
      }
    }

    private static int shown(Output output, JsonObject answer) {
      Optional<JsonObject> task = answer.object("task");
      if (task.isEmpty()) {
        say(output, answer.object("message").orElse(JsonObject.EMPTY));
        return Parley.SUCCESS;
      }
      JsonObject status = task.get().object("status").orElse(JsonObject.EMPTY);
      Optional<TaskState> state = status.string("state").flatMap(TaskState::parse);
      output.say(
          state.map(s -> s.name().toLowerCase(Locale.ROOT).replace('_', ' ')).orElse("?")
              + "  task "
              + task.get().string("id").orElse(""));
      status.object("message").ifPresent(message -> say(output, message));
      for (JsonValue each : task.get().array("artifacts").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject artifact) {
          output.say(artifact.string("name").orElse("") + ":");
          say(output, artifact);
        }
      }
      return state.equals(Optional.of(TaskState.COMPLETED)) ? Parley.SUCCESS : Parley.FAILURE;
    }

    private static void say(Output output, JsonObject holder) {
      for (JsonValue each : holder.array("parts").orElse(JsonArray.EMPTY)) {
        if (each instanceof JsonObject part) {
          output.say(
              "  " + part.string("text").orElseGet(() -> part.without("metadata").toString()));
        }
      }
    }
  }
}

package dev.parley.cli;

import dev.parley.client.CardDraft;
import dev.parley.client.FoundAgent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley agent`: who an agent is.
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      AgentCommand.Keygen.class,
      AgentCommand.Register.class,
      AgentCommand.Show.class,
      OrganizationCommand.class,
      AgentEndorseCommand.class,
      AgentMandateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Makes an agent's keys, registers it, shows it; signs what its organisation says.")
final class AgentCommand {

  AgentCommand() {}

  /// Reads an agent's name as it was typed.
  static AgentUri agent(CommandSpec spec, String text) {
    return AgentUri.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "not the name of an agent: "
                        + text
                        + " (it looks like agent://acme.example/procurement/alpha)"));
  }

  /// `parley agent keygen`.
  @Command(
      name = "keygen",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Makes an agent: its secret keys and what its card says, in one new file that only you can"
            + " read.",
        "The file is the agent. Whoever has it can speak as the agent; without it nobody can."
      })
  static final class Keygen implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Where to write it; nothing may be there yet.")
    private Path file = Path.of("");

    @Option(
        names = "--id",
        required = true,
        paramLabel = "AGENT",
        description = "The agent's name: agent://DOMAIN/PATH")
    private String id = "";

    @Option(
        names = "--org",
        paramLabel = "ORG",
        description = "Its organisation. Default: org_ and the first part of the domain.")
    private Optional<String> org = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Its name for people.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it does, for people.")
    private Optional<String> description = Optional.empty();

    @Option(
        names = "--offers",
        paramLabel = "CAPABILITY",
        description = "What others find it by, such as gpu-compute. Can be given several times.")
    private List<String> offers = List.of();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Keygen() {}

    @Override
    public Integer call() {
      AgentUri agent = agent(spec, id);
      CardDraft card = CardDraft.named(name.orElse(agent.path()));
      for (String capability : offers) {
        card = card.offering(capability);
      }
      card = description.map(card::describedAs).orElse(card);
      String domain = agent.domain();
      String first = domain.contains(".") ? domain.substring(0, domain.indexOf('.')) : domain;
      KeyFile made =
          KeyFile.create(file, agent, org.orElse("org_" + first.replace('-', '_')), card);
      Output output = options.output();
      output.json(local(made));
      output.say("The keys of " + agent + " are in " + file + "; keep it secret.");
      output.say("Next: ./parley agent register --keys " + file);
      return Parley.SUCCESS;
    }
  }

  /// `parley agent register`.
  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Brings the agent's card at the node up to date with its key file. Doing it again changes"
            + " nothing.",
        "With --rotate it makes new keys first, signed for by the old ones."
      })
  static final class Register implements Callable<Integer> {
    @Mixin private AgentAtNode who = new AgentAtNode();

    @Option(names = "--rotate", description = "Make new keys and register them.")
    private boolean rotate;

    @Mixin private OutputOptions options = new OutputOptions();

    Register() {}

    @Override
    public Integer call() {
      Output output = options.output();
      try (AgentAtNode.Connected at = who.connect()) {
        AgentCard card = rotate ? at.agent().rotateKeys() : at.agent().register();
        output.json(card.json());
        output.say(
            "%s is registered with card version %d".formatted(card.agentId(), card.version()));
        output.say("Card: " + card.hash());
      }
      return Parley.SUCCESS;
    }
  }

  /// `parley agent show`.
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Shows an agent: with --keys what is in a key file (never its secrets), with AGENT the card"
            + " that a node has of it.",
      })
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "AGENT", arity = "0..1", description = "The agent's name.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--keys", paramLabel = "FILE", description = "An agent's key file.")
    private Optional<Path> keys = Optional.empty();

    @Option(
        names = "--node",
        paramLabel = "URL",
        defaultValue = "http://127.0.0.1:8470",
        description = "The node. Default: ${DEFAULT-VALUE}.")
    private URI node;

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Show() {}

    @Override
    public Integer call() {
      if (id.isPresent() == keys.isPresent()) {
        throw new ParameterException(
            spec.commandLine(), "name an AGENT or give --keys, one of them");
      }
      Output output = options.output();
      JsonObject shown = keys.isPresent() ? local(KeyFile.open(keys.get())) : registered();
      output.json(shown);
      Table table = new Table(Table.Side.LEFT, Table.Side.LEFT);
      shown.names().forEach(name -> table.row(name, text(shown, name)));
      output.say(table);
      return Parley.SUCCESS;
    }

    private JsonObject registered() {
      AgentUri agent = agent(spec, id.orElseThrow());
      try (NodeConnection connection = AgentAtNode.connection(spec, node)) {
        return connection
            .agent(agent)
            .map(FoundAgent::card)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ErrorCode.AGENT_NOT_FOUND.wire(),
                        "the node at " + node + " does not know " + agent,
                        "Check the name; agents are found with: ./parley discover --help"));
      }
    }

    private static String text(JsonObject shown, String name) {
      return switch (shown.get(name)) {
        case JsonString(String text) -> text;
        case JsonArray list ->
            StreamSupport.stream(list.spliterator(), false)
                .map(each -> each instanceof JsonString(String text) ? text : each.toString())
                .collect(Collectors.joining(", "));
        case null -> "";
        case JsonValue other -> other.toString();
      };
    }
  }

  /// What may be shown of a key file.
  private static JsonObject local(KeyFile file) {
    Ed25519Key key = file.keys().signer().publicKey();
    return JsonObject.builder()
        .put("agentId", file.agentId().text())
        .put("orgId", file.orgId())
        .put("card", file.card().fields())
        .put("signingPublicKey", key.jwk())
        .put("keyThumbprint", key.thumbprint())
        .put("dpopPublicKey", file.keys().proofSigner().publicKey().jwk())
        .put("file", file.path().toString())
        .build();
  }
}

package dev.parley.cli;

import dev.parley.client.KeyFile;
import dev.parley.core.card.NamedAgent;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.wire.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley agent organization`: with what an organisation proves its domain to nodes.
@Command(
    name = "organization",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Writes the record that names the agents of an organisation, signed with its key.",
      "Published on the web server of its domain, it lets these agents register at nodes, and only"
          + " with these keys. Make the organisation's key with 'parley agent keygen', under a name"
          + " of its own such as agent://acme.example/organization."
    })
final class OrganizationCommand implements Callable<Integer> {

  /// A node whose clock is a little behind takes the record at once.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "Where to write the record; what is there is replaced.")
  private Path file = Path.of("");

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description = "The organisation's key file; its domain and orgId stand in the record.")
  private Path keys = Path.of("");

  @Option(
      names = "--agent",
      paramLabel = "AGENT=KEY",
      description = {
        "An agent that may register, with the thumbprint of its signing key as 'parley agent show"
            + " --keys FILE' has it; or the agent's key file. Can be given several times; without"
            + " it the record says that nobody may any more."
      })
  private List<String> agents = List.of();

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "90",
      description = "How long it holds, 1 to 400. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  OrganizationCommand() {}

  @Override
  public Integer call() {
    if (days < 1 || days > OrganizationRecord.LONGEST.toDays()) {
      throw new ParameterException(spec.commandLine(), "--days has to be between 1 and 400");
    }
    List<NamedAgent> named = agents.stream().map(this::named).toList();
    KeyFile organization = KeyFile.open(keys);
    Instant from = Instant.now().minus(CLOCKS_DIFFER);
    OrganizationRecord record =
        switch (OrganizationRecord.sign(
            organization.orgId(),
            organization.agentId().domain(),
            named,
            from,
            from.plus(Duration.ofDays(days)),
            organization.keys().signer())) {
          case Decoded.Valid<OrganizationRecord>(OrganizationRecord made) -> made;
          case Decoded.Refused<OrganizationRecord>(Refusal refusal) ->
              throw new CommandFailure(
                  refusal.code().wire(),
                  refusal.message(),
                  "Every --agent has to be under the organisation's domain, and named once.");
        };
    publishable(record);
    Output output = options.output();
    output.json(record.json());
    String place = "https://" + record.domain() + OrganizationRecord.PATH;
    output.say("The record of %s is in %s:".formatted(record.orgId(), file));
    record.agents().forEach(agent -> output.say("  " + agent.agentId() + "  " + agent.key()));
    output.say("It ends at " + Timestamp.format(record.expires()) + "; replace it before.");
    output.say("Publish it as " + place);
    output.say("with Content-Type: application/json. Then the agents register as always.");
    return Parley.SUCCESS;
  }

  /// Readable for all, since it is to be read by all.
  private void publishable(OrganizationRecord record) {
    try {
      Files.write(file, CanonicalJson.bytes(record.json()));
    } catch (IOException e) {
      throw new CommandFailure(
          "unwritable", "cannot write " + file + ": " + e, "Name a file that can be written.");
    }
  }

  private NamedAgent named(String text) {
    int split = text.lastIndexOf('=');
    if (!text.startsWith("agent://")) {
      KeyFile agent = KeyFile.open(Path.of(text));
      return new NamedAgent(agent.agentId(), agent.keys().signer().publicKey().thumbprint());
    }
    AgentUri agent = AgentCommand.agent(spec, split < 0 ? text : text.substring(0, split));
    String key = split < 0 ? "" : text.substring(split + 1);
    if (!ProofKey.isThumbprint(key)) {
      throw new ParameterException(
          spec.commandLine(),
          "not the thumbprint of a key: '"
              + key
              + "' (write "
              + agent
              + "=KEY with the 43 characters that 'parley agent show --keys FILE' has)");
    }
    return new NamedAgent(agent, key);
  }
}

package dev.parley.cli;

import dev.parley.client.FoundAgent;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `parley discover`: who offers something.
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Finds the agents at a node that offer a capability.",
      "Exit code 0: some were found. 1: none."
    })
final class DiscoverCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CAPABILITY", description = "What is wanted, such as gpu-compute.")
  private String capability = "";

  @Option(
      names = "--min-trust",
      paramLabel = "SCORE",
      defaultValue = "0",
      description = "The least trust score, 0 to 100. Default: ${DEFAULT-VALUE}.")
  private double minTrust;

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  DiscoverCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    List<FoundAgent> found;
    try (AgentAtNode.Connected at = who.connect()) {
      found = at.agent().discover(capability, minTrust);
    }
    found.stream().map(FoundAgent::card).forEach(output::json);
    Table table = new Table(Table.Side.RIGHT, Table.Side.LEFT, Table.Side.LEFT);
    table.row("TRUST", "AGENT", "NAME");
    for (FoundAgent agent : found) {
      table.row(
          String.format(Locale.ROOT, "%.2f", agent.trustScore()),
          agent.agentId().text(),
          agent.name());
    }
    if (found.isEmpty()) {
      output.say("Nobody here offers " + capability + " with a score of " + minTrust + " or more.");
    } else {
      output.say(table);
    }
    return found.isEmpty() ? Parley.FAILURE : Parley.SUCCESS;
  }
}

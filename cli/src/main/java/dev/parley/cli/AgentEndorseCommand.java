package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley agent endorse`: stands up for another agent, or takes that back.
@Command(
    name = "endorse",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Endorses another agent at the node, where it counts by your own trust score, which has to be"
          + " at least 30.",
      "With --withdraw it takes that back."
    })
final class AgentEndorseCommand implements Callable<Integer> {

  @Parameters(paramLabel = "AGENT", description = "Whom.")
  private String id = "";

  @Option(names = "--statement", paramLabel = "TEXT", description = "What people should read.")
  private Optional<String> statement = Optional.empty();

  @Option(names = "--withdraw", description = "Take the endorsement back.")
  private boolean withdraw;

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  AgentEndorseCommand() {}

  @Override
  public Integer call() {
    AgentUri agent = AgentCommand.agent(spec, id);
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect()) {
      if (withdraw) {
        output.json(at.agent().withdrawEndorsement(agent, given(at.agent(), agent)));
        output.say(at.agent().id() + " endorses " + agent + " no longer");
      } else {
        output.json(at.agent().endorse(agent, statement));
        output.say(at.agent().id() + " endorses " + agent);
      }
    }
    return Parley.SUCCESS;
  }

  private static Hash given(Agent self, AgentUri agent) {
    List<JsonObject> all = self.endorsements(agent);
    return all.stream()
        .flatMap(each -> each.object("endorsement").stream())
        .map(each -> Endorsement.decode(each).orThrow())
        .filter(each -> each.by().equals(self.id()))
        .map(Endorsement::hash)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "invalid_reference",
                    self.id() + " does not endorse " + agent,
                    "There is nothing to take back."));
  }
}

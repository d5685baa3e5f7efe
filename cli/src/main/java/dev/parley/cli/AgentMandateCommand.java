package dev.parley.cli;

import dev.parley.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley agent mandate`: what an agent may do without asking.
@Command(
    name = "mandate",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Lodges with the node what the agent may bind its principal to without asking, or shows it.",
      "The file has any of maxValue, floor and approvalAbove, each {\"amount\", \"currency\"},"
          + " currencies, counterparties (agents or domains) and maxRounds. Nobody else sees it; the"
          + " node refuses what goes beyond it with escalation_required."
    })
final class AgentMandateCommand implements Callable<Integer> {
  @Option(
      names = "--limits",
      paramLabel = "FILE",
      description = "A JSON file with the limits, which replace those before. Default: show them.")
  private Optional<Path> limits = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();
  @Mixin private OutputOptions options = new OutputOptions();

  AgentMandateCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    Optional<JsonObject> stated = limits.map(JsonFile::object);
    try (AgentAtNode.Connected at = who.connect()) {
      stated.ifPresent(at.agent().mandate()::lodge);
      JsonObject kept = at.agent().mandate().show();
      output.json(kept);
      output.say(
          "Kept since "
              + kept.string("acceptedAt").orElse("")
              + ": "
              + kept.object("mandate")
                  .orElse(JsonObject.EMPTY)
                  .without("integrity", "type", "by", "timestamp"));
    }
    return Parley.SUCCESS;
  }
}

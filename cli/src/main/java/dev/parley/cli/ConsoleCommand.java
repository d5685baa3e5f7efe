package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley console`: lets a person in at the node's pages.
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Makes a link by which a person signs in at the node's pages, once, within a quarter of an"
          + " hour.",
      "A viewer looks. An operator also decides what waits for the node's operators, and rules on"
          + " disputes. With --as, the person decides in the name of one agent, an authority whose"
          + " keys the node holds."
    })
final class ConsoleCommand implements Callable<Integer> {
  private static final String OPERATOR = "operator";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "How the person is called in what it decides.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = OPERATOR,
      description = "viewer or operator. Default: ${DEFAULT-VALUE}.")
  private String role = OPERATOR;

  @Option(
      names = "--for",
      paramLabel = "DOMAIN",
      description = "Only what agents of this organisation take part in. Default: everything.")
  private Optional<String> organisation = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "AGENT",
      description = "The agent in whose name the person decides, and whose sessions it sees.")
  private Optional<String> agent = Optional.empty();

  @Mixin private OperatorAtNode who = new OperatorAtNode();
  @Mixin private OutputOptions options = new OutputOptions();

  ConsoleCommand() {}

  @Override
  public Integer call() {
    Output output = options.output();
    Map<String, String> sees =
        agent
            .map(uri -> Map.of("agent", uri))
            .or(() -> organisation.map(domain -> Map.of("organisation", domain)))
            .orElseGet(Map::of);
    try (OperatorAtNode.Connected at = who.connect()) {
      JsonObject link =
          at.operator().consoleLink(name, agent.isPresent() ? "authority" : role, sees);
      output.json(link);
      output.say(
          "%s signs in once, as %s who sees %s, with:"
              .formatted(
                  output.paint(Ink.STRONG, name),
                  link.string("role").orElse(""),
                  link.string("sees").orElse("")));
      output.say("  " + link.string("url").orElse(""));
    }
    return Parley.SUCCESS;
  }
}

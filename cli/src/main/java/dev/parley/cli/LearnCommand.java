package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.Learning;
import dev.parley.client.NodeConnection;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.learning.LearnReport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `parley learn`: what one's own sessions teach (protocol section 6, LEARN).
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = LearnCommand.Report.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Learns from an agent's own sessions. Nothing of it enters a session.")
final class LearnCommand {

  LearnCommand() {}

  /// `parley learn report`.
  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Tells how an agent's sessions went: courses, agreements, breaches, answers, offers, prices;"
            + " what they speak for, how well they predict, and what may be told to others.",
        "With FILEs it reads transcripts and needs no node; else it fetches the agent's own from the"
            + " node. Each is verified first; one that does not hold ends the command with 1."
      })
  static final class Report implements Callable<Integer> {

    @Parameters(
        paramLabel = "FILE",
        arity = "0..*",
        description = "Transcripts, made by 'parley transcript export'.")
    private List<Path> files = new ArrayList<>();

    @Option(
        names = "--as",
        paramLabel = "AGENT",
        description = "Who learns, where transcripts are read. Default: the agent of --keys.")
    private Optional<String> as = Optional.empty();

    @Option(
        names = "--keys",
        paramLabel = "FILE",
        description = "The agent's key file, made by 'parley agent keygen'.")
    private Optional<Path> keys = Optional.empty();

    @Option(
        names = "--node",
        paramLabel = "URL",
        defaultValue = "http://127.0.0.1:8470",
        description = "The node. Default: ${DEFAULT-VALUE}.")
    private URI node;

    @Option(
        names = "--from-node",
        description = "Take the report that the node makes: one request, and the node's word.")
    private boolean fromNode;

    @Option(
        names = "--last",
        paramLabel = "N",
        defaultValue = "" + LearnReport.USUAL_SESSIONS,
        description = "Of how many sessions at most, the newest. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Option(
        names = "--path",
        paramLabel = "POINTER",
        description =
            "Where the price stands in the terms of proposals, such as /price. Default: what the"
                + " session's terms name, else a number called price, amount or total.")
    private Optional<String> path = Optional.empty();

    @Option(
        names = "--html",
        paramLabel = "FILE",
        description = "Also write it as one page of HTML, with charts and without scripts.")
    private Optional<Path> html = Optional.empty();

    @Mixin private OutputOptions options = new OutputOptions();

    @Spec private CommandSpec spec;

    Report() {}

    @Override
    public Integer call() {
      if (last < 1 || last > LearnReport.MOST_SESSIONS) {
        throw wrong("--last takes 1 to " + LearnReport.MOST_SESSIONS);
      }
      Optional<JsonPointer> place = path.map(this::pointer);
      Output output = options.output();
      JsonObject report = files.isEmpty() ? fetched(place) : read(place, output);
      html.ifPresent(file -> page(file, report));
      output.json(report);
      if (!output.isJson()) {
        LearnText.say(output, report);
      }
      html.ifPresent(file -> output.say("The page is in " + file));
      return Parley.SUCCESS;
    }

    private static void page(Path file, JsonObject report) {
      byte[] page = LearnPage.of(report).getBytes(StandardCharsets.UTF_8);
      TranscriptCommand.write(file, out -> out.write(page));
    }

    private JsonPointer pointer(String text) {
      return JsonPointer.parse(text)
          .filter(_ -> !text.isEmpty())
          .orElseThrow(() -> wrong("--path takes a JSON pointer such as /price, not " + text));
    }

    private JsonObject read(Optional<JsonPointer> place, Output output) {
      if (fromNode) {
        throw wrong("--from-node reads no FILE");
      }
      return LearnFiles.report(self(), files, last, place, output);
    }

    private AgentUri self() {
      if (as.isPresent()) {
        return AgentUri.parse(as.get())
            .orElseThrow(() -> wrong("--as takes an agent such as agent://acme.example/alpha"));
      }
      return keys.map(file -> KeyFile.open(file).agentId())
          .orElseThrow(() -> wrong("--as or --keys has to say whose sessions they are"));
    }

    private JsonObject fetched(Optional<JsonPointer> place) {
      if (keys.isEmpty()) {
        throw wrong("FILEs or --keys is required");
      }
      if (as.isPresent()) {
        throw wrong("--as belongs to FILEs: at a node it is the agent of --keys");
      }
      KeyFile file = KeyFile.open(keys.get());
      try (NodeConnection connection = AgentAtNode.connection(spec, node)) {
        Learning learning = Agent.at(connection, file).learning();
        return fromNode
            ? learning.fromNode(last, place)
            : learning.fromTranscripts(last, place).json();
      }
    }

    private ParameterException wrong(String why) {
      return new ParameterException(spec.commandLine(), why);
    }
  }
}

package dev.parley.bench;

import dev.parley.bench.negotiation.Arena;
import dev.parley.bench.negotiation.NegotiationPage;
import dev.parley.bench.negotiation.NegotiationPage.Played;
import dev.parley.bench.negotiation.NegotiationPage.Wires;
import dev.parley.bench.negotiation.NegotiationReport;
import dev.parley.bench.negotiation.StrategyChart;
import dev.parley.bench.negotiation.ThreeParties;
import dev.parley.bench.negotiation.ThreeRun;
import dev.parley.bench.negotiation.Tournament;
import dev.parley.bench.negotiation.Trio;
import dev.parley.bench.negotiation.WireRun;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.tables.ReportFile;
import dev.parley.cli.Progress;
import dev.parley.client.negotiation.Scenario;
import dev.parley.client.negotiation.Strategy;
import dev.parley.core.error.Decoded;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lab negotiate`: the tournament of negotiators.
@Command(
    name = "negotiate",
    mixinStandardHelpOptions = true,
    description = {
      "Lets every strategy bargain with every strategy in every domain, by twos and by threes, and"
          + " measures what comes of it.",
      "With --over http also at a real node; then the exit code is 1 unless all was the same."
    })
final class NegotiateLabCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 10_000;

  /// How the moves get from one side to the other.
  enum Carrier {
    memory,
    http
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "Turns of each side, 1 to 10000; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(
      names = "--domains",
      paramLabel = "NAME",
      split = ",",
      description = "Only these of the domains that come with Parley; none for none.")
  private List<String> domains = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A domain of your own besides (docs/negotiation.md); may be given again.")
  private List<Path> files = List.of();

  @Option(
      names = "--strategies",
      paramLabel = "NAME",
      split = ",",
      description = "Only these: boulware, linear, conceder, hardliner, tit-for-tat, micro.")
  private List<String> strategies = List.of();

  @Option(
      names = "--over",
      paramLabel = "memory|http",
      defaultValue = "memory",
      description = "http: also over the wire, at a node in a process of its own.")
  private Carrier over = Carrier.memory;

  @Option(names = "--write", paramLabel = "FILE", description = "Where to write the page.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the same for the console: in DATA/lab of a node it is shown.")
  private Optional<Path> report = Optional.empty();

  NegotiateLabCommand() {}

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw wrong("--rounds has to be 1 to " + MOST_ROUNDS);
    }
    Tournament tournament = Tournament.of(arenas(), strategies(), rounds);
    Played played =
        new Played(tournament, ThreeParties.of(Trio.all().toList(), strategies(), rounds));
    Optional<Wires> wire =
        switch (over) {
          case memory -> Optional.empty();
          case http -> Optional.of(Scratch.with(folder -> carried(played, folder)));
        };
    write(played, wire);
    List<String> faults = wire.map(Wires::faults).orElse(List.of());
    for (String fault : faults) {
      System.err.println("parley: " + fault);
    }
    return faults.isEmpty() ? 0 : 1;
  }

  private void write(Played played, Optional<Wires> wire) throws IOException {
    if (report.isPresent()) {
      ReportFile.write(report.get(), NegotiationReport.of(named(), played));
      System.err.println("Written to " + report.get());
    }
    Optional<String> chart = file.map(NegotiateLabCommand::chart);
    String page = NegotiationPage.of(played, wire, chart);
    if (file.isPresent()) {
      Files.writeString(file.get(), page);
      Files.writeString(
          file.get().resolveSibling(chart.orElseThrow()), StrategyChart.of(played.two()));
      System.err.println("Written to " + file.get());
    } else if (report.isEmpty()) {
      System.out.print(page);
    }
  }

  /// The options that give the same figures, as the report repeats them.
  private String named() {
    return "--rounds "
        + rounds
        + (domains.isEmpty() ? "" : " --domains " + String.join(",", domains))
        + " --file FILE".repeat(files.size())
        + (strategies.isEmpty() ? "" : " --strategies " + String.join(",", strategies));
  }

  private static Wires carried(Played played, Path folder) throws Exception {
    Tournament two = played.two();
    int sessions = two.results().size();
    List<ThreeParties.Result> tables = ThreeRun.carried(played.three());
    int all = sessions + tables.size();
    try (Progress progress = progress()) {
      WireRun run = WireRun.of(two, folder, done -> progress.at(done, all, done + " of " + all));
      Path other = Files.createDirectory(folder.resolve("three"));
      try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(other.resolve("node")))) {
        ThreeRun three =
            ThreeRun.of(
                tables,
                node.address(),
                other,
                done -> progress.at(sessions + done, all, (sessions + done) + " of " + all));
        return new Wires(run, three);
      }
    }
  }

  /// A bar where somebody looks at it.
  static Progress progress() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> Progress.on(console.writer(), "Sessions"))
        .orElseGet(Progress::silent);
  }

  private List<Arena> arenas() throws IOException {
    List<Arena> out = new ArrayList<>();
    for (String name : domains.isEmpty() ? Arena.NAMES : domains) {
      if (Arena.NAMES.contains(name)) {
        out.add(Arena.named(name));
      } else if (!name.equals("none")) {
        throw wrong("no domain " + name + "; there are " + String.join(", ", Arena.NAMES));
      }
    }
    for (Path each : files) {
      if (!Files.isRegularFile(each)) {
        throw wrong("no file " + each);
      }
      switch (Scenario.read(Files.readAllBytes(each))) {
        case Decoded.Valid<Scenario>(Scenario scenario) -> out.add(Arena.of(scenario));
        case Decoded.Refused<Scenario>(var refusal) ->
            throw wrong(each + ": " + refusal.code().wire() + ": " + refusal.message());
      }
    }
    if (out.isEmpty()) {
      throw wrong("no domain is left");
    }
    return out;
  }

  private List<Strategy> strategies() {
    List<Strategy> out = new ArrayList<>();
    for (String name : strategies) {
      out.add(Strategy.parse(name).orElseThrow(() -> wrong("no strategy " + name)));
    }
    return out.isEmpty() ? List.of(Strategy.values()) : out;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private static String chart(Path page) {
    String name = String.valueOf(page.getFileName());
    return (name.endsWith(".md") ? name.substring(0, name.length() - 3) : name) + ".svg";
  }
}

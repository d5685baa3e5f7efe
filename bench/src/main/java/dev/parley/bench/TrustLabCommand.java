package dev.parley.bench;

import dev.parley.bench.tables.ReportFile;
import dev.parley.bench.trust.Attack;
import dev.parley.bench.trust.AucChart;
import dev.parley.bench.trust.Findings;
import dev.parley.bench.trust.Ratings;
import dev.parley.bench.trust.SameScores;
import dev.parley.bench.trust.Setting;
import dev.parley.bench.trust.SweepChart;
import dev.parley.bench.trust.TrustPage;
import dev.parley.bench.trust.TrustReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lab trust`: the benchmark "Trust under attack".
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = {
      "Attacks the trust score in a simulated market, beside other ways to score.",
      "Size S takes some minutes, M some hours. The same command gives the same figures."
    })
final class TrustLabCommand implements Callable<Integer> {
  /// Of ten agents two are adversaries, the fewest that can be a ring.
  private static final int LEAST_AGENTS = 10;

  /// So many that all dealings of a day are over before the first deadline of that day.
  private static final int MOST_AGENTS = 900;

  /// How large the market is.
  enum Size {
    S,
    M
  }

  @Option(
      names = "--size",
      defaultValue = "S",
      description = "S or M; ${DEFAULT-VALUE} if not given.")
  private Size size = Size.S;

  @Option(
      names = "--adversaries",
      paramLabel = "PERCENT",
      description = "Another share of adversaries than a fifth.")
  private Optional<Integer> adversaries = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Another number of runs, with the seeds 1 to N, than the size has.")
  private Optional<Integer> runs = Optional.empty();

  @Option(names = "--write", paramLabel = "FILE", description = "Where to write the page.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where to write the same for the console: in DATA/lab of a node it is shown.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--ratings",
      paramLabel = "FILE",
      description = "Real ratings too: CSV, one line of titles, source,target,weight,timestamp.")
  private Optional<Path> ratings = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE|rule",
      defaultValue = "rule",
      description =
          "Who is good (1) and bad (-1): CSV node,label; or by the strong ratings of seeds.")
  private String labels = "rule";

  @Option(
      names = "--seeds",
      paramLabel = "N,…|founder",
      defaultValue = "founder",
      description = "Nodes trusted to begin with; founder: node 1 and whom it rates 5 or more.")
  private String seeds = "founder";

  @Option(
      names = "--through-node",
      description =
          "Instead: the ring and slander as real sessions at a node, whose scores have to be those"
              + " of the run in memory, bit for bit.")
  private boolean throughNode;

  @Option(
      names = "--agents",
      defaultValue = "60",
      description = "With --through-node: how many agents; ${DEFAULT-VALUE} if not given.")
  private int agents;

  @Option(
      names = "--days",
      defaultValue = "20",
      description = "With --through-node: how many days; ${DEFAULT-VALUE} if not given.")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "With --through-node: of the draws; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Spec private CommandSpec spec;

  TrustLabCommand() {}

  @Override
  public Integer call() throws Exception {
    if (throughNode) {
      return throughNode();
    }
    if (runs.filter(number -> number < 1).isPresent()) {
      throw new ParameterException(spec.commandLine(), "--runs is at least 1");
    }
    Optional<Ratings> real = Optional.empty();
    if (ratings.isPresent()) {
      try {
        real = Optional.of(Ratings.read(ratings.get(), labels, seeds));
      } catch (IOException | IllegalArgumentException unreadable) {
        System.err.println("parley: cannot read the ratings: " + unreadable.getMessage());
        System.err.println(
            "  Check --ratings, --labels and --seeds; see ./parley lab trust --help");
        return 1;
      }
    }
    ProgressBar bar = ProgressBar.of(Findings.steps(market()));
    Findings findings = Findings.of(market(), bar);
    bar.end();
    write(findings, real);
    return 0;
  }

  private void write(Findings findings, Optional<Ratings> real) throws IOException {
    if (report.isPresent()) {
      String options = "--size " + named() + (real.isPresent() ? " --ratings FILE" : "");
      ReportFile.write(report.get(), TrustReport.of(options, findings, real));
      System.err.println("Written to " + report.get());
    }
    Optional<String> chart = file.map(TrustLabCommand::chart);
    String page = TrustPage.of(named(), findings, real, chart);
    if (file.isPresent()) {
      Files.writeString(file.get(), page);
      Path attacks = file.get().resolveSibling(chart.orElseThrow());
      Files.writeString(attacks, AucChart.of(findings));
      Files.writeString(
          file.get().resolveSibling(SweepChart.besides(chart.orElseThrow())),
          SweepChart.of(findings.sweep()));
      System.err.println("Written to " + file.get());
    } else if (report.isEmpty()) {
      System.out.print(page);
    }
  }

  private int throughNode() throws Exception {
    if (Stream.of(file, report, ratings, adversaries, runs).anyMatch(Optional::isPresent)) {
      throw new ParameterException(
          spec.commandLine(),
          "--through-node writes no page: it takes --agents, --days and --seed only");
    }
    if (agents < LEAST_AGENTS || agents > MOST_AGENTS || days < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--agents is %d to %d, and --days at least 1".formatted(LEAST_AGENTS, MOST_AGENTS));
    }
    int code = 0;
    for (Attack attack : List.of(Attack.RING, Attack.SLANDER)) {
      Setting setting = Setting.of(attack, SameScores.market(agents, days));
      ProgressBar bar = ProgressBar.of(days);
      SameScores scores = Scratch.with(folder -> SameScores.compare(setting, seed, folder, bar));
      bar.end();
      System.out.println(scores);
      code = scores.same() ? code : 1;
    }
    return code;
  }

  /// The options of the size, as the page repeats them.
  private String named() {
    return size.name()
        + adversaries.map(percent -> " --adversaries " + percent).orElse("")
        + runs.map(number -> " --runs " + number).orElse("");
  }

  private Setting.Size market() {
    Setting.Size chosen =
        switch (size) {
          case S -> Setting.Size.S;
          case M -> Setting.Size.M;
        };
    Setting.Size shared = adversaries.map(chosen::withAdversaries).orElse(chosen);
    return runs.map(shared::withRuns).orElse(shared);
  }

  private static String chart(Path page) {
    String name = String.valueOf(page.getFileName());
    return (name.endsWith(".md") ? name.substring(0, name.length() - 3) : name) + ".svg";
  }
}

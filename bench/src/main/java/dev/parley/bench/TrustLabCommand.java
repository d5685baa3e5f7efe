package dev.parley.bench;

import dev.parley.bench.trust.AucChart;
import dev.parley.bench.trust.Findings;
import dev.parley.bench.trust.Ratings;
import dev.parley.bench.trust.Setting;
import dev.parley.bench.trust.SweepChart;
import dev.parley.bench.trust.TrustPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lab trust`: the benchmark "Trust under attack".
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = {
      "Attacks the trust score in a simulated market, beside other ways to score.",
      "Size S takes some minutes, M some hours. The same command gives the same figures."
    })
final class TrustLabCommand implements Callable<Integer> {
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

  @Option(names = "--write", paramLabel = "FILE", description = "Where to write the page.")
  private Optional<Path> file = Optional.empty();

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

  TrustLabCommand() {}

  @Override
  public Integer call() throws IOException {
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
    Optional<String> chart = file.map(TrustLabCommand::chart);
    String page = TrustPage.of(size.name(), findings, real, chart);
    if (file.isPresent()) {
      Files.writeString(file.get(), page);
      Path attacks = file.get().resolveSibling(chart.orElseThrow());
      Files.writeString(attacks, AucChart.of(findings));
      Files.writeString(
          file.get().resolveSibling(SweepChart.besides(chart.orElseThrow())),
          SweepChart.of(findings.sweep()));
      System.err.println("Written to " + file.get());
    } else {
      System.out.print(page);
    }
    return 0;
  }

  private Setting.Size market() {
    Setting.Size chosen =
        switch (size) {
          case S -> Setting.Size.S;
          case M -> Setting.Size.M;
        };
    return adversaries.map(chosen::withAdversaries).orElse(chosen);
  }

  private static String chart(Path page) {
    String name = String.valueOf(page.getFileName());
    return (name.endsWith(".md") ? name.substring(0, name.length() - 3) : name) + ".svg";
  }
}

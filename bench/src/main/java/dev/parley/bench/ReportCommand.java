package dev.parley.bench;

import dev.parley.bench.parts.Probes;
import dev.parley.bench.report.Document;
import dev.parley.bench.report.Figures;
import dev.parley.bench.report.PagesSection;
import dev.parley.bench.report.Renewed;
import dev.parley.bench.report.Ways;
import dev.parley.bench.report.WaysSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench report`: everything, as one page.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Measures everything that is published and writes it as one page.",
      "Takes about a quarter of an hour on a machine that does nothing else. Exits with 1 when a bar is"
          + " missed."
    })
final class ReportCommand implements Callable<Integer> {
  @Option(names = "--write", paramLabel = "FILE", description = "Where to write the page.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--small",
      description =
          "A run of about three minutes that shows that it works; its figures say nothing.")
  private boolean small;

  @Option(
      names = "--only",
      paramLabel = "SECTION",
      description =
          "One of ${COMPLETION-CANDIDATES}, and nothing else; --write puts it in the place of the one"
              + " in the page.")
  private Optional<Section> only = Optional.empty();

  /// What can be measured alone.
  enum Section {
    /// The ways to a node; takes some minutes.
    WAYS,
    /// The pages for people; takes some minutes, most of them to make the sessions.
    PAGES
  }

  ReportCommand() {}

  @Override
  public Integer call() throws Exception {
    return only.isPresent() ? one(only.get()) : all();
  }

  private int one(Section section) throws Exception {
    Optional<String> page =
        file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
    String text =
        switch (section) {
          case WAYS -> WaysSection.of(Scratch.with(this::ways));
          case PAGES -> PagesSection.of(Scratch.with(this::pages));
        };
    publish(page.map(published -> Renewed.page(published, text)).orElse(text));
    return 0;
  }

  private PagesSection.Measured pages(Path folder) throws IOException, InterruptedException {
    progress("the machine itself");
    Probes probes = Probes.measure(folder);
    Figures.Size size = small ? Figures.Size.SMALL : Figures.Size.FULL;
    return PagesSection.Measured.alone(folder, probes, size, ReportCommand::progress);
  }

  private Ways ways(Path folder) throws IOException, InterruptedException {
    progress("the machine itself");
    Probes probes = Probes.measure(folder);
    Ways.Effort effort = small ? Ways.Effort.SMALL : Ways.Effort.FULL;
    return Ways.measure(folder, probes, effort, ReportCommand::progress);
  }

  private static void progress(String what) {
    System.err.println("Measuring " + what + " ...");
  }

  private void publish(String page) throws IOException {
    if (file.isPresent()) {
      Files.writeString(file.get(), page);
      System.err.println("Written to " + file.get());
    } else {
      System.out.print(page);
    }
  }

  private int all() throws Exception {
    Figures figures =
        Scratch.with(
            folder ->
                Figures.measure(
                    folder,
                    small ? Figures.Size.SMALL : Figures.Size.FULL,
                    ReportCommand::progress));
    publish(Document.of(figures));
    boolean holds =
        figures.loadShare() >= Figures.LOAD_BAR
            && figures.verification().share() >= Figures.VERIFICATION_BAR
            && Figures.growth(figures.ofLength()) <= Figures.GROWTH_BAR
            && Figures.growth(figures.ofSessions()) <= Figures.GROWTH_BAR;
    return holds || small ? 0 : 1;
  }
}

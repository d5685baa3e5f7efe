package dev.parley.bench;

import dev.parley.bench.report.Document;
import dev.parley.bench.report.Figures;
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

  ReportCommand() {}

  @Override
  public Integer call() throws Exception {
    Figures figures =
        Scratch.with(
            folder ->
                Figures.measure(
                    folder,
                    small ? Figures.Size.SMALL : Figures.Size.FULL,
                    what -> System.err.println("Measuring " + what + " ...")));
    String page = Document.of(figures);
    if (file.isPresent()) {
      Files.writeString(file.get(), page);
      System.err.println("Written to " + file.get());
    } else {
      System.out.print(page);
    }
    boolean holds =
        figures.loadShare() >= Figures.LOAD_BAR
            && figures.verification().share() >= Figures.VERIFICATION_BAR
            && Figures.growth(figures.ofLength()) <= Figures.GROWTH_BAR
            && Figures.growth(figures.ofSessions()) <= Figures.GROWTH_BAR;
    return holds || small ? 0 : 1;
  }
}

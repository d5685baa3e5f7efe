package dev.parley.bench;

import dev.parley.bench.negotiation.CasinoLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lab casino`: what people said, by the session's rules.
@Command(
    name = "casino",
    mixinStandardHelpOptions = true,
    description = {
      "Replays the CaSiNo dialogues as signed sessions and compares the points of every deal.",
      "The exit code is 1 if a line is not legal, a transcript does not verify, or points differ."
    })
final class CasinoLabCommand implements Callable<Integer> {
  private static final String[] FILES = {"casino-train.json", "casino-valid.json"};

  @Parameters(paramLabel = "DIR", description = "With casino-train.json and casino-valid.json.")
  private Path folder = Path.of("");

  CasinoLabCommand() {}

  @Override
  public Integer call() throws IOException {
    for (String name : FILES) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        System.err.println("parley: " + folder.resolve(name) + " is missing.");
        System.err.println("  They are data of CaSiNo (CC-BY-4.0), which is no part of Parley.");
        return 1;
      }
    }
    CasinoLab lab = new CasinoLab();
    int findings = 0;
    for (String name : FILES) {
      try {
        CasinoLab.Report report = lab.replay(folder.resolve(name));
        findings += report.findings().size();
        print(name, report);
      } catch (IllegalArgumentException wrong) {
        System.err.println("parley: " + folder.resolve(name) + ": " + wrong.getMessage());
        return 1;
      }
    }
    return findings == 0 ? 0 : 1;
  }

  private static void print(String name, CasinoLab.Report report) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d dialogues, %,d signed messages; %,d utterances, %,d Submit-Deal, %,d Accept-Deal,"
            + " %,d Reject-Deal, %,d Walk-Away%n",
        name,
        report.dialogues(),
        report.messages(),
        report.utterances(),
        report.submitted(),
        report.accepted(),
        report.rejected(),
        report.walkedAway());
    System.out.printf(
        Locale.ROOT,
        "  points equal for %,d of %,d people; %s%n",
        report.equalPoints(),
        2L * report.dialogues(),
        report.findings().isEmpty()
            ? "every line was legal, every transcript verified"
            : report.findings().size() + " findings:");
    report.findings().forEach(finding -> System.out.println("  " + finding));
  }
}

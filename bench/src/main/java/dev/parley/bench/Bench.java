package dev.parley.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./parley bench`: what is published about speed comes from here.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ReportCommand.class,
      LoadCommand.class,
      PartsCommand.class,
      TranscriptCommand.class,
      GrowthCommand.class,
      WiresCommand.class,
      FanOutCommand.class,
      TrustCommand.class
    },
    description = "Measures Parley on this machine.")
public final class Bench {
  private Bench() {}

  /// Runs the command line and ends the process with its exit code.
  ///
  /// @param args as typed
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}

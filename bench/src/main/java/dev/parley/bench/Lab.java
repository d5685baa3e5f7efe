package dev.parley.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./parley lab`: what is published about how well the protocol's rules work comes from here.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TrustLabCommand.class, NegotiateLabCommand.class, CasinoLabCommand.class},
    description =
        "Simulates what people may do to the protocol's rules, and says what comes of it.")
public final class Lab {
  private Lab() {}

  /// Runs the command line and ends the process with its exit code.
  ///
  /// @param args as typed
  public static void main(String[] args) {
    System.exit(new CommandLine(new Lab()).execute(args));
  }
}

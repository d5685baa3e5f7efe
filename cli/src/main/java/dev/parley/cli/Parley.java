package dev.parley.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `parley` command. It does nothing by itself: each subcommand is a class of its own, and
/// without one the help is shown.
///
/// Exit codes are the same for every subcommand: [#SUCCESS], [#FAILURE], [#USAGE]; 3 is the
/// launcher's.
@Command(
    name = "parley",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      AgentCommand.class,
      DiscoverCommand.class,
      SessionCommand.class,
      TranscriptCommand.class,
      LedgerCommand.class,
      DisputeCommand.class,
      EscalationCommand.class,
      McpCommand.class,
      WebhookCommand.class,
      NatsCommand.class,
      VerifyCommand.class,
      InspectCommand.class,
      TrustCommand.class,
      LearnCommand.class,
      A2aCommand.class,
      ConsoleCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      DemoAgentCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Agents that negotiate, commit and deliver over the Agent Session Protocol.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and what was asked for holds",
      "1:what was asked for failed or does not hold",
      "2:the command line was not understood",
      "3:it could not be started: no JDK 25, no Maven to build with, or the build failed"
    },
    footerHeading = "%n",
    footer = {
      "./parley test [--full] builds and tests everything; ./parley bench and ./parley lab"
          + " measure. All need Maven."
    })
public final class Parley implements Callable<Integer> {

  /// Done, and what was asked for holds.
  public static final int SUCCESS = 0;

  /// What was asked for failed or does not hold.
  public static final int FAILURE = 1;

  /// The command line was not understood.
  public static final int USAGE = 2;

  @Spec private CommandSpec spec;

  Parley() {}

  /// Runs the command line and ends the process with its exit code.
  ///
  /// @param args as typed, without the program's name
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /// The whole command tree, ready to execute. Not safe for use by several threads at once.
  ///
  /// @return a new one for each call, which writes to the standard streams until told otherwise
  public static CommandLine commandLine() {
    return new CommandLine(new Parley())
        .setExpandAtFiles(false) // @FILE is the value of an option here, and no list of words
        .setExecutionExceptionHandler(new Failures())
        .setColorScheme(Help.defaultColorScheme(ansi()));
  }

  private static Help.Ansi ansi() {
    return Terminal.takesColours(Terminal.Stream.OUT) ? Help.Ansi.ON : Help.Ansi.OFF;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().usage(err);
    return USAGE;
  }
}

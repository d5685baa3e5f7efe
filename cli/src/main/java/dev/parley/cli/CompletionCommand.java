package dev.parley.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a completion script that knows every subcommand and option of this build.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "Print a completion script for bash and zsh: source <(./parley completion)")
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
    spec.commandLine().getOut().flush();
    return Parley.SUCCESS;
  }
}

package dev.parley.cli;

import dev.parley.cli.Output.Shape;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// The one place where a command's failure becomes words and an exit code. Anything but a
/// [CommandFailure] is a bug of ours and shows where it happened.
final class Failures implements IExecutionExceptionHandler {
  private static final String JSON = "--json";

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    Shape shape = command.getParseResult().hasMatchedOption(JSON) ? Shape.JSON : Shape.WORDS;
    Output output = Output.of(command.getCommandSpec(), shape);
    if (problem instanceof CommandFailure failure) {
      output.failed(failure);
      return Parley.FAILURE;
    }
    problem.printStackTrace(command.getErr());
    output.failed(
        new CommandFailure(
            "bug",
            "this is a bug in Parley: " + problem,
            "Please report it with the lines above and the command that you typed."));
    return Parley.FAILURE;
  }
}

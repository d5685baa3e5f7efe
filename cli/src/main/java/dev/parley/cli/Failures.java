package dev.parley.cli;

import dev.parley.cli.Output.Shape;
import dev.parley.client.KeyFileException;
import dev.parley.client.NoAnswerException;
import dev.parley.client.NodeMisbehavedException;
import dev.parley.client.NodeRefusal;
import dev.parley.client.ParleyException;
import dev.parley.client.RefusedException;
import dev.parley.client.TransportException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ReasonCode;
import dev.parley.core.error.UnregisteredCode;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// The one place where a command's failure becomes words and an exit code. Anything but a
/// [CommandFailure] and what the SDK throws is a bug of ours and shows where it happened.
final class Failures implements IExecutionExceptionHandler {
  private static final String JSON = "--json";

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    Shape shape = command.getParseResult().hasMatchedOption(JSON) ? Shape.JSON : Shape.WORDS;
    Output output = Output.of(command.getCommandSpec(), shape);
    switch (problem) {
      case CommandFailure failure -> output.failed(failure);
      case ParleyException failure -> output.failed(of(failure));
      default -> {
        problem.printStackTrace(command.getErr());
        output.failed(
            new CommandFailure(
                "bug",
                "this is a bug in Parley: " + problem,
                "Please report it with the lines above and the command that you typed."));
      }
    }
    return Parley.FAILURE;
  }

  /// What to do about a failure of the SDK.
  static CommandFailure of(ParleyException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case RefusedException refused -> refused(refused.refusal());
      case NodeMisbehavedException _ ->
          new CommandFailure(
              "node_misbehaved",
              "the node said something that cannot be true: " + message,
              "Believe this node nothing more about the session, and keep what you have of it.");
      case NoAnswerException _ ->
          new CommandFailure("no_answer", message, "Try again; the same message counts once.");
      case TransportException _ ->
          new CommandFailure(
              "unreachable",
              message,
              "Is a node running there? Name it with --node, or start one: ./parley serve --dev");
      case KeyFileException _ ->
          new CommandFailure(
              "keys",
              message,
              "Name the agent's key file with --keys, or make one: ./parley agent keygen --help");
    };
  }

  private static CommandFailure refused(NodeRefusal refusal) {
    String wait =
        refusal.retryAfter().map(d -> " Wait %d s first.".formatted(d.toSeconds())).orElse("");
    String details = refusal.details().size() == 0 ? "" : " " + refusal.details();
    return new CommandFailure(
        refusal.code().wire(),
        "the node refused: " + refusal.message() + details,
        advice(refusal.code()) + wait);
  }

  private static String advice(ReasonCode code) {
    return switch (code) {
      case ErrorCode known -> known.remedy();
      case UnregisteredCode _ -> "The node uses a code of its own; ask who runs it.";
    };
  }
}

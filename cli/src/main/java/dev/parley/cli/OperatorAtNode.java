package dev.parley.cli;

import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which node is run by whoever types.
final class OperatorAtNode {
  private static final String VARIABLE = "PARLEY_OPERATOR_TOKEN";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--operator",
      paramLabel = "FILE",
      description = {
        "The file operator-token of the node's data directory.",
        "Default: the token in the environment variable " + VARIABLE + "."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8470",
      description = "The node. Default: ${DEFAULT-VALUE}.")
  private URI node;

  /// An operator and the connection to the node. Closing ends the connection.
  record Connected(NodeConnection connection, Operator operator) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }

  /// Reads the token and prepares the connection; nothing is sent yet.
  Connected connect() {
    String token = token(command, file);
    NodeConnection connection = AgentAtNode.connection(command, node);
    return new Connected(connection, Operator.of(connection, token));
  }

  /// The token in a file, or in the environment.
  static String token(CommandSpec command, Optional<Path> file) {
    return file.map(OperatorAtNode::read).orElseGet(() -> fromEnvironment(command));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandFailure(
          "operator",
          "cannot read the operator's token: " + e,
          "Name the file operator-token in the data directory of the node with --operator.");
    }
  }

  private static String fromEnvironment(CommandSpec command) {
    String token = System.getenv(VARIABLE);
    if (token == null || token.isBlank()) {
      throw new ParameterException(
          command.commandLine(),
          "this is the operator's to do: name the file operator-token of the node's data directory"
              + " with --operator, or set "
              + VARIABLE);
    }
    return token;
  }
}

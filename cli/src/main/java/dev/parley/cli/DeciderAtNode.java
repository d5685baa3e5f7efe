package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say who decides what waits: an authority with keys of its own, or the operator
/// of the node.
final class DeciderAtNode {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The key file of an agent: what waits for it as an authority.")
  private Optional<Path> keys = Optional.empty();

  @Option(
      names = "--operator",
      paramLabel = "FILE",
      description = {
        "The file operator-token of the node's data directory: what waits for the operator.",
        "Default, without --keys: the token in the environment variable PARLEY_OPERATOR_TOKEN."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8470",
      description = "The node. Default: ${DEFAULT-VALUE}.")
  private URI node;

  DeciderAtNode() {}

  /// Does something as the one or the other, and ends the connection.
  <T> T as(Function<Agent, T> authority, Function<Operator, T> operator) {
    if (keys.isPresent() && file.isPresent()) {
      throw new ParameterException(
          command.commandLine(), "--keys or --operator, not both: one of them decides");
    }
    if (keys.isPresent()) {
      KeyFile own = KeyFile.open(keys.get());
      try (NodeConnection connection = AgentAtNode.connection(command, node)) {
        return authority.apply(Agent.at(connection, own));
      }
    }
    String token = OperatorAtNode.token(command, file);
    try (NodeConnection connection = AgentAtNode.connection(command, node)) {
      return operator.apply(Operator.of(connection, token));
    }
  }
}

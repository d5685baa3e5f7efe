package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which agent speaks to which node.
final class AgentAtNode {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      required = true,
      description = "The agent's key file, made by 'parley agent keygen'.")
  private Path keys = Path.of("");

  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8470",
      description = "The node. Default: ${DEFAULT-VALUE}.")
  private URI node;

  /// An agent and its connection. Closing ends the connection.
  record Connected(NodeConnection connection, Agent agent) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }

  /// Opens the key file and prepares the connection; nothing is sent yet.
  Connected connect() {
    KeyFile file = KeyFile.open(keys);
    NodeConnection connection = connection(command, node);
    return new Connected(connection, Agent.at(connection, file));
  }

  static NodeConnection connection(CommandSpec command, URI node) {
    try {
      return NodeConnection.to(node);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--node: " + e.getMessage(), e);
    }
  }
}

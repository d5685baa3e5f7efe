package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.ConnectionSettings;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.core.identity.AgentUri;
import dev.parley.nats.QueueWire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
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
      description = {
        "The node. Default: ${DEFAULT-VALUE}.",
        "Over its queue: nats://SERVER:PORT/DOMAIN-OF-THE-NODE, perhaps with user:password@."
      })
  private URI node;

  @Option(
      names = "--nats-credentials",
      paramLabel = "FILE",
      description = "A file of credentials for the queue, if it wants one.")
  private Optional<Path> credentials = Optional.empty();

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
    NodeConnection connection = isQueue(node) ? queue(file.agentId()) : connection(command, node);
    return new Connected(connection, Agent.at(connection, file));
  }

  private static boolean isQueue(URI node) {
    return "nats".equals(node.getScheme()) || "tls".equals(node.getScheme());
  }

  private NodeConnection queue(AgentUri agent) {
    try {
      return QueueWire.connect(node, agent, credentials, ConnectionSettings.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--node: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandFailure(
          "unreachable",
          "the node cannot be reached over its queue: " + e.getMessage(),
          "Is the NATS server running, and a node with it: ./parley serve --dev --nats URL?");
    }
  }

  static NodeConnection connection(CommandSpec command, URI node) {
    try {
      return NodeConnection.to(node);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--node: " + e.getMessage(), e);
    }
  }
}

package dev.parley.bench.trip;

import dev.parley.bench.node.LaunchedJvm;
import dev.parley.cli.Parley;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Session;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Calls of tools, over and over.
final class ToolCalls {
  /// What `parley mcp` is run with, beside what every command is.
  private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private ToolCalls() {}

  /// The agent that tools act for, and a session of it.
  ///
  /// @param node where it is registered
  /// @param keys its keys
  /// @param session the session, in which somebody was invited
  /// @param invited who
  record Caller(URI node, Path keys, String session, AgentUri invited) {
    /// What starts its tools.
    ///
    /// @param more options
    /// @return a command
    List<String> command(String... more) {
      List<String> arguments =
          new ArrayList<>(List.of("mcp", "--keys", keys.toString(), "--node", node.toString()));
      arguments.addAll(List.of(more));
      return LaunchedJvm.running(FLAGS, Parley.class, arguments.toArray(String[]::new));
    }
  }

  /// Registers an agent and somebody else, and opens a session of the two.
  static Caller caller(URI node, Path folder) {
    try (NodeConnection ours = NodeConnection.to(node);
        NodeConnection theirs = NodeConnection.to(node)) {
      Path keys = folder.resolve("tools.json");
      Agent agent = registered(ours, keys, "agent://acme.example/tools");
      Agent other = registered(theirs, folder.resolve("other.json"), "agent://cloud.example/other");
      try (Session session = agent.open(Invite.to(other.id(), "GPU hours"))) {
        return new Caller(node, keys, session.id().toString(), other.id());
      }
    }
  }

  private static Agent registered(NodeConnection line, Path keys, String name) {
    AgentUri id = new AgentUri(name);
    String organisation = "org_" + id.domain().replace('.', '_');
    CardDraft card = CardDraft.named(id.path());
    Agent agent = Agent.at(line, KeyFile.openOrCreate(keys, id, organisation, card));
    agent.register();
    return agent;
  }

  /// Reads the session, which the process has in memory.
  static Call read(Tools tools, Caller caller) {
    return new Tool(tools, "asp_read", JsonObject.EMPTY.with("sessionId", caller.session()));
  }

  /// Asks how far the other agent is trusted, which the node is asked in turn.
  static Call trust(Tools tools, Caller caller) {
    return new Tool(tools, "asp_trust", JsonObject.EMPTY.with("agentId", caller.invited().text()));
  }

  /// One tool with the same arguments each time. The tools stay open.
  private record Tool(Tools tools, String name, JsonObject arguments) implements Call {
    @Override
    public void once() throws IOException {
      var _ = Tools.content(tools.ask(Tools.call(1, name, arguments)));
    }

    @Override
    public void close() {
      // Others use the same tools.
    }
  }
}

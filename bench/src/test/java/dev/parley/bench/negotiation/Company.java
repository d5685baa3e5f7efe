package dev.parley.bench.negotiation;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A node and some agents, each of an organisation of its own, with a connection of its own.
final class Company implements AutoCloseable {
  static final WhenOvertaken AGAIN = WhenOvertaken.repeat(50);
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Node node = Node.start(NodeConfiguration.development().onPort(0));
  private final List<NodeConnection> lines = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();

  Company(Path folder, int size) {
    for (int i = 0; i < size; i++) {
      NodeConnection line = NodeConnection.to(node.address());
      lines.add(line);
      KeyFile keys =
          KeyFile.create(
              folder.resolve("agent-" + i + ".json"),
              new AgentUri("agent://firm-" + i + ".example/agent"),
              "org_firm_" + i,
              CardDraft.named("agent " + i));
      Agent agent = Agent.at(line, keys);
      agent.register();
      agents.add(agent);
    }
  }

  Agent agent(int which) {
    return agents.get(which);
  }

  /// A session of all of them, in which everybody has shown its card.
  List<Session> talk(UnaryOperator<Invite> terms) {
    List<AgentUri> others = agents.stream().skip(1).map(Agent::id).toList();
    Session opened = agents.getFirst().open(terms.apply(Invite.among(others, "a deal")));
    sessions.add(opened);
    for (Agent each : agents.subList(1, agents.size())) {
      Session joined = each.join(opened.id());
      Received invitation = joined.next(PATIENCE).orElseThrow();
      joined.send(Say.accept(invitation), AGAIN).orThrow();
      joined.showCard();
      sessions.add(joined);
    }
    sessions.forEach(session -> session.introduced(PATIENCE));
    return sessions;
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
    lines.forEach(NodeConnection::close);
    node.close();
  }
}

package dev.parley.cli.queue;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.ConnectionSettings;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.ProposalType;
import dev.parley.nats.QueueSettings;
import dev.parley.nats.QueueWire;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A node, its queue, and agents on it.
final class Scene implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);
  static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");
  static final AgentUri GAMMA = new AgentUri("agent://stranger.example/gamma");

  /// Quick to try again.
  static final QueueSettings QUICK =
      new QueueSettings(
          Duration.ofMillis(500),
          4,
          Duration.ofMillis(50),
          Duration.ofDays(1),
          64,
          Duration.ofMillis(200));

  private final Path folder;
  final Node node;
  private final List<NodeConnection> connections = new ArrayList<>();

  Scene(Path folder) {
    this.folder = folder;
    this.node =
        Node.start(NodeConfiguration.development().onPort(0).keeping(folder.resolve("node")));
  }

  KeyFile keys(AgentUri id) {
    String name = id.path().replace('/', '-');
    return KeyFile.openOrCreate(
        folder.resolve(name + ".json"),
        id,
        "org_" + id.domain().replace('.', '_'),
        CardDraft.named(name).offering("gpu-compute"));
  }

  /// An agent whose way to the node is the queue.
  Agent queued(URI server, AgentUri id) {
    try {
      URI address = URI.create(server + "/" + node.domain());
      return at(QueueWire.connect(address, id, Optional.empty(), ConnectionSettings.DEFAULT), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An agent over HTTP.
  Agent direct(AgentUri id) {
    return at(NodeConnection.to(URI.create("http://127.0.0.1:" + node.port())), id);
  }

  Agent at(NodeConnection connection, AgentUri id) {
    connections.add(connection);
    Agent agent = Agent.at(connection, keys(id));
    agent.register();
    return agent;
  }

  /// A session of two.
  record Talk(Session alphas, Session betas) implements AutoCloseable {
    @Override
    public void close() {
      alphas.close();
      betas.close();
    }
  }

  static Talk talk(Agent opening, Agent invited) {
    Session alphas = opening.open(Invite.to(invited.id(), "GPU hours"));
    try (Inbox inbox = invited.inbox()) {
      Session betas = null;
      while (betas == null) {
        Invitation invitation = inbox.next(SOON).orElseThrow();
        if (invitation.sessionId().equals(alphas.id())) {
          betas = invitation.accept();
        }
      }
      alphas.introduced(SOON);
      betas.introduced(SOON);
      return new Talk(alphas, betas);
    }
  }

  static SendResult propose(Session session, long price) {
    return session.send(
        Say.propose(
            ProposalType.SERVICE_AGREEMENT, "GPU hours", JsonObject.EMPTY.with("price", price)),
        WhenOvertaken.repeat(16));
  }

  /// Reads up to a number of messages in all.
  static void read(Session session, int count) {
    Eventually.holds(() -> session.history().size() >= count);
  }

  @Override
  public void close() {
    connections.forEach(NodeConnection::close);
    node.close();
  }
}

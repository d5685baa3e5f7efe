package dev.parley.cli.scenarios;

import dev.parley.cli.queue.NatsServer;
import dev.parley.cli.queue.NodeQueue;
import dev.parley.cli.queue.Somebody;
import dev.parley.cli.queue.Submitter;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.core.ledger.Account;
import dev.parley.core.session.ClockKind;
import dev.parley.nats.QueueSettings;
import dev.parley.nats.QueueWire;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One node on a clock that is moved by hand, its queue, and the whole cast at each way to it.
final class Stage implements AutoCloseable {
  private final Path folder;
  private final List<Role> cast;
  private final NatsServer nats;
  private final Node node;
  private final NodeQueue queue;
  private final Somebody somebody;
  private final PlainSocket direct;
  private final List<QueueWire> queued = new ArrayList<>();
  private final Map<String, KeyFile> keys = new HashMap<>();
  private final Map<String, String> cards = new HashMap<>();
  private final Map<Way, Map<String, Mouth>> mouths = new EnumMap<>(Way.class);

  Stage(Path folder, List<Role> cast) throws Exception {
    this.folder = folder;
    this.cast = List.copyOf(cast);
    nats = NatsServer.start(folder.resolve("nats"));
    node =
        Node.start(
            NodeConfiguration.development()
                .onPort(0)
                .keeping(folder.resolve("node"))
                .on(ClockKind.VIRTUAL));
    queue = NodeQueue.start(Optional.of(nats.broker()), QueueSettings.DEFAULT, node, _ -> {});
    somebody = nats.somebody();
    direct = new PlainSocket(node.port());
    try (NodeConnection connection = NodeConnection.to(node.address())) {
      for (Role role : cast) {
        enter(role, connection);
      }
    }
    for (Way way : Way.values()) {
      Map<String, Mouth> all = new HashMap<>();
      for (Role role : cast) {
        all.put(role.name(), mouth(way, role));
      }
      mouths.put(way, all);
    }
  }

  private void enter(Role role, NodeConnection connection) throws Exception {
    KeyFile file =
        KeyFile.openOrCreate(
            folder.resolve(role.name() + ".json"),
            role.agent(),
            role.org(),
            CardDraft.named(role.name()));
    keys.put(role.name(), file);
    switch (role.standsBy()) {
      case Role.Standing.Unknown() -> {}
      case Role.Standing.Registered(var funds, var mandate) -> {
        Agent agent = Agent.at(connection, file);
        cards.put(role.name(), agent.register().hash().text());
        mandate.ifPresent(limits -> agent.mandate().lodge(limits));
        if (funds.isPresent()) {
          String token = Files.readString(node.dataDirectory().resolve(OperatorToken.FILE)).strip();
          Operator.of(connection, token)
              .fund("funds-" + role.name(), new Account.OfAgent(role.agent()), funds.get());
        }
      }
    }
  }

  private Mouth mouth(Way way, Role role) throws Exception {
    KeyFile file = keys(role.name());
    Entrance entrance = new Entrance(direct, file);
    return switch (way) {
      case HTTP -> new HttpMouth(entrance);
      case WEBSOCKET, WEBSOCKET_IN_MESSAGE_PACK -> new SocketMouth(direct, entrance, way.format());
      case NATS -> {
        QueueWire wire =
            QueueWire.to(
                URI.create(nats.url() + "/" + node.domain()), role.agent(), Optional.empty());
        queued.add(wire);
        yield new QueueMouth(
            role.agent(), new Submitter(somebody, role.agent()), new Entrance(wire, file));
      }
    };
  }

  List<Role> cast() {
    return cast;
  }

  KeyFile keys(String role) {
    return Objects.requireNonNull(keys.get(role), "nobody plays " + role);
  }

  /// The hash of a role's card, if it has one here.
  Optional<String> card(String role) {
    return Optional.ofNullable(cards.get(role));
  }

  Mouth mouth(Way way, String role) {
    return Objects.requireNonNull(
        Objects.requireNonNull(mouths.get(way)).get(role), "nobody plays " + role);
  }

  VirtualClock clock() {
    return (VirtualClock) node.clock();
  }

  String steward() {
    return node.steward().text();
  }

  @Override
  public void close() {
    queued.forEach(QueueWire::close);
    direct.close();
    somebody.close();
    queue.close();
    node.close();
    nats.close();
  }
}

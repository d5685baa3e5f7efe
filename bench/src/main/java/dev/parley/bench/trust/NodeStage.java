package dev.parley.bench.trust;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Operator;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonString;
import dev.parley.core.ledger.Account;
import dev.parley.core.message.Money;
import dev.parley.core.session.ClockKind;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.auth.RateTable;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/// A node in this process on a clock that is moved by hand, and the agents of a market that are
/// registered there with money of their own. All that is said goes over HTTP. For one thread.
final class NodeStage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final double NO_LIMIT = 1_000_000;
  private static final BigDecimal RICH = new BigDecimal("1000000000");

  /// What is to be done at a time.
  private record Later(Instant at, Runnable work) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      return at.compareTo(other.at);
    }
  }

  private final Node node;
  private final VirtualClock clock;
  private final NodeConnection connection;
  private final Operator operator;
  private final List<Agent> agents = new ArrayList<>();
  private final PriorityQueue<Later> waiting = new PriorityQueue<>();

  private NodeStage(Node node, VirtualClock clock, NodeConnection connection, String token) {
    this.node = node;
    this.clock = clock;
    this.connection = connection;
    this.operator = Operator.of(connection, token);
  }

  /// Starts a node and registers everybody.
  ///
  /// @param folder for the node's data and the agents' keys
  /// @param roster the agents
  static NodeStage start(Path folder, Roster roster) {
    Node node =
        Node.start(
            NodeConfiguration.development()
                .onPort(0)
                .on(ClockKind.VIRTUAL)
                .keeping(folder.resolve("node"))
                .vouchingFor(roster.vouched())
                .trusting(roster.seeds())
                .allowing(RateTable.DEFAULT.times(NO_LIMIT)));
    boolean ready = false;
    try {
      if (!(node.clock() instanceof VirtualClock clock)) {
        throw new IllegalStateException("the node's clock cannot be moved");
      }
      NodeStage stage =
          new NodeStage(
              node,
              clock,
              NodeConnection.to(node.address()),
              Files.readString(node.dataDirectory().resolve(OperatorToken.FILE)));
      for (int number = 0; number < roster.size(); number++) {
        stage.register(folder.resolve("agent-" + number + ".json"), roster.name(number));
      }
      ready = true;
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the operator's token", e);
    } finally {
      if (!ready) {
        node.close();
      }
    }
  }

  private void register(Path file, AgentUri name) {
    CardDraft card = CardDraft.named(name.domain());
    Agent agent = Agent.at(connection, KeyFile.create(file, name, name.domain(), card));
    agent.register();
    operator.fund("rich-" + agents.size(), new Account.OfAgent(name), new Money(RICH, "USD"));
    agents.add(agent);
  }

  Agent agent(int number) {
    return agents.get(number);
  }

  /// The agent of a name.
  Agent agent(JsonString name) {
    return agents.stream()
        .filter(agent -> agent.id().text().equals(name.value()))
        .findFirst()
        .orElseThrow();
  }

  Operator operator() {
    return operator;
  }

  Instant now() {
    return clock.now();
  }

  LocalDate today() {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC);
  }

  /// Has something done when the clock gets there.
  void later(Instant at, Runnable work) {
    waiting.add(new Later(at, work));
  }

  /// Moves the clock, with a stop at every time at which something is to be done.
  void advance(Instant to) {
    for (Later next = waiting.peek(); next != null && !next.at.isAfter(to); next = waiting.peek()) {
      waiting.remove();
      move(next.at);
      next.work.run();
    }
    move(to);
  }

  private void move(Instant to) {
    Duration by = Duration.between(now(), to);
    if (by.isPositive()) {
      clock.advance(by);
    }
  }

  /// Looks until there is something, or far too long.
  <T> T until(String what, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    throw new IllegalStateException("the node has not come to this: " + what);
  }

  @Override
  public void close() {
    connection.close();
    node.close();
  }
}

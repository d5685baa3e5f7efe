package dev.parley.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Session;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Matter;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One calls, several bid, one of them works, at a real node.
final class ContractNetTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder = Path.of("");

  @Test
  void theCheapestBidIsTakenAndTheWorkIsDone() throws Exception {
    play(
        Map.of("swift", 31L, "steady", 24L, "dear", 55L),
        session -> {
          assertThat(session.state().name()).isEqualTo(StateName.CLOSED);
          assertThat(session.commitments())
              .singleElement()
              .satisfies(
                  c -> {
                    assertThat(c.committer()).isEqualTo(courier("steady"));
                    assertThat(c.status()).isEqualTo(CommitmentStatus.SETTLED);
                  });
          assertThat(bid(session, "bid-steady")).isEqualTo(Matter.Proposal.Status.ACCEPTED);
          assertThat(bid(session, "bid-swift")).isEqualTo(Matter.Proposal.Status.REJECTED);
          assertThat(session.history().stream().filter(m -> m.sender().equals(courier("dear"))))
              .as("who declines says so, and makes no offer")
              .noneMatch(m -> m.performative() == Performative.PROPOSE)
              .anyMatch(m -> m.body().has("inReplyTo"));
        });
  }

  @Test
  void withoutABidNothingIsPromised() throws Exception {
    play(
        Map.of("dear", 55L, "dearer", 70L),
        session -> {
          assertThat(session.state())
              .isInstanceOfSatisfying(
                  SessionState.Closed.class,
                  closed -> assertThat(closed.reason()).isEqualTo("no-agreement"));
          assertThat(session.commitments()).isEmpty();
        });
  }

  private static Matter.Proposal.Status bid(Session session, String id) {
    return session
        .state()
        .said()
        .map(talk -> talk.matters().get(id))
        .filter(Matter.Proposal.class::isInstance)
        .map(matter -> ((Matter.Proposal) matter).status())
        .orElseThrow();
  }

  private static AgentUri courier(String name) {
    return new AgentUri("agent://" + name + ".example/" + name);
  }

  /// Everybody plays; then somebody looks at the session.
  private void play(Map<String, Long> costs, Consumer<Session> look) throws Exception {
    try (Node node = Node.start(NodeConfiguration.development().onPort(0))) {
      String address = node.address().toString();
      List<CompletableFuture<Void>> bidders = new ArrayList<>();
      for (Map.Entry<String, Long> each : costs.entrySet()) {
        AgentUri me = courier(each.getKey());
        Path keys = folder.resolve(each.getKey() + ".json");
        register(address, me, keys);
        String[] args = {address, keys.toString(), me.text(), each.getValue().toString()};
        bidders.add(
            CompletableFuture.runAsync(
                () -> Bidder.main(args), task -> Thread.ofVirtual().start(task)));
      }
      Path desk = folder.resolve("desk.json");
      CallForBids.main(new String[] {address, desk.toString()});
      for (CompletableFuture<Void> each : bidders) {
        each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
      try (NodeConnection connection = NodeConnection.to(URI.create(address))) {
        Agent agent = Agent.at(connection, KeyFile.open(desk));
        look.accept(agent.join(agent.sessions().getFirst()));
      }
    }
  }

  /// So that they are found, however late their own threads begin.
  private static void register(String address, AgentUri me, Path file) {
    String name = me.text().substring(me.text().lastIndexOf('/') + 1);
    try (NodeConnection connection = NodeConnection.to(URI.create(address))) {
      Agent.at(connection, KeyFile.create(file, me, "org_" + name, Bidder.CARD)).register();
    }
  }
}

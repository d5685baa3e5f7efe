package dev.parley.cli.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.RefusedException;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the SDK promises, kept at a real node, on each way to it.
@ParameterizedClass(name = "{0}")
@EnumSource(Way.class)
final class SdkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AgentUri ALPHA = new AgentUri("agent://acme.example/procurement/alpha");
  private static final AgentUri BETA = new AgentUri("agent://cloudprime.example/gpu/beta");

  private final Path folder;
  private final Way way;

  SdkTest(Way way, @TempDir Path folder) {
    this.way = way;
    this.folder = folder;
  }

  private NodeConfiguration configuration() {
    return NodeConfiguration.development().onPort(0).keeping(folder.resolve("node"));
  }

  private static URI address(Node node) {
    return URI.create("http://127.0.0.1:" + node.port());
  }

  private Agent agent(NodeConnection node, AgentUri id) {
    String name = id.path().replace('/', '-');
    KeyFile keys =
        KeyFile.openOrCreate(
            folder.resolve(name + ".json"),
            id,
            "org_" + id.domain().replace('.', '_'),
            CardDraft.named(name).offering("gpu-compute"));
    Agent agent = Agent.at(node, keys);
    agent.register();
    return agent;
  }

  private record Both(Session alphas, Session betas) {}

  private Both introduced(Agent alpha, Agent beta) {
    Session alphas = alpha.open(way.invite(beta.id(), "GPU hours"));
    try (Inbox inbox = beta.inbox()) {
      Session betas = inbox.next(SOON).map(Invitation::accept).orElseThrow();
      alphas.introduced(SOON);
      betas.introduced(SOON);
      return new Both(alphas, betas);
    }
  }

  private static SendResult propose(Session session, long price) {
    return session.send(
        Say.propose(
            ProposalType.SERVICE_AGREEMENT, "GPU hours", JsonObject.EMPTY.with("price", price)));
  }

  @Test
  void goesOnAfterTheNodeStartedAnew() {
    Node first = Node.start(configuration());
    int port = first.port();
    try (NodeConnection connection = way.to(address(first))) {
      Both both = introduced(agent(connection, ALPHA), agent(connection, BETA));
      propose(both.alphas(), 100).orThrow();
      first.close();
      try (Node _ = Node.start(configuration().onPort(port))) {
        propose(both.alphas(), 101).orThrow();
        assertThat(both.betas().next(SOON).map(Received::performative))
            .contains(Performative.PROPOSE);
        assertThat(both.betas().next(SOON).map(Received::position))
            .contains(both.alphas().history().getLast().position());
        propose(both.betas(), 140).orThrow();
        assertThat(both.alphas().next(SOON).map(Received::sender)).contains(BETA);
        assertThat(both.alphas().history()).isEqualTo(both.betas().history());
      }
    }
  }

  @Test
  void rotatesKeysBetweenAndDuringSessions() {
    try (Node node = Node.start(configuration());
        NodeConnection connection = way.to(address(node));
        NodeConnection elsewhere = way.to(address(node))) {
      Agent alpha = agent(connection, ALPHA);
      Agent beta = agent(elsewhere, BETA);
      alpha.rotateKeys();
      Both both = introduced(alpha, beta);
      alpha.rotateKeys();
      propose(both.alphas(), 100).orThrow();
      both.alphas().showCard();
      propose(both.alphas(), 101).orThrow();
      for (int i = 0; i < 3; i++) {
        assertThat(both.betas().next(SOON)).isPresent();
      }
      try (NodeConnection later = way.to(address(node))) {
        Session again = agent(later, BETA).join(both.alphas().id());
        assertThat(again.history()).isEqualTo(both.alphas().history());
      }
    }
  }

  @Test
  void decidesRacesWithOneWinnerEachTime() throws Exception {
    try (Node node = Node.start(configuration());
        NodeConnection connection = way.to(address(node));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Both both = introduced(agent(connection, ALPHA), agent(connection, BETA));
      for (int round = 0; round < 10; round++) {
        Future<SendResult> alphas = threads.submit(() -> propose(both.alphas(), 100));
        Future<SendResult> betas = threads.submit(() -> propose(both.betas(), 140));
        List<SendResult> results = List.of(alphas.get(), betas.get());
        long sent = results.stream().filter(SendResult.Sent.class::isInstance).count();
        assertThat(sent).as("round %d: %s", round, results).isPositive();
        assertThat(results).noneMatch(SendResult.Refused.class::isInstance);
        readAll(both.alphas(), both.betas());
      }
      assertThat(both.alphas().history()).isEqualTo(both.betas().history());
    }
  }

  /// Both read until they know the same.
  private static void readAll(Session one, Session other) {
    one.send(Say.inform("status", JsonObject.EMPTY), WhenOvertaken.repeat(9)).orThrow();
    long last = one.history().getLast().position();
    while (other.next(SOON).orElseThrow().position() < last) {}
    other.send(Say.inform("status", JsonObject.EMPTY)).orThrow();
    long answer = other.history().getLast().position();
    while (one.next(SOON).orElseThrow().position() < answer) {}
  }

  @Test
  void followsAClockThatIsMovedByHand() {
    try (Node node = Node.start(configuration().on(ClockKind.VIRTUAL));
        NodeConnection connection = way.to(address(node))) {
      VirtualClock clock = (VirtualClock) node.clock();
      clock.advance(Duration.ofDays(3));
      Both both = introduced(agent(connection, ALPHA), agent(connection, BETA));
      Pledge pledge =
          Pledge.until(clock.now().plus(Duration.ofHours(1))).owes(BETA, "deliver 100 GPU hours");
      propose(both.alphas(), 100).orThrow();
      both.betas().next(SOON);
      both.alphas().send(Say.commit(pledge)).orThrow();
      both.betas().send(Say.accept(both.betas().next(SOON).orElseThrow())).orThrow();
      clock.advance(Duration.ofHours(2));
      Received breach = both.betas().next(SOON).orElseThrow();
      assertThat(breach.sender()).isEqualTo(node.steward());
      assertThat(breach.body().string("informType")).contains("breach");
      assertThat(both.betas().commitments().getFirst().obligations().getFirst().status())
          .isEqualTo(ObligationStatus.BREACHED);
      List<Received> rest = new ArrayList<>();
      clock.advance(Duration.ofHours(2));
      both.betas().forEach(rest::add);
      assertThat(rest).isNotEmpty().allMatch(m -> m.sender().equals(node.steward()));
      assertThat(both.betas().state()).isInstanceOf(SessionState.Ended.class);
    }
  }

  @Test
  void declinesAnInvitation() {
    try (Node node = Node.start(configuration());
        NodeConnection connection = way.to(address(node))) {
      Agent beta = agent(connection, BETA);
      Session session = agent(connection, ALPHA).open(way.invite(BETA, "GPU hours"));
      try (Inbox inbox = beta.inbox()) {
        inbox.next(SOON).orElseThrow().decline(ErrorCode.CAPACITY_UNAVAILABLE, "sold out");
      }
      assertThat(session.introduced(SOON).name()).isEqualTo(StateName.FAILED);
    }
  }

  @Test
  void showsNoSessionToStrangers() {
    try (Node node = Node.start(configuration());
        NodeConnection connection = way.to(address(node))) {
      Both both = introduced(agent(connection, ALPHA), agent(connection, BETA));
      Agent stranger = agent(connection, new AgentUri("agent://other.example/agent"));
      assertThatThrownBy(() -> stranger.join(both.alphas().id()))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
    }
  }
}

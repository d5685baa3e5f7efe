package dev.parley.cli.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.Invite;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Vote;
import dev.parley.client.WhenOvertaken;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.ConsensusRule;
import dev.parley.core.message.ProposalType;
import dev.parley.core.session.SessionState;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of three and of fifty at a real node.
final class SeveralTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final WhenOvertaken AGAIN = WhenOvertaken.repeat(50);
  private static final ConsensusRule MAJORITY =
      ConsensusRule.decode(new JsonString("majority"), "").orThrow();

  private final Path folder;

  SeveralTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Agent agent(NodeConnection node, String name) {
    AgentUri id = new AgentUri("agent://" + name + ".example/desk");
    KeyFile keys =
        KeyFile.openOrCreate(
            folder.resolve(name + ".json"), id, "org_" + name, CardDraft.named(name));
    Agent agent = Agent.at(node, keys);
    agent.register();
    return agent;
  }

  private static NodeConnection connect(Node node) {
    return NodeConnection.to(URI.create("http://127.0.0.1:" + node.port()));
  }

  private Node node() {
    return Node.start(NodeConfiguration.development().onPort(0).keeping(folder.resolve("node")));
  }

  private static List<Session> meet(ConsensusRule rule, Agent first, List<Agent> others) {
    List<Session> out = new ArrayList<>();
    Session opened =
        first.open(
            Invite.among(others.stream().map(Agent::id).toList(), "a convoy").decidedBy(rule));
    out.add(opened);
    for (Agent other : others) {
      Session joined = other.join(opened.id());
      Received invitation = joined.next(SOON).orElseThrow();
      joined.send(Say.accept(invitation), AGAIN).orThrow();
      joined.showCard();
      out.add(joined);
    }
    out.forEach(session -> session.introduced(SOON));
    return out;
  }

  private static Received until(Session session, Predicate<Received> wanted) {
    while (true) {
      Received next = session.next(SOON).orElseThrow();
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  private static Verdict verified(Agent agent, Session session) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    agent.transcript(session.id(), file);
    return new TranscriptVerifier(CryptoProviders.verifying().verifier(), 2)
        .verify(new ByteArrayInputStream(file.toByteArray()), new Pin.None(), (_, _) -> {});
  }

  @Test
  void threeAgreeBindOnlyWhoAcceptedAndCloseTogether() throws Exception {
    try (Node node = node();
        NodeConnection connection = connect(node)) {
      Agent alpha = agent(connection, "alpha");
      Agent beta = agent(connection, "beta");
      Agent gamma = agent(connection, "gamma");
      List<Session> all = meet(ConsensusRule.DEFAULT, alpha, List.of(beta, gamma));
      Session alphas = all.get(0);
      Session betas = all.get(1);
      Session gammas = all.get(2);
      alphas
          .send(Say.propose(ProposalType.SERVICE_AGREEMENT, "transport", JsonObject.EMPTY), AGAIN)
          .orThrow();
      JsonObject owed =
          JsonObject.EMPTY
              .with("party", beta.id().text())
              .with("action", "carry it")
              .with("beneficiary", alpha.id().text());
      Pledge pledge = Pledge.until(Instant.now().plus(Duration.ofHours(1))).obligation(owed);
      betas.send(Say.commit(pledge), AGAIN).orThrow();
      // Gamma is not asked, and cannot accept in the place of who is.
      Received seen = until(gammas, message -> message.message() instanceof Commit);
      assertThat(gammas.send(Say.accept(seen), AGAIN))
          .isInstanceOfSatisfying(
              SendResult.Refused.class,
              refused ->
                  assertThat(refused.refusal().code()).isEqualTo(ErrorCode.INVALID_REFERENCE));
      Received offer = until(alphas, message -> message.message() instanceof Commit);
      alphas.send(Say.accept(offer), AGAIN).orThrow();
      alphas.send(Say.release(pledge.commitmentId(), 0), AGAIN).orThrow();
      alphas.send(Say.close("completed"), AGAIN).orThrow();
      for (Session voter : List.of(betas, gammas)) {
        Received close = until(voter, message -> message.message() instanceof Close);
        voter.send(Vote.yes(close), AGAIN).orThrow();
      }
      assertThat(gammas.state()).isInstanceOf(SessionState.Closed.class);
      Verdict verdict = verified(gamma, gammas);
      assertThat(verdict.finding()).isEmpty();
      assertThat(verdict.complete()).isTrue();
    }
  }

  @Test
  void fiftyTakePartInOneSession() throws Exception {
    try (Node node = node();
        NodeConnection connection = connect(node)) {
      Agent first = agent(connection, "a0");
      List<Agent> others = new ArrayList<>();
      for (int i = 1; i < 50; i++) {
        others.add(agent(connection, "a" + i));
      }
      List<Session> all = meet(MAJORITY, first, others);
      for (Session each : all) {
        each.send(Say.inform("status", JsonObject.EMPTY.with("ready", 1)), AGAIN).orThrow();
      }
      Received close = all.getFirst().send(Say.close("completed"), AGAIN).orThrow();
      for (Session voter : all.subList(1, 26)) {
        voter.send(Vote.yes(close), AGAIN).orThrow();
      }
      assertThat(all.get(25).state()).isInstanceOf(SessionState.Closed.class);
      Verdict verdict = verified(others.getLast(), all.getLast());
      assertThat(verdict.finding()).isEmpty();
      assertThat(verdict.messages()).isEqualTo(all.get(25).history().size());
      assertThat(verdict.state().said().orElseThrow().participants()).hasSize(51);
      all.forEach(Session::close);
    }
  }

  @Test
  void aFiftyFirstIsNotInvited() {
    try (Node node = node();
        NodeConnection connection = connect(node)) {
      Agent first = agent(connection, "a0");
      List<AgentUri> many = new ArrayList<>();
      for (int i = 1; i < 51; i++) {
        many.add(new AgentUri("agent://b" + i + ".example/desk"));
      }
      Invite invite = Invite.among(many, "a crowd");
      assertThat(invite.invitees()).hasSize(50);
      assertThat(catchThrowable(() -> first.open(invite))).hasMessageContaining("malformed");
    }
  }
}

package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.Ending;
import dev.parley.client.negotiation.Negotiator;
import dev.parley.client.negotiation.Player;
import dev.parley.client.negotiation.Preferences;
import dev.parley.client.negotiation.Samples;
import dev.parley.client.negotiation.Side;
import dev.parley.client.negotiation.Strategy;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.session.StateName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two strategies bargain over a session; and one meets somebody who does not keep to the rules.
final class NegotiatorTest {
  private static final Duration SETTLEMENT = Duration.ofHours(1);
  private static final Preferences BUYER = Samples.first(Samples.PRICE);
  private static final Preferences SELLER = Samples.second(Samples.PRICE);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Pair pair;

  NegotiatorTest(@TempDir Path folder) throws IOException {
    pair = new Pair(folder);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    pair.close();
  }

  private static Negotiator negotiator(Session session, AgentUri self, Player player) {
    AgentUri partner = self.equals(Pair.ALPHA) ? Pair.BETA : Pair.ALPHA;
    return new Negotiator(session, self, partner, player, Pair.SOON, SETTLEMENT);
  }

  private Future<Ending> buyer(Session session, Strategy strategy) {
    Player player = strategy.begin(BUYER, Side.FIRST, 20, 1);
    return threads.submit(() -> negotiator(session, Pair.ALPHA, player).negotiate());
  }

  private Ending seller(Session session, Strategy strategy) {
    Player player = strategy.begin(SELLER, Side.SECOND, 20, 2);
    return negotiator(session, Pair.BETA, player).negotiate();
  }

  private static Bargain inMemory(Strategy first, Strategy second) {
    return Bargain.between(
        first.begin(BUYER, Side.FIRST, 20, 1), second.begin(SELLER, Side.SECOND, 20, 2));
  }

  @Test
  void makesTheSameMovesAsInMemoryAndBindsBoth() throws Exception {
    Pair.Both both = pair.introduced();
    Future<Ending> first = buyer(both.alphas(), Strategy.MICRO);
    Ending second = seller(both.betas(), Strategy.LINEAR);
    Bargain expected = inMemory(Strategy.MICRO, Strategy.LINEAR);
    assertThat(second)
        .isInstanceOfSatisfying(
            Ending.Agreed.class,
            agreed -> assertThat(agreed.outcome()).isEqualTo(expected.agreement().orElseThrow()));
    assertThat(first.get()).isEqualTo(second);
    assertThat(Bargain.in(BUYER.domain(), both.betas().history())).isEqualTo(expected);
    assertThat(both.alphas().commitments())
        .singleElement()
        .satisfies(
            commitment -> {
              assertThat(commitment.status()).isEqualTo(CommitmentStatus.ACTIVE);
              assertThat(commitment.obligations()).hasSize(2);
            });
  }

  @Test
  void partsWithoutAnAgreement() throws Exception {
    Pair.Both both = pair.introduced();
    Future<Ending> first = buyer(both.alphas(), Strategy.HARDLINER);
    assertThat(seller(both.betas(), Strategy.HARDLINER)).isEqualTo(new Ending.NoAgreement());
    assertThat(first.get()).isEqualTo(new Ending.NoAgreement());
    assertThat(Bargain.in(BUYER.domain(), both.alphas().history()))
        .isEqualTo(inMemory(Strategy.HARDLINER, Strategy.HARDLINER));
    assertThat(both.alphas().state().name()).isEqualTo(StateName.CLOSED);
  }

  @Test
  void talkInBetweenChangesNothing() throws Exception {
    Pair.Both both = pair.introduced();
    Session beta = both.betas();
    Future<Ending> first = buyer(both.alphas(), Strategy.LINEAR);
    Received offer = beta.next(Pair.SOON).orElseThrow();
    beta.send(Say.inform("status", JsonObject.EMPTY.with("subject", "hm"))).orThrow();
    beta.send(Say.accept(offer)).orThrow();
    Received commit = beta.next(Pair.SOON).orElseThrow();
    beta.send(Say.accept(commit)).orThrow();
    assertThat(first.get()).isInstanceOf(Ending.Agreed.class);
  }

  @Test
  void refusesAnOfferThatIsNoOutcome() throws Exception {
    Pair.Both both = pair.introduced();
    Session beta = both.betas();
    Future<Ending> first = buyer(both.alphas(), Strategy.LINEAR);
    Received offer = beta.next(Pair.SOON).orElseThrow();
    JsonObject terms = BUYER.domain().terms(4);
    beta.send(Say.counter(offer, terms.with("outcome", JsonObject.EMPTY.with("price", 60))))
        .orThrow();
    assertThat(first.get()).isInstanceOf(Ending.Broken.class);
    Received rejection = beta.next(Pair.SOON).orElseThrow();
    assertThat(rejection.body().string("code")).contains(ErrorCode.MALFORMED.wire());
    assertThat(beta.next(Pair.SOON).map(Received::performative)).contains(Performative.CLOSE);
  }

  @Test
  void refusesASecondOfferBesideTheFirst() throws Exception {
    Pair.Both both = pair.introduced();
    Session beta = both.betas();
    Future<Ending> first = buyer(both.alphas(), Strategy.LINEAR);
    assertThat(beta.next(Pair.SOON)).isPresent();
    beta.send(Say.propose(ProposalType.RESOURCE_ALLOCATION, "x", BUYER.domain().terms(3)))
        .orThrow();
    assertThat(first.get())
        .isInstanceOfSatisfying(
            Ending.Broken.class, broken -> assertThat(broken.why()).contains("out of turn"));
  }

  @Test
  void refusesACommitmentToSomethingElse() throws Exception {
    Pair.Both both = pair.introduced();
    Session alpha = both.alphas();
    Future<Ending> second = threads.submit(() -> seller(both.betas(), Strategy.CONCEDER));
    Received offer =
        alpha
            .send(Say.propose(ProposalType.RESOURCE_ALLOCATION, "price", SELLER.domain().terms(10)))
            .orThrow();
    assertThat(alpha.next(Pair.SOON).map(Received::performative)).contains(Performative.ACCEPT);
    Pledge other =
        Pledge.until(offer.acceptedAt().plus(SETTLEMENT))
            .fulfilling(offer.body().string("proposalId").orElseThrow())
            .owes(Pair.BETA, "pay twice as much");
    alpha.send(Say.commit(other)).orThrow();
    assertThat(second.get()).isInstanceOf(Ending.Broken.class);
    Received rejection = alpha.next(Pair.SOON).orElseThrow();
    assertThat(rejection.body().string("code")).contains(ErrorCode.POLICY_VIOLATION.wire());
    assertThat(alpha.next(Pair.SOON).map(Received::performative)).contains(Performative.CLOSE);
  }

  @Test
  void refusesADeadlineThatNobodyCanKeep() throws Exception {
    Pair.Both both = pair.introduced();
    Player player = Strategy.LINEAR.begin(BUYER, Side.FIRST, 20, 1);
    Duration third = SETTLEMENT.dividedBy(3);
    Negotiator hasty =
        new Negotiator(both.alphas(), Pair.ALPHA, Pair.BETA, player, Pair.SOON, third);
    Future<Ending> first = threads.submit(hasty::negotiate);
    Ending second = seller(both.betas(), Strategy.LINEAR);
    assertThat(List.of(first.get(), second))
        .satisfiesOnlyOnce(
            ending ->
                assertThat(ending)
                    .isInstanceOfSatisfying(
                        Ending.Broken.class,
                        broken -> assertThat(broken.why()).contains("too little time")));
    assertThat(both.alphas().commitments()).noneMatch(c -> c.status() == CommitmentStatus.ACTIVE);
  }
}

package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two agents talk through the SDK from the invitation to the end.
final class ConversationTest {
  private final Pair pair;

  ConversationTest(@TempDir Path folder) throws IOException {
    pair = new Pair(folder);
  }

  @BeforeEach
  void asksForItsNonce() {
    pair.node.access.changeNonce();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void negotiatesCommitsDeliversAndCloses() {
    Pair.Both both = pair.introduced();
    Session buyer = both.alphas();
    Session seller = both.betas();
    buyer.send(Pair.offer(100)).orThrow();
    Received offer = read(seller, Performative.PROPOSE);
    seller.send(Say.counter(offer, JsonObject.EMPTY.with("price", JsonNumber.of(140)))).orThrow();
    Received counter = read(buyer, Performative.COUNTER);
    buyer.send(Say.askAbout(counter, "Is setup in it?")).orThrow();
    seller.send(Say.explain(read(seller, Performative.CLARIFY), "Yes.")).orThrow();
    read(buyer, Performative.CLARIFY);
    buyer.send(Say.counter(counter, JsonObject.EMPTY.with("price", JsonNumber.of(120)))).orThrow();
    seller.send(Say.accept(read(seller, Performative.COUNTER))).orThrow();
    read(buyer, Performative.ACCEPT);
    Pledge pledge =
        Pledge.until(Instant.now().plus(Duration.ofHours(1)))
            .owes(Pair.BETA, "deliver 100 GPU hours")
            .worth(new BigDecimal("120.00"), "USD");
    buyer.send(Say.commit(pledge)).orThrow();
    seller.send(Say.accept(read(seller, Performative.COMMIT))).orThrow();
    read(buyer, Performative.ACCEPT);
    assertThat(buyer.state().name()).isEqualTo(StateName.EXECUTING);
    seller.send(Say.inform("progress", JsonObject.EMPTY.with("hours", 50))).orThrow();
    read(buyer, Performative.INFORM);
    seller
        .send(Say.fulfill(pledge.commitmentId(), 0, JsonObject.EMPTY.with("hours", 100)))
        .orThrow();
    buyer.send(Say.verify(read(buyer, Performative.INFORM))).orThrow();
    read(seller, Performative.ACCEPT);
    buyer.send(Say.close("completed")).orThrow();
    read(seller, Performative.CLOSE);

    assertThat(List.of(buyer.ended(), seller.ended())).containsOnly(true);
    assertThat(buyer.next(Duration.ZERO)).isEmpty();
    assertThat(buyer.history()).isEqualTo(seller.history());
    assertThat(buyer.state().name()).isEqualTo(seller.state().name());
    SessionSummary summary = buyer.summary();
    assertThat(summary).isEqualTo(seller.summary());
    assertThat(summary.outcome()).isEqualTo(StateName.CLOSED);
    assertThat(summary.rounds()).isEqualTo(3);
    assertThat(summary.commitments()).containsOnlyKeys(CommitmentStatus.SETTLED);
    assertThat(summary.concessions())
        .containsExactly(
            new Concession(
                Pair.ALPHA, "/price", BigDecimal.valueOf(100), BigDecimal.valueOf(120), 2),
            new Concession(
                Pair.BETA, "/price", BigDecimal.valueOf(140), BigDecimal.valueOf(140), 1));
  }

  @Test
  void findsTheInvitationInTheInbox() {
    Session session = pair.alpha.open(Invite.to(Pair.BETA, "GPU hours"));
    try (Inbox inbox = pair.beta.inbox()) {
      Invitation invitation = inbox.next(Pair.SOON).orElseThrow();
      assertThat(invitation.sessionId()).isEqualTo(session.id());
      invitation.decline(ErrorCode.CAPACITY_UNAVAILABLE, "sold out");
    }
    assertThat(session.introduced(Pair.SOON)).isInstanceOf(SessionState.Failed.class);
  }

  @Test
  void tellsWhatCameInBetweenAndSendsNothing() {
    Pair.Both both = pair.introduced();
    both.alphas().send(Pair.offer(100)).orThrow();
    int before = both.alphas().history().size();
    assertThat(both.betas().send(Pair.offer(140)))
        .isInstanceOfSatisfying(
            SendResult.Overtaken.class,
            overtaken ->
                assertThat(overtaken.meanwhile())
                    .extracting(Received::sender)
                    .containsExactly(Pair.ALPHA));
    assertThat(pair.node.session(both.alphas().id()).from(0)).hasSize(before);
    assertThat(both.betas().next(Duration.ZERO).map(Received::performative))
        .contains(Performative.PROPOSE);
    assertThat(both.betas().send(Pair.offer(140))).isInstanceOf(SendResult.Sent.class);
  }

  @Test
  void repeatsAnActWhereThePolicySaysSo() {
    Pair.Both both = pair.introduced();
    both.alphas().send(Pair.offer(100)).orThrow();
    assertThat(both.betas().send(Pair.offer(140), WhenOvertaken.repeat(3)))
        .isInstanceOf(SendResult.Sent.class);
    assertThat(both.alphas().send(Pair.offer(101), never(Pair.BETA)))
        .isInstanceOf(SendResult.Overtaken.class);
  }

  private static WhenOvertaken never(AgentUri agent) {
    return WhenOvertaken.repeatUnless(3, m -> m.sender().equals(agent));
  }

  @Test
  void handsOnWhyTheNodeDeclines() {
    Pair.Both both = pair.introduced();
    both.alphas().send(Pair.offer(100)).orThrow();
    Received own = both.alphas().history().getLast();
    SendResult result = both.alphas().send(Say.accept(own));
    assertThat(result).isInstanceOf(SendResult.Refused.class);
    assertThatThrownBy(result::orThrow)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.INVALID_REFERENCE));
  }

  @Test
  void takesUpASessionAfterARestartWhereItStopped() {
    Pair.Both both = pair.introduced();
    both.alphas().send(Pair.offer(100)).orThrow();
    long read = both.alphas().history().size();
    both.betas().close();
    both.alphas().send(Pair.offer(90)).orThrow();
    try (NodeConnection again = NodeConnection.to(pair.node.address())) {
      Agent beta = Agent.at(again, KeyFile.open(pair.betasFile.path()));
      Session session = beta.joinFrom(both.alphas().id(), read);
      assertThat(session.next(Pair.SOON).map(Received::position)).contains(read);
      assertThat(session.next(Duration.ZERO)).isEqualTo(Optional.empty());
      assertThat(session.send(Pair.offer(140))).isInstanceOf(SendResult.Sent.class);
    }
  }

  @Test
  void goesOnInASessionWithNewKeys() {
    Pair.Both both = pair.introduced();
    assertThat(pair.alpha.rotateKeys().version()).isEqualTo(2);
    both.alphas().send(Pair.offer(100)).orThrow();
    both.alphas().showCard();
    both.alphas().send(Pair.offer(101)).orThrow();
    read(both.betas(), Performative.PROPOSE);
    read(both.betas(), Performative.INFORM);
    read(both.betas(), Performative.PROPOSE);
    Session late = pair.beta.join(both.alphas().id());
    assertThat(late.history()).isEqualTo(both.alphas().history());
  }

  private static Received read(Session session, Performative expected) {
    Received message = session.next(Pair.SOON).orElseThrow();
    assertThat(message.performative()).isEqualTo(expected);
    return message;
  }
}

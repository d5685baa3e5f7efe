package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.client.Discrepancy.Kind;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A node that lies is noticed, and what it said before is kept.
final class LyingNodeTest {
  private final Pair pair;

  LyingNodeTest(@TempDir Path folder) throws IOException {
    pair = new Pair(folder);
  }

  @AfterEach
  void close() {
    pair.close();
  }

  /// Ways to deliver the next message, and the one behind it, otherwise than they are.
  enum Lie {
    WRONG_HASH(Kind.INTEGRITY),
    ALTERED_BODY(Kind.INTEGRITY),
    ALTERED_PROOF(Kind.INTEGRITY),
    FORGED(Kind.INTEGRITY),
    DROPPED(Kind.GAP),
    MOVED(Kind.LEGALITY),
    TIME_GOES_BACK(Kind.LEGALITY),
    ILLEGAL_STEWARD(Kind.LEGALITY),
    STRANGER(Kind.LEGALITY),
    OTHER_SESSION(Kind.FORM),
    NO_MESSAGE(Kind.FORM);

    private final Kind noticed;

    Lie(Kind noticed) {
      this.noticed = noticed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesWhatIsNotTheTruth(Lie lie) {
    Pair.Both both = pair.introduced();
    both.alphas().close();
    ScriptedSession session = pair.node.session(both.alphas().id());
    int before = session.from(0).size();
    JsonObject told = told(lie, both, session);
    pair.node.lie =
        delivered ->
            delivered.integer("position").orElseThrow() < before
                ? delivered
                : lie == Lie.DROPPED || lie == Lie.MOVED ? second(lie, session) : told;
    propose(both, session);
    NodeMisbehavedException noticed = noticed(both.betas());
    assertThat(noticed.discrepancy().kind()).as("%s", noticed).isEqualTo(lie.noticed);
    assertThat(both.betas().history()).hasSize(before);
    assertThatThrownBy(() -> both.betas().send(Pair.offer(1))).isSameAs(noticed);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_HASH", "FORGED", "DROPPED"})
  void noticesItAlsoWhenTheSessionIsTakenUpLater(Lie lie) {
    Pair.Both both = pair.introduced();
    both.alphas().close();
    both.betas().close();
    ScriptedSession session = pair.node.session(both.alphas().id());
    int before = session.from(0).size();
    JsonObject told = told(lie, both, session);
    propose(both, session);
    pair.node.lie =
        delivered ->
            delivered.integer("position").orElseThrow() < before
                ? delivered
                : lie == Lie.DROPPED ? second(lie, session) : told;
    NodeMisbehavedException noticed =
        catchThrowableOfType(
            NodeMisbehavedException.class, () -> pair.beta.join(both.alphas().id()));
    assertThat(noticed.discrepancy().kind()).isEqualTo(lie.noticed);
  }

  /// What the node says in place of the truth.
  private JsonObject told(Lie lie, Pair.Both both, ScriptedSession session) {
    JsonObject truth = message(both, session, Pair.ALPHA, pair.alphasFile.keys());
    return switch (lie) {
      case WRONG_HASH -> delivered(session, integrity(truth, "hash", "sha256:" + "1".repeat(64)));
      case ALTERED_BODY ->
          delivered(
              session, truth.with("content", content(truth).with("body", Pair.offer(1).body())));
      case ALTERED_PROOF ->
          delivered(
              session,
              message(both, session, Pair.ALPHA, pair.alphasFile.keys())
                  .with("sender", truth.object("sender").orElseThrow()));
      case FORGED ->
          delivered(
              session, message(both, session, Pair.ALPHA, AgentKeys.generate(new SecureRandom())));
      case DROPPED, MOVED -> JsonObject.EMPTY;
      case TIME_GOES_BACK ->
          delivered(session, truth).with("acceptedAt", "2001-01-01T00:00:00.000Z");
      case ILLEGAL_STEWARD ->
          delivered(
              session,
              session.next(
                  both.alphas().id(),
                  ScriptedNode.STEWARD,
                  "org_node",
                  pair.node.stewardKeys,
                  Performative.INFORM,
                  JsonObject.EMPTY
                      .with("informType", "timeout")
                      .with("data", JsonObject.EMPTY.with("timer", "silence"))));
      case STRANGER ->
          delivered(
              session,
              message(
                  both,
                  session,
                  new AgentUri("agent://other.example/agent"),
                  pair.alphasFile.keys()));
      case OTHER_SESSION ->
          delivered(session, truth.with("sessionId", "01900000-0000-7000-8000-000000000000"));
      case NO_MESSAGE -> delivered(session, truth.without("performative"));
    };
  }

  private static JsonObject second(Lie lie, ScriptedSession session) {
    JsonObject last = session.from(0).getLast();
    return lie == Lie.MOVED
        ? last.with("position", last.integer("position").orElseThrow() - 1)
        : last;
  }

  private void propose(Pair.Both both, ScriptedSession session) {
    synchronized (session) { // Streams see both or neither.
      for (int i = 0; i < 2; i++) {
        assertThat(session.append(message(both, session, Pair.ALPHA, pair.alphasFile.keys())))
            .isInstanceOf(ScriptedSession.Outcome.Accepted.class);
      }
    }
  }

  private static JsonObject message(
      Pair.Both both, ScriptedSession session, AgentUri sender, AgentKeys keys) {
    return session.next(
        both.alphas().id(), sender, "org_acme", keys, Performative.PROPOSE, Pair.offer(9).body());
  }

  private static JsonObject delivered(ScriptedSession session, JsonObject envelope) {
    JsonObject last = session.from(0).getLast();
    return last.with("position", last.integer("position").orElseThrow() + 1)
        .with("envelope", envelope);
  }

  private static JsonObject content(JsonObject envelope) {
    return envelope.object("content").orElseThrow();
  }

  private static JsonObject integrity(JsonObject envelope, String member, String value) {
    return envelope.with(
        "integrity", envelope.object("integrity").orElseThrow().with(member, value));
  }

  private static NodeMisbehavedException noticed(Session session) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            NodeMisbehavedException.class,
            () -> {
              while (session.next(Pair.SOON).isPresent()) {}
            }),
        "nothing was noticed");
  }

  @Test
  void noticesTwoHistories() {
    Pair.Both both = pair.introduced();
    pair.node.answerLie = delivered -> delivered.with("acceptedAt", "2999-01-01T00:00:00.000Z");
    NodeMisbehavedException noticed =
        catchThrowableOfType(
            NodeMisbehavedException.class, () -> both.alphas().send(Pair.offer(100)));
    assertThat(noticed.discrepancy().kind()).isIn(Kind.HISTORY, Kind.LEGALITY);
  }

  @Test
  void noticesAnAnswerAboutAnotherMessage() {
    Pair.Both both = pair.introduced();
    pair.node.answerLie = _ -> pair.node.session(both.alphas().id()).from(0).getFirst();
    NodeMisbehavedException noticed =
        catchThrowableOfType(
            NodeMisbehavedException.class, () -> both.alphas().send(Pair.offer(100)));
    assertThat(noticed.discrepancy().kind()).isEqualTo(Kind.ANSWER);
  }

  @Test
  void noticesAConflictThatIsNone() {
    Pair.Both both = pair.introduced();
    Received last = both.alphas().history().getLast();
    pair.node.verdict =
        Optional.of(
            ErrorCode.CHAIN_CONFLICT
                .because("another message came in between")
                .with("head", last.hash().text())
                .with("nextPosition", last.position() + 1));
    NodeMisbehavedException noticed =
        catchThrowableOfType(
            NodeMisbehavedException.class, () -> both.alphas().send(Pair.offer(100)));
    assertThat(noticed.discrepancy().kind()).isEqualTo(Kind.HEAD);
  }

  @Test
  void noticesAHeadThatIsNotShown() {
    Pair.Both both = pair.introduced();
    pair.node.verdict =
        Optional.of(
            ErrorCode.CHAIN_CONFLICT
                .because("another message came in between")
                .with("head", "sha256:" + "1".repeat(64))
                .with("nextPosition", 50));
    NodeMisbehavedException noticed =
        catchThrowableOfType(
            NodeMisbehavedException.class, () -> both.alphas().send(Pair.offer(100)));
    assertThat(noticed.discrepancy().kind()).isEqualTo(Kind.HEAD);
  }

  @Test
  void noticesAnotherChainOfCards() {
    Pair.Both both = pair.introduced();
    AgentKeys forged = AgentKeys.generate(new SecureRandom());
    JsonObject fields =
        pair.beta
            .card()
            .json()
            .with("signingPublicKey", forged.signer().publicKey().jwk())
            .with("dpopPublicKey", forged.proofSigner().publicKey().jwk());
    pair.node.agents.put(Pair.BETA, List.of(AgentCard.sign(fields, forged.signer()).orThrow()));
    Session next = pair.alpha.open(Invite.to(Pair.BETA, "again"));
    ScriptedSession session = pair.node.session(next.id());
    JsonObject accept =
        session.next(
            next.id(),
            Pair.BETA,
            "org_cloudprime",
            forged,
            Performative.ACCEPT,
            Say.accept(next.history().getFirst()).body());
    assertThat(session.append(accept)).isInstanceOf(ScriptedSession.Outcome.Accepted.class);
    assertThat(noticed(next).discrepancy().kind()).isEqualTo(Kind.CARD);
    assertThat(both.alphas().history()).isNotEmpty();
  }

  @Test
  void noticesAnotherNodeUnderTheSameAddress() {
    try (NodeConnection pinned =
        NodeConnection.to(
            pair.node.address(),
            ConnectionSettings.DEFAULT,
            pair.alphasFile.keys().signer().publicKey())) {
      NodeMisbehavedException noticed =
          catchThrowableOfType(NodeMisbehavedException.class, pinned::card);
      assertThat(noticed.discrepancy().kind()).isEqualTo(Kind.NODE);
    }
    try (NodeConnection pinned =
        NodeConnection.to(
            pair.node.address(),
            ConnectionSettings.DEFAULT,
            pair.node.stewardKeys.signer().publicKey())) {
      assertThat(pinned.card().domain()).isEqualTo(ScriptedNode.DOMAIN);
    }
  }
}

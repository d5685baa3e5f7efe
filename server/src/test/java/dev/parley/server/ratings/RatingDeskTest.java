package dev.parley.server.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.rating.Rating;
import dev.parley.core.session.StateName;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registrant;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.sessions.Submission;
import dev.parley.server.store.Content;
import dev.parley.server.time.VirtualClock;
import dev.parley.server.timers.Timekeeper.Pass;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ratings at a node that holds keys, and at one that is started again.
final class RatingDeskTest {
  private static final AgentUri HELD = new AgentUri("agent://held.example/agent");

  @TempDir private Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Scene scene;
  private Revealing revealing;
  private RatingDesk desk;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    scene = Scene.of(node, clock);
    desk();
  }

  private void desk() {
    revealing = new Revealing(node.store().ratings(), node.sessions(), node.registry(), clock);
    desk =
        new RatingDesk(
            node.store().ratings(),
            node.registry(),
            node.sessions(),
            revealing,
            clock,
            CryptoProviders.verifying().verifier());
  }

  private void restart() {
    node.close();
    node = NodeParts.open(directory, clock);
    scene.on(node);
    desk();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void closed() {
    scene.introduce(JsonObject.EMPTY);
    scene.said(scene.alpha, Performative.QUERY, query());
    scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    assertThat(scene.state().name()).isEqualTo(StateName.CLOSED);
  }

  private static JsonObject query() {
    return JsonObject.builder()
        .put("queryId", "q")
        .put("queryType", "status")
        .put("subject", "how far")
        .build();
  }

  private Hash head() {
    return scene.state().said().orElseThrow().head().hash();
  }

  private JsonObject signed(ScriptedAgent by, AgentUri peer, int rating) {
    return Rating.sign(
        scene.id(),
        clock.now(),
        by.uri(),
        List.of(new Rating.Peer(peer, rating, Optional.empty())),
        head(),
        by.keys().signer());
  }

  private JsonObject seen(AgentUri by) {
    return desk.view(by, scene.id()).orElseThrow();
  }

  private static int count(JsonObject seen) {
    return seen.array("ratings").orElseThrow().size();
  }

  private static void refused(ErrorCode code, RecordOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RecordOutcome.Refused.class, r -> assertThat(r.refusal().code()).isEqualTo(code));
  }

  @Test
  void aNodeThatWasDownRevealsWhatCameDueMeanwhile() {
    closed();
    desk.rate(scene.alpha.uri(), scene.id(), signed(scene.alpha, scene.beta.uri(), 4));
    assertThat(revealing.next()).contains(clock.now().plus(Duration.ofHours(24)));
    restart();
    assertThat(count(seen(scene.beta.uri()))).isZero();
    assertThat(revealing.recordDue(clock.now())).isEqualTo(Pass.COMPLETE);
    assertThat(seen(scene.beta.uri()).has("revealedAt")).isFalse();

    clock.advance(Duration.ofHours(30));
    assertThat(revealing.recordDue(clock.now())).isEqualTo(Pass.COMPLETE);
    assertThat(count(seen(scene.beta.uri()))).isEqualTo(1);
    assertThat(revealing.next()).isEmpty();
    restart();
    assertThat(count(seen(scene.beta.uri()))).isEqualTo(1);
  }

  @Test
  void theLastRatingMakesTheRevealDueAtOnceAlsoIfTheNodeStopsThere() {
    closed();
    desk.rate(scene.alpha.uri(), scene.id(), signed(scene.alpha, scene.beta.uri(), 4));
    desk.rate(scene.beta.uri(), scene.id(), signed(scene.beta, scene.alpha.uri(), 5));
    assertThat(revealing.next()).isEmpty();
    assertThat(count(seen(scene.alpha.uri()))).isEqualTo(2);
  }

  @Test
  void whoHasNewKeysSinceRatesWithThem() {
    closed();
    AgentKeys renewed = AgentKeys.generate(new SecureRandom());
    AgentCard next = scene.alpha.nextCard(renewed, JsonObject.EMPTY);
    scene.alpha.use(renewed, next);
    node.register(scene.alpha);
    assertThat(desk.rate(scene.alpha.uri(), scene.id(), signed(scene.alpha, scene.beta.uri(), 4)))
        .isInstanceOf(RecordOutcome.Accepted.class);
  }

  /// A session that has ended, of beta and an agent whose keys the node holds.
  private AgentCard closedForHeld() {
    AgentKeys client = AgentKeys.generate(new SecureRandom());
    JsonObject fields =
        JsonObject.builder()
            .put("agentId", HELD.text())
            .put("orgId", "org_held")
            .put("name", "held")
            .put("capabilities", JsonArray.ofStrings(List.of("talk")))
            .build();
    node.registry()
        .register(
            HELD,
            JsonObject.of("card", fields, "clientKey", client.signer().publicKey().jwk()),
            new Registrant.Anyone());
    Scene talk = new Scene(node, clock, scene.beta, scene.beta);
    Scene.accepted(
        node.sessions()
            .open(
                HELD,
                submission(
                    wish(Performative.PROPOSE, Scene.invitation(talk.terms(JsonObject.EMPTY)))
                        .with("sessionId", talk.id().toString()))));
    talk.said(talk.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    talk.identify(talk.beta);
    AgentCard card = node.registry().current(HELD).orElseThrow();
    JsonObject identity =
        JsonObject.builder()
            .put("informType", "identity")
            .put(
                "data",
                JsonObject.EMPTY
                    .with("cardHash", card.hash().text())
                    .with("cardVersion", card.version()))
            .build();
    Scene.accepted(
        node.sessions().append(HELD, talk.id(), submission(wish(Performative.INFORM, identity))));
    Scene.accepted(node.sessions().cancel(HELD, talk.id()));
    scene = talk;
    return card;
  }

  private JsonObject saying(int rating) {
    return JsonObject.EMPTY.with(
        "peers",
        JsonArray.of(
            List.of(
                JsonObject.EMPTY.with("agentId", scene.beta.uri().text()).with("rating", rating))));
  }

  @Test
  void theNodeSignsForWhoseKeysItHolds() {
    AgentCard card = closedForHeld();
    JsonObject said = saying(3);
    refused(
        ErrorCode.MALFORMED, desk.rate(HELD, scene.id(), said.with("integrity", JsonObject.EMPTY)));
    refused(ErrorCode.MALFORMED, desk.rate(HELD, scene.id(), JsonObject.EMPTY));
    assertThat(desk.rate(HELD, scene.id(), said)).isInstanceOf(RecordOutcome.Accepted.class);
    assertThat(desk.rate(HELD, scene.id(), said)).isInstanceOf(RecordOutcome.Repeated.class);
    refused(ErrorCode.DUPLICATE, desk.rate(HELD, scene.id(), saying(1)));
    JsonObject own = (JsonObject) seen(HELD).array("ratings").orElseThrow().get(0);
    Rating read = Rating.decode(own.object("rating").orElseThrow()).orThrow();
    assertThat(read.verified(card, CryptoProviders.verifying().verifier()))
        .isInstanceOf(Decoded.Valid.class);
  }

  private static JsonObject wish(Performative performative, JsonObject body) {
    return JsonObject.builder()
        .put("performative", performative.name())
        .put("sender", JsonObject.EMPTY.with("agentId", HELD.text()))
        .put(
            "content",
            JsonObject.builder().put("mimeType", "application/json").put("body", body).build())
        .build();
  }

  private static Submission submission(JsonObject wish) {
    return new Submission(wish, Content.of(CanonicalJson.bytes(wish)));
  }
}

package dev.parley.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.registry.Steward;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredRecord;
import dev.parley.server.store.WakeUp;
import dev.parley.server.time.VirtualClock;
import dev.parley.server.timers.Timekeeper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the steward does for a panel, and what becomes of it when it cannot. Nothing is at stake,
/// so that a denial alone asks for a panel.
final class PanelActsTest {
  private static final String ID = "d-1";

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Scene scene;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock);
    scene = Scene.of(node, clock);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void claimedAndDeclined() {
    scene.introduce(JsonObject.EMPTY);
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", Duration.ofHours(1)));
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
    scene.said(
        scene.beta,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", "f-1")
            .put("commitmentId", "c-1")
            .put("obligation", 0)
            .build());
    scene.said(
        scene.alpha,
        Performative.REJECT,
        JsonObject.builder()
            .put("fulfillmentId", "f-1")
            .put("code", "unspecified")
            .put("reason", "not what was agreed")
            .build());
  }

  private JsonObject signed(ScriptedAgent by, long position, Hash head, DisputeAct act) {
    return new DisputeDraft(ID, scene.id(), position, clock.now(), by.uri(), head, act)
        .sign(by.keys().signer());
  }

  private void taken(DisputeOutcome outcome) {
    assertThat(outcome).isInstanceOf(DisputeOutcome.Accepted.class);
  }

  private JsonObject view() {
    return node.sessions().disputes().view(ID).orElseThrow();
  }

  private void adds(DisputeDesk desk, ScriptedAgent by, DisputeAct act) {
    Hash head = view().string("head").flatMap(Hash::parse).orElseThrow();
    long position = view().integer("nextPosition").orElseThrow();
    taken(desk.record(by.uri(), ID, signed(by, position, head, act)));
  }

  /// A panel is asked for; the steward has sealed at once.
  private void denied() {
    claimedAndDeclined();
    DisputeDesk desk = node.sessions().disputes();
    Hash head = scene.state().said().orElseThrow().head().hash();
    taken(
        desk.file(
            scene.beta.uri(),
            signed(
                scene.beta,
                0,
                head,
                new DisputeAct.Filed(
                    "c-1",
                    0,
                    scene.beta.uri(),
                    scene.alpha.uri(),
                    DisputeReason.ESCROW_VIOLATION,
                    3,
                    BigDecimal.ONE,
                    JsonObject.EMPTY))));
    adds(desk, scene.alpha, new DisputeAct.Answered(true, Optional.empty(), Optional.empty()));
    assertThat(view().string("stage")).contains("SEALING");
  }

  private static Nonce nonce(ScriptedAgent by) {
    return Nonce.of(Hash.of(by.uri().text().getBytes(StandardCharsets.UTF_8)));
  }

  private void sealedByBoth() {
    for (ScriptedAgent side : List.of(scene.alpha, scene.beta)) {
      Hash seal = nonce(side).seal(side.uri(), ID, 1);
      adds(node.sessions().disputes(), side, new DisputeAct.Sealed(1, seal));
    }
  }

  @Test
  void namesAsManyCandidatesAsARecordHolds() {
    String path = "x".repeat(400);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      ScriptedAgent agent =
          new ScriptedAgent("agent://j.example/" + path + "/" + (1000 + i), "org_j");
      node.register(agent);
      names.add(agent.uri().text());
    }
    denied();
    StoredRecord sealed = node.store().disputeRecords(scene.id().value()).getLast();
    JsonObject record = StoredJson.of(sealed.canonical());
    assertThat(record.string("type")).contains("sealed");
    JsonArray candidates = record.array("candidates").orElseThrow();
    int bytes = CanonicalJson.bytes(candidates).length;
    assertThat(bytes).isBetween(239 * 1024, 240 * 1024);
    assertThat(sealed.canonical().bytes().length).isLessThan(256 * 1024);
    List<String> named = new ArrayList<>();
    candidates.forEach(each -> named.add(((JsonObject) each).string("agentId").orElseThrow()));
    assertThat(named).hasSizeLessThan(names.size()).doesNotHaveDuplicates();
    // Those with the best scores; the node itself stands among the agents, and is not named.
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            node.registry().best(named.size() + 1).stream()
                .limit(named.size())
                .map(card -> card.agentId().text())
                .toList());
  }

  @Test
  void whatIsDueAndCannotBeDoneIsTriedAgainAMinuteLater(@TempDir Path elsewhere) {
    denied();
    sealedByBoth();
    adds(node.sessions().disputes(), scene.beta, new DisputeAct.Revealed(1, nonce(scene.beta)));
    Steward other = Steward.open(elsewhere, NodeParts.DOMAIN, new SecureRandom());
    Sessions withOtherKeys =
        new Sessions(
            node.store(), clock, other, node.registry(), CryptoProviders.verifying().verifier());
    // The last nonce is there, and this steward has not sealed the one that it would draw with.
    adds(withOtherKeys.disputes(), scene.alpha, new DisputeAct.Revealed(1, nonce(scene.alpha)));
    Instant later = clock.now().plus(Duration.ofMinutes(1));
    assertThat(withOtherKeys.recordDue(scene.id()))
        .isEqualTo(
            new DueCheck.NothingDue(
                scene.state().said().orElseThrow().head().nextPosition(), later));
    try (Timekeeper keeper = new Timekeeper(node.store(), clock, withOtherKeys)) {
      assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
      assertThat(wakeUps()).containsExactly(later);
    }
    withOtherKeys.close();
    node.close();
    node = NodeParts.open(directory, clock);
    scene.on(node);
    assertThat(view().string("stage")).contains("DRAWING");
    try (Timekeeper keeper = new Timekeeper(node.store(), clock, node.sessions())) {
      clock.advance(Duration.ofMinutes(1).minusMillis(1));
      assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
      assertThat(view().string("stage")).contains("DRAWING");
      clock.advance(Duration.ofMillis(1));
      assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
      // It knows nobody whom it could draw.
      assertThat(view().string("stage")).contains("PERSON");
    }
  }

  private List<Instant> wakeUps() {
    return node.store().wakeUps(WakeUp.FIRST, Instant.ofEpochMilli(Long.MAX_VALUE), 10).stream()
        .map(WakeUp::at)
        .toList();
  }
}

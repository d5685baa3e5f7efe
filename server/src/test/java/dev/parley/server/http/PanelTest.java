package dev.parley.server.http;

import static dev.parley.server.http.Quarrel.DISPUTES;
import static dev.parley.server.http.Quarrel.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.Nonce;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.ClockKind;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Panels over real sockets: the node seals and draws at once, judges vote, the loser appeals.
final class PanelTest {
  private static final String ID = "d-p";

  private final Quarrel quarrel;
  private final Caller alpha;
  private final Caller beta;
  private final Map<String, Caller> judges = new TreeMap<>();

  PanelTest(@TempDir Path directory) {
    quarrel = Quarrel.amongTheTrusted(directory);
    alpha = quarrel.stage.alpha;
    beta = quarrel.stage.beta;
  }

  @AfterEach
  void end() {
    quarrel.close();
  }

  private void known(int count) {
    for (int i = 0; i < count; i++) {
      String uri = "agent://judge" + i + ".example/j";
      judges.put(uri, Caller.registered(quarrel.stage.node, uri, quarrel.stage.node.clock()::now));
    }
  }

  /// What nobody can read, with a bond of each side: a panel is asked for.
  private Talk contested() {
    quarrel.fund(alpha, "100.00");
    quarrel.fund(beta, "5.00");
    Talk talk = quarrel.promised("60.00", Optional.empty());
    quarrel.claims(talk, JsonObject.EMPTY);
    quarrel.declines(talk);
    taken(
        quarrel.files(
            beta,
            talk,
            ID,
            new DisputeAct.Filed(
                "deal",
                0,
                beta.agent().uri(),
                alpha.agent().uri(),
                DisputeReason.ESCROW_VIOLATION,
                3,
                BigDecimal.ONE,
                JsonObject.EMPTY)));
    adds(alpha, new DisputeAct.Answered(true, Optional.empty(), Optional.empty()));
    adds(beta, new DisputeAct.Bonded(bond()));
    adds(alpha, new DisputeAct.Bonded(bond()));
    return talk;
  }

  private static Bond bond() {
    return new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT);
  }

  private static void taken(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void adds(Caller by, DisputeAct act) {
    taken(quarrel.adds(by, ID, act));
  }

  private static Nonce nonce(Caller by, int round) {
    String name = by.agent().uri().text() + round;
    return Nonce.of(Hash.of(name.getBytes(StandardCharsets.UTF_8)));
  }

  private DisputeAct.Sealed seal(Caller by, int round) {
    return new DisputeAct.Sealed(round, nonce(by, round).seal(by.agent().uri(), ID, round));
  }

  private void sealed(int round) {
    adds(alpha, seal(alpha, round));
    adds(beta, seal(beta, round));
  }

  private void revealed(int round) {
    adds(beta, new DisputeAct.Revealed(round, nonce(beta, round)));
    adds(alpha, new DisputeAct.Revealed(round, nonce(alpha, round)));
  }

  private static List<String> panel(JsonObject view) {
    List<String> out = new ArrayList<>();
    for (JsonValue member : view.array("panel").orElse(JsonArray.EMPTY)) {
      out.add(((JsonString) member).value());
    }
    return out;
  }

  private Caller judge(String uri) {
    return uri.equals(quarrel.stage.stranger.agent().uri().text())
        ? quarrel.stage.stranger
        : Objects.requireNonNull(judges.get(uri));
  }

  private void votes(int round, boolean upheld) {
    for (String member : panel(quarrel.at(alpha, ID, "VOTING"))) {
      Decision decision = upheld ? new Decision(true, 2, BigDecimal.ONE) : Decision.denied(2);
      adds(judge(member), new DisputeAct.Voted(round, decision, Optional.of("as I see it")));
    }
  }

  private JsonObject record(String type) {
    for (JsonValue value :
        Json.object(alpha.get(DISPUTES + "/" + ID)).array("records").orElseThrow()) {
      JsonObject record = ((JsonObject) value).object("record").orElseThrow();
      if (record.string("type").orElseThrow().equals(type)) {
        return record;
      }
    }
    throw new AssertionError("no " + type);
  }

  @Test
  void aPanelOfThreeIsDrawnAndOneOfSevenOverturnsIt() {
    known(12);
    Talk talk = contested();
    JsonObject sealed = record("sealed");
    assertThat(sealed.string("by")).contains(quarrel.stage.node.steward().text());
    assertThat(sealed.array("candidates").orElseThrow().size()).isEqualTo(15);
    sealed(1);
    quarrel.at(beta, ID, "REVEALING");
    revealed(1);
    List<String> first = panel(quarrel.at(alpha, ID, "VOTING"));
    assertThat(first).hasSize(3).doesNotHaveDuplicates();
    assertThat(first).doesNotContain(alpha.agent().uri().text(), beta.agent().uri().text());
    votes(1, false);
    assertThat(quarrel.at(beta, ID, "RULED").object("ruling").flatMap(r -> r.string("basis")))
        .contains("panel");
    adds(beta, new DisputeAct.Appealed(Optional.of(bond()), Optional.empty()));
    sealed(2);
    revealed(2);
    assertThat(panel(quarrel.at(alpha, ID, "VOTING")))
        .hasSize(7)
        .doesNotContainAnyElementsOf(first);
    votes(2, true);
    quarrel.at(beta, ID, "RULED");
    quarrel.passes(Duration.ofDays(2));
    assertThat(quarrel.at(beta, ID, "FINAL").string("outcome")).contains("FULFILLED");
    // Beta gets the 60, its two bonds, and half of alpha's.
    assertThat(money(beta)).containsExactly("65.50", "0.00");
    assertThat(money(alpha)).containsExactly("39.00", "0.00");
    quarrel.everythingAgrees();
    quarrel.verifies(alpha, talk);
  }

  @Test
  void withTooFewForSevenAPersonRules() {
    known(4);
    contested();
    sealed(1);
    revealed(1);
    votes(1, true);
    quarrel.at(alpha, ID, "RULED");
    adds(alpha, new DisputeAct.Appealed(Optional.of(bond()), Optional.empty()));
    sealed(2);
    revealed(2);
    JsonObject person = quarrel.at(alpha, ID, "PERSON");
    assertThat(person.string("timer")).contains("person");
    assertThat(panel(person)).isEmpty();
  }

  @Test
  void whoIsNotDrawnDoesNotVoteAndWhoDealtWithASideIsNotDrawn() {
    known(3);
    Caller dealt = quarrel.stage.stranger;
    new Talk(quarrel.stage.node, alpha, dealt).introduce();
    contested();
    sealed(1);
    revealed(1);
    assertThat(panel(quarrel.at(alpha, ID, "VOTING")))
        .containsExactlyInAnyOrderElementsOf(judges.keySet());
    DisputeAct vote = new DisputeAct.Voted(1, Decision.denied(2), Optional.empty());
    JsonObject view = Json.object(alpha.get(DISPUTES + "/" + ID));
    HttpResponse<String> strange =
        dealt.call(
            "POST",
            DISPUTES + "/" + ID + "/records",
            quarrel.signed(
                dealt,
                SessionId.parse(view.string("sessionId").orElseThrow()).orElseThrow(),
                ID,
                view.integer("nextPosition").orElseThrow(),
                Hash.parse(view.string("head").orElseThrow()).orElseThrow(),
                vote));
    assertThat(Json.code(strange)).isEqualTo("session_not_found");
  }

  @Test
  void aNodeThatWasRestartedDrawsWithWhatItSealed() {
    known(3);
    contested();
    sealed(1);
    adds(beta, new DisputeAct.Revealed(1, nonce(beta, 1)));
    quarrel.stage.node.close();
    NodeConfiguration same =
        NodeConfiguration.development()
            .onPort(0)
            .on(ClockKind.VIRTUAL)
            .keeping(quarrel.stage.node.dataDirectory());
    try (Node again = quarrel.stage.time.node(same, _ -> 80)) {
      Caller back = new Caller(again.address(), alpha.agent(), quarrel.stage.time::now);
      adds(back, new DisputeAct.Revealed(1, nonce(alpha, 1)));
      assertThat(panel(quarrel.at(back, ID, "VOTING"))).hasSize(3);
    }
  }
}

package dev.parley.server.http;

import static dev.parley.server.http.Quarrel.DISPUTES;
import static dev.parley.server.http.Quarrel.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Disputes over real sockets, on a clock that a test moves.
final class DisputeTest {
  private final Quarrel quarrel = new Quarrel();
  private final Caller alpha = quarrel.stage.alpha;
  private final Caller beta = quarrel.stage.beta;

  @BeforeEach
  void fund() {
    quarrel.fund(alpha, "100.00");
  }

  @AfterEach
  void end() {
    quarrel.close();
  }

  @Test
  void aMissedDeadlineIsFiledByTheNodeAndUpheldBySilence() {
    quarrel.promised("60.00", Optional.empty());
    quarrel.passes(Duration.ofMinutes(61));
    String dispute = quarrel.only(beta);
    JsonObject filed = quarrel.at(alpha, dispute, "FILED");
    assertThat(filed.string("filedBy")).contains(quarrel.stage.node.steward().text());
    assertThat(filed.string("complainant")).contains(alpha.agent().uri().text());
    assertThat(money(alpha)).containsExactly("40.00", "60.00");
    quarrel.passes(Duration.ofDays(1));
    quarrel.at(alpha, dispute, "RULED");
    assertThat(money(alpha)).containsExactly("40.00", "60.00");
    quarrel.passes(Duration.ofDays(2));
    JsonObject ended = quarrel.at(alpha, dispute, "FINAL");
    assertThat(ended.string("outcome")).contains("BREACHED");
    assertThat(ended.object("ruling").flatMap(r -> r.string("basis"))).contains("silence");
    assertThat(money(alpha)).containsExactly("100.00", "0.00");
    quarrel.everythingAgrees();
  }

  @Test
  void whoConcedesEndsItAtOnce() {
    quarrel.promised("60.00", Optional.empty());
    quarrel.passes(Duration.ofMinutes(61));
    String dispute = quarrel.only(beta);
    HttpResponse<String> answer =
        quarrel.adds(
            beta, dispute, new DisputeAct.Answered(false, Optional.of("sorry"), Optional.empty()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    quarrel.at(beta, dispute, "FINAL");
    assertThat(money(alpha)).containsExactly("100.00", "0.00");
    quarrel.everythingAgrees();
  }

  static DisputeAct.Filed complaint(Caller by, Caller against, DisputeReason reason) {
    return new DisputeAct.Filed(
        "deal",
        0,
        by.agent().uri(),
        against.agent().uri(),
        reason,
        3,
        BigDecimal.ONE,
        JsonObject.EMPTY);
  }

  static DisputeAct denies() {
    return new DisputeAct.Answered(true, Optional.empty(), Optional.empty());
  }

  private static JsonObject atLeastEight() {
    return JsonObject.builder()
        .put("type", "object")
        .put("required", JsonArray.ofStrings(List.of("gpus")))
        .put(
            "properties",
            JsonObject.EMPTY.with("gpus", JsonObject.EMPTY.with("minimum", JsonNumber.of(8))))
        .build();
  }

  @Test
  void whileTheSessionGoesOnItIsToldWhatADisputeMakesOfIt() {
    Talk talk = quarrel.promised("60.00", Optional.of(atLeastEight()));
    quarrel.claims(talk, JsonObject.EMPTY.with("gpus", JsonNumber.of(7)));
    HttpResponse<String> filed =
        quarrel.files(
            alpha, talk, "d-1", complaint(alpha, beta, DisputeReason.FULFILLMENT_MISMATCH));
    assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
    assertThat(filed.headers().firstValue("Location")).contains(DISPUTES + "/d-1");
    assertThat(status(talk)).isEqualTo("DISPUTED");
    assertThat(quarrel.adds(beta, "d-1", denies()).statusCode()).isEqualTo(201);
    JsonObject ruled = quarrel.at(beta, "d-1", "RULED");
    assertThat(ruled.object("ruling").flatMap(r -> r.string("basis"))).contains("criteria");
    quarrel.passes(Duration.ofDays(2));
    quarrel.at(beta, "d-1", "FINAL");
    assertThat(status(talk)).isEqualTo("BREACHED");
    assertThat(money(alpha)).containsExactly("100.00", "0.00");
    quarrel.everythingAgrees();
    quarrel.verifies(alpha, talk);
  }

  private String status(Talk talk) {
    JsonObject deal =
        (JsonObject)
            Json.object(alpha.get(talk.path("/commitments")))
                .array("commitments")
                .orElseThrow()
                .get(0);
    return ((JsonObject) deal.array("obligations").orElseThrow().get(0))
        .string("status")
        .orElseThrow();
  }

  @Test
  void whatNobodyCanReadIsRuledByAPersonAndTheBondsAreSplit() {
    quarrel.fund(beta, "5.00");
    Talk talk = quarrel.promised("60.00", Optional.empty());
    quarrel.claims(talk, JsonObject.EMPTY);
    quarrel.declines(talk);
    assertThat(
            quarrel
                .files(beta, talk, "d-2", complaint(beta, alpha, DisputeReason.ESCROW_VIOLATION))
                .statusCode())
        .isEqualTo(201);
    assertThat(quarrel.adds(alpha, "d-2", denies()).statusCode()).isEqualTo(201);
    quarrel.at(alpha, "d-2", "CONTESTED");
    DisputeAct bond = new DisputeAct.Bonded(new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT));
    assertThat(quarrel.adds(beta, "d-2", bond).statusCode()).isEqualTo(201);
    assertThat(money(beta)).containsExactly("4.00", "0.00");
    assertThat(quarrel.adds(alpha, "d-2", bond).statusCode()).isEqualTo(201);
    quarrel.everythingAgrees();
    // Nobody seals: a person has to rule.
    quarrel.passes(Duration.ofHours(12));
    quarrel.at(alpha, "d-2", "PERSON");
    JsonObject order =
        JsonObject.EMPTY
            .with("upheld", JsonBoolean.TRUE)
            .with("severity", JsonNumber.of(2))
            .with("valueShare", "0.5")
            .with("grounds", "half of it was there");
    HttpResponse<String> ruled =
        quarrel.operator("POST", "/v1/operator/disputes/d-2/ruling", order);
    assertThat(ruled.statusCode()).as(ruled.body()).isEqualTo(201);
    quarrel.at(alpha, "d-2", "FINAL");
    // 60 are halved; alpha lost its bond, half of it to beta, half burned.
    assertThat(money(alpha)).containsExactly("69.00", "0.00");
    assertThat(money(beta)).containsExactly("35.50", "0.00");
    quarrel.everythingAgrees();
    quarrel.verifies(beta, talk);
  }

  @Test
  void aBondThatNobodyHasIsNotTaken() {
    Talk talk = quarrel.promised("60.00", Optional.empty());
    quarrel.claims(talk, JsonObject.EMPTY);
    quarrel.declines(talk);
    quarrel.files(beta, talk, "d-3", complaint(beta, alpha, DisputeReason.ESCROW_VIOLATION));
    quarrel.adds(alpha, "d-3", denies());
    DisputeAct bond = new DisputeAct.Bonded(new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT));
    HttpResponse<String> answer = quarrel.adds(beta, "d-3", bond);
    assertThat(Json.code(answer)).isEqualTo("budget_exceeded");
    assertThat(Json.details(answer).string("fault")).contains("insufficient_funds");
    quarrel.everythingAgrees();
  }

  @Test
  void disputesOnNothingTwiceAndByStrangersAreRefused() {
    Talk talk = quarrel.promised("60.00", Optional.empty());
    DisputeAct.Filed early = complaint(alpha, beta, DisputeReason.NON_DELIVERY);
    assertThat(Json.code(quarrel.files(alpha, talk, "d-4", early))).isEqualTo("invalid_transition");
    quarrel.claims(talk, JsonObject.EMPTY);
    DisputeAct.Filed filed = complaint(alpha, beta, DisputeReason.FULFILLMENT_MISMATCH);
    assertThat(quarrel.files(alpha, talk, "d-4", filed).statusCode()).isEqualTo(201);
    assertThat(Json.code(quarrel.files(alpha, talk, "d-5", filed))).isEqualTo("duplicate");
    Caller stranger = quarrel.stage.stranger;
    HttpResponse<String> strange =
        stranger.call(
            "POST",
            DISPUTES,
            quarrel.signed(
                stranger,
                talk.id(),
                "d-6",
                0,
                Hash.parse(talk.place().head()).orElseThrow(),
                complaint(stranger, beta, DisputeReason.FULFILLMENT_MISMATCH)));
    assertThat(Json.code(strange)).isEqualTo("session_not_found");
    HttpResponse<String> inAnothersName =
        stranger.call(
            "POST",
            DISPUTES + "/d-4/records",
            quarrel.signed(beta, talk.id(), "d-4", 1, Hash.ZERO, denies()));
    assertThat(Json.code(inAnothersName)).isEqualTo("session_not_found");
  }

  @Test
  void theSameRecordTwiceGetsTheFirstAnswerAgain() {
    Talk talk = quarrel.promised("60.00", Optional.empty());
    quarrel.claims(talk, JsonObject.EMPTY);
    Hash head = Hash.parse(talk.place().head()).orElseThrow();
    JsonObject record =
        quarrel.signed(
            alpha,
            talk.id(),
            "d-7",
            0,
            head,
            complaint(alpha, beta, DisputeReason.FULFILLMENT_MISMATCH));
    HttpResponse<String> first = alpha.call("POST", DISPUTES, record);
    HttpResponse<String> again = alpha.call("POST", DISPUTES, record);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void aStrangerSeesNothingOfIt() {
    quarrel.promised("60.00", Optional.empty());
    quarrel.passes(Duration.ofMinutes(61));
    String dispute = quarrel.only(beta);
    Caller stranger = quarrel.stage.stranger;
    String unknown = stranger.get(DISPUTES + "/nothing").body();
    for (String path :
        new String[] {DISPUTES + "/" + dispute, DISPUTES + "/" + dispute + "/transcript"}) {
      HttpResponse<String> answer = stranger.get(path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(unknown);
    }
    assertThat(Json.object(stranger.get(DISPUTES)).array("disputes").orElseThrow().size()).isZero();
  }
}

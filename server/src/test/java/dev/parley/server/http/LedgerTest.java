package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.auth.OperatorToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Money over real sockets: who may order it about, what sessions do with it, and the audit.
final class LedgerTest {
  private static final String BOOKINGS = "/v1/operator/ledger/bookings";
  private static final String AUDIT = "/v1/operator/ledger/audit";
  private static final String OWN = "/v1/asp/ledger";

  private final Stage stage = new Stage();
  private String token = "";
  private int bookings;

  @BeforeEach
  void readTheOperatorsToken() throws IOException {
    token = Files.readString(stage.node.dataDirectory().resolve(OperatorToken.FILE));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private HttpResponse<String> operator(String method, String path, JsonObject body) {
    return Caller.exchange(
        stage
            .alpha
            .request(method, path, method.equals("GET") ? null : body)
            .header("Authorization", "Bearer " + token)
            .build());
  }

  private JsonObject booking(String kind, Caller account, String amount) {
    return JsonObject.builder()
        .put("bookingId", "b" + bookings++)
        .put("kind", kind)
        .put("account", account.agent().uri().text())
        .put("amount", amount)
        .put("currency", "USD")
        .build();
  }

  private void fund(Caller account, String amount) {
    HttpResponse<String> answer = operator("POST", BOOKINGS, booking("fund", account, amount));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// Available and held of the only currency.
  private static List<String> money(Caller caller) {
    JsonObject balance =
        (JsonObject) Json.object(caller.get(OWN)).array("balances").orElseThrow().get(0);
    return List.of(balance.string("available").orElseThrow(), balance.string("held").orElseThrow());
  }

  private JsonObject audit() {
    HttpResponse<String> answer = operator("POST", AUDIT, JsonObject.EMPTY);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.object(answer);
  }

  private void everythingAgrees() {
    assertThat(audit().array("findings")).contains(JsonArray.EMPTY);
  }

  private Talk committed(String amount) {
    Talk talk = stage.talk();
    talk.say(stage.beta, Performative.COMMIT, commit(amount));
    return talk;
  }

  private JsonObject commit(String amount) {
    String deadline = Timestamp.format(stage.node.clock().now().plus(Duration.ofHours(1)));
    JsonObject owed =
        JsonObject.EMPTY
            .with("party", stage.beta.agent().uri().text())
            .with("action", "eight GPUs");
    return JsonObject.builder()
        .put("commitmentId", "deal")
        .put("deadline", deadline)
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
        .put("escrow", JsonObject.EMPTY.with("amount", amount).with("currency", "USD"))
        .build();
  }

  private static JsonObject accepts(String member, String id) {
    return JsonObject.EMPTY.with(member, id);
  }

  @Test
  void escrowIsHeldWithTheAcceptanceAndPaidWithTheVerification() {
    fund(stage.alpha, "100.00");
    Talk talk = committed("60.00");
    assertThat(money(stage.alpha)).containsExactly("100.00", "0.00");
    talk.say(stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"));
    assertThat(money(stage.alpha)).containsExactly("40.00", "60.00");
    talk.say(
        stage.beta,
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "fulfillment")
            .with("fulfillmentId", "f")
            .with("commitmentId", "deal")
            .with("obligation", JsonNumber.of(0)));
    talk.say(stage.alpha, Performative.ACCEPT, accepts("fulfillmentId", "f"));
    assertThat(money(stage.alpha)).containsExactly("40.00", "0.00");
    assertThat(money(stage.beta)).containsExactly("60.00", "0.00");
    everythingAgrees();
    assertThat(audit().integer("transfers")).hasValue(3);
    assertThat(Json.object(stage.stranger.get(OWN)).array("balances")).contains(JsonArray.EMPTY);
  }

  @Test
  void noEscrowNoCommitment() {
    fund(stage.alpha, "59.99");
    Talk talk = committed("60.00");
    HttpResponse<String> refused =
        talk.refuses(
            ErrorCode.ESCROW_UNAVAILABLE,
            () ->
                talk.post(
                    stage.alpha,
                    talk.signed(
                        stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"))));
    assertThat(refused.body()).contains("insufficient_funds");
    assertThat(money(stage.alpha)).containsExactly("59.99", "0.00");
    fund(stage.alpha, "0.01");
    talk.say(stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"));
    assertThat(money(stage.alpha)).containsExactly("0.00", "60.00");
    everythingAgrees();
  }

  @Test
  void aMessageThatComesAgainMovesNothing() {
    fund(stage.alpha, "100.00");
    Talk talk = committed("60.00");
    JsonObject accept =
        talk.signed(stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"));
    assertThat(talk.post(stage.alpha, accept).statusCode()).isEqualTo(201);
    assertThat(talk.post(stage.alpha, accept).statusCode()).isEqualTo(200);
    assertThat(money(stage.alpha)).containsExactly("40.00", "60.00");
    everythingAgrees();
  }

  /// Says something twice, and what alpha has available and held each time.
  private void twice(Talk talk, Caller by, Performative act, JsonObject body, String... money) {
    JsonObject envelope = talk.signed(by, act, body);
    talk.sent(by, talk.post(by, envelope));
    assertThat(money(stage.alpha)).containsExactly(money);
    HttpResponse<String> again = talk.post(by, envelope);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(money(stage.alpha)).containsExactly(money);
  }

  @Test
  void everyMessageThatMovesMoneyMovesItOnce() {
    fund(stage.alpha, "100.00");
    Talk talk = stage.talk();
    JsonObject ofAlpha = commit("60.00").with("commitmentId", "rejected");
    JsonObject reason = accepts("code", "unspecified").with("reason", "too much");
    twice(talk, stage.alpha, Performative.COMMIT, asDepositor(ofAlpha), "40.00", "60.00");
    JsonObject no = reason.with("commitmentId", "rejected");
    twice(talk, stage.beta, Performative.REJECT, no, "100.00", "0.00");
    for (String id : List.of("kept", "released")) {
      talk.say(stage.beta, Performative.COMMIT, commit("60.00").with("commitmentId", id));
      JsonObject yes = accepts("commitmentId", id);
      String before = money(stage.alpha).getFirst();
      String left = id.equals("kept") ? "40.00" : "0.00";
      assertThat(before).isEqualTo(id.equals("kept") ? "100.00" : "60.00");
      twice(talk, stage.alpha, Performative.ACCEPT, yes, left, "60.00");
      JsonObject about = accepts("commitmentId", id).with("obligation", 0);
      if (id.equals("kept")) {
        JsonObject claim = about.with("informType", "fulfillment").with("fulfillmentId", "f");
        talk.say(stage.beta, Performative.INFORM, claim);
        JsonObject verified = accepts("fulfillmentId", "f");
        twice(talk, stage.alpha, Performative.ACCEPT, verified, "40.00", "0.00");
        fund(stage.alpha, "20.00");
      } else {
        JsonObject release = about.with("informType", "release");
        twice(talk, stage.alpha, Performative.INFORM, release, "60.00", "0.00");
      }
    }
    everythingAgrees();
  }

  private JsonObject asDepositor(JsonObject commit) {
    JsonObject escrow =
        JsonObject.EMPTY
            .with("amount", "60.00")
            .with("currency", "USD")
            .with("depositor", stage.alpha.agent().uri().text())
            .with("beneficiary", stage.beta.agent().uri().text());
    return commit.with("escrow", escrow);
  }

  @Test
  void twoSessionsDoNotSpendTheSameMoney() {
    fund(stage.alpha, "100.00");
    Talk one = committed("60.00");
    Talk other = committed("60.00");
    one.say(stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"));
    other.refuses(
        ErrorCode.ESCROW_UNAVAILABLE,
        () ->
            other.post(
                stage.alpha,
                other.signed(stage.alpha, Performative.ACCEPT, accepts("commitmentId", "deal"))));
    assertThat(money(stage.alpha)).containsExactly("40.00", "60.00");
    everythingAgrees();
  }

  private static final String PROMISED = "{\"commitmentId\":\"deal\"}";

  private Talk promised(String value) {
    Talk talk = stage.talk();
    talk.say(
        stage.beta,
        Performative.COMMIT,
        commit("1.00")
            .without("escrow")
            .with("value", JsonObject.EMPTY.with("amount", value).with("currency", "USD")));
    return talk;
  }

  private HttpResponse<String> accepted(Talk talk) {
    return talk.post(
        stage.alpha, talk.signed(stage.alpha, Performative.ACCEPT, Json.object(PROMISED)));
  }

  @Test
  void nobodyPromisesMoreThanItsTrustAllows() {
    Talk one = promised("60.00");
    one.say(stage.alpha, Performative.ACCEPT, Json.object(PROMISED));
    Talk other = promised("40.01");
    HttpResponse<String> refused = other.refuses(ErrorCode.BUDGET_EXCEEDED, () -> accepted(other));
    assertThat(refused.body()).contains("\"ceiling\":\"100.00\"").doesNotContain("60");
    Talk third = promised("40.00");
    assertThat(accepted(third).statusCode()).isEqualTo(201);
  }

  @Test
  void whatHasEndedExposesNobodyAnyMore() {
    Talk one = promised("100.00");
    one.say(stage.alpha, Performative.ACCEPT, Json.object(PROMISED));
    Talk other = promised("100.00");
    other.refuses(ErrorCode.BUDGET_EXCEEDED, () -> accepted(other));
    one.say(
        stage.alpha,
        Performative.INFORM,
        JsonObject.EMPTY
            .with("informType", "release")
            .with("commitmentId", "deal")
            .with("obligation", JsonNumber.of(0)));
    assertThat(accepted(other).statusCode()).isEqualTo(201);
  }

  @Test
  void escrowTakesTheExposureAway() {
    fund(stage.alpha, "900.00");
    Talk talk = stage.talk();
    talk.say(
        stage.beta,
        Performative.COMMIT,
        commit("900.00")
            .with("value", JsonObject.EMPTY.with("amount", "1000.00").with("currency", "USD")));
    assertThat(accepted(talk).statusCode()).isEqualTo(201);
    everythingAgrees();
  }

  @Test
  void aCurrencyWithoutACeilingTakesFullyEscrowedDealsOnly() {
    Talk talk = stage.talk();
    talk.say(
        stage.beta,
        Performative.COMMIT,
        commit("1.00")
            .without("escrow")
            .with("value", JsonObject.EMPTY.with("amount", "0.01").with("currency", "EUR")));
    talk.refuses(ErrorCode.BUDGET_EXCEEDED, () -> accepted(talk));
  }

  @Test
  void aBookingCountsOnceAndKeepsItsId() {
    JsonObject order = booking("fund", stage.alpha, "5.00");
    assertThat(operator("POST", BOOKINGS, order).statusCode()).isEqualTo(201);
    assertThat(operator("POST", BOOKINGS, order).statusCode()).isEqualTo(201);
    assertThat(money(stage.alpha)).containsExactly("5.00", "0.00");
    HttpResponse<String> other = operator("POST", BOOKINGS, order.with("amount", "6.00"));
    assertThat(Json.code(other)).isEqualTo("duplicate");
    assertThat(money(stage.alpha)).containsExactly("5.00", "0.00");
  }

  @Test
  void moneyMovesBetweenOwnersAndOut() {
    fund(stage.alpha, "5.00");
    JsonObject moved =
        booking("transfer", stage.alpha, "2.00").with("to", stage.beta.agent().uri().text());
    assertThat(operator("POST", BOOKINGS, moved).statusCode()).isEqualTo(201);
    assertThat(operator("POST", BOOKINGS, booking("payout", stage.beta, "0.50")).statusCode())
        .isEqualTo(201);
    assertThat(money(stage.alpha)).containsExactly("3.00", "0.00");
    assertThat(money(stage.beta)).containsExactly("1.50", "0.00");
    HttpResponse<String> toMuch = operator("POST", BOOKINGS, booking("payout", stage.beta, "1.51"));
    assertThat(Json.code(toMuch)).isEqualTo("budget_exceeded");
    everythingAgrees();
  }

  @Test
  void whatNobodyCanOwnIsNotBooked() {
    JsonObject good = booking("fund", stage.alpha, "5.00");
    for (JsonObject bad :
        List.of(
            good.with("amount", "0"),
            good.with("amount", "-1"),
            good.with("amount", "0.001"),
            good.with("currency", "XXX"),
            good.with("kind", "gift"),
            good.with("account", "world"),
            good.with("account", "burned"),
            good.with("kind", "transfer"),
            good.without("bookingId"))) {
      assertThat(Json.code(operator("POST", BOOKINGS, bad)))
          .as(bad.toString())
          .isEqualTo("malformed");
    }
    JsonObject nobody = good.with("account", "agent://nowhere.example/nobody");
    assertThat(Json.code(operator("POST", BOOKINGS, nobody))).isEqualTo("agent_not_found");
  }

  @Test
  void onlyTheOperatorOrdersAndLooksIntoOtherAccounts() {
    String account =
        "/v1/operator/ledger/accounts/" + Caller.encoded(stage.beta.agent().uri().text());
    assertThat(operator("GET", account, JsonObject.EMPTY).statusCode()).isEqualTo(200);
    JsonObject order = booking("fund", stage.alpha, "5.00");
    token = token + "0";
    for (HttpResponse<String> refused :
        List.of(
            operator("POST", BOOKINGS, order),
            operator("GET", account, JsonObject.EMPTY),
            operator("POST", AUDIT, JsonObject.EMPTY),
            stage.alpha.call("POST", BOOKINGS, order),
            stage.alpha.get(account),
            Caller.exchange(stage.alpha.request("GET", account, null).build()))) {
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
  }

  @Test
  void aStatementIsReadPageByPage() {
    for (int i = 0; i < 3; i++) {
      fund(stage.alpha, "1.00");
    }
    JsonObject first = Json.object(stage.alpha.get(OWN + "?limit=2"));
    assertThat(first.array("lines").orElseThrow().size()).isEqualTo(2);
    String cursor = first.string("nextCursor").orElseThrow();
    JsonObject second = Json.object(stage.alpha.get(OWN + "?limit=2&cursor=" + cursor));
    assertThat(second.array("lines").orElseThrow().size()).isEqualTo(1);
    assertThat(second.has("nextCursor")).isFalse();
  }
}

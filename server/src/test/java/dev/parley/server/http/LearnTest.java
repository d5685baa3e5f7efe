package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a node tells each agent about its own sessions, over real sockets.
final class LearnTest {
  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private static JsonObject report(Caller caller, String query) {
    HttpResponse<String> answer = caller.get(LearnEndpoints.REPORT + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.object(answer);
  }

  private static JsonObject proposal(String id, long price) {
    return JsonObject.builder()
        .put("proposalId", id)
        .put("type", "service-agreement")
        .put("subject", "GPU hours")
        .put("terms", JsonObject.EMPTY.with("price", price).with("hours", 8))
        .build();
  }

  /// Alpha offers, beta accepts, and they part as friends.
  private void deal(long price) {
    Talk talk = stage.talk();
    talk.say(stage.alpha, Performative.PROPOSE, proposal("p-1", price));
    talk.say(stage.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-1"));
    talk.say(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
  }

  @Test
  void tellsEachPartyOfItsOwnSessionsAndAStrangerOfNone() {
    deal(100);
    deal(120);
    stage.talk();
    JsonObject alphas = report(stage.alpha, "");
    assertThat(alphas.integer("sessions")).as("the third goes on").hasValue(2);
    assertThat(first(alphas, "counterparties").string("counterparty"))
        .contains(stage.beta.agent().uri().text());
    assertThat(first(report(stage.beta, ""), "counterparties").string("counterparty"))
        .contains(stage.alpha.agent().uri().text());
    JsonObject strangers = report(stage.stranger, "");
    assertThat(strangers.integer("sessions")).hasValue(0);
    assertThat(strangers.toString())
        .doesNotContain(stage.alpha.agent().uri().text(), stage.beta.agent().uri().text());
  }

  private static JsonObject first(JsonObject report, String member) {
    return (JsonObject) report.array(member).orElseThrow().get(0);
  }

  @Test
  void looksAtTheNewestAsFarBackAsItIsAsked() {
    deal(100);
    deal(120);
    JsonObject newest = report(stage.alpha, "?last=1");
    assertThat(newest.integer("sessions")).hasValue(1);
    assertThat(newest.integer("sessionsLeftOut")).hasValue(1);
    assertThat(first(newest, "prices").get("median")).isEqualTo(JsonNumber.of(120));
  }

  @Test
  void looksForThePriceWhereItIsTold() {
    deal(100);
    assertThat(first(report(stage.alpha, ""), "prices").string("path")).contains("/price");
    assertThat(first(report(stage.alpha, "?path=%2Fhours"), "prices").get("low"))
        .isEqualTo(JsonNumber.of(8));
    assertThat(report(stage.alpha, "?path=%2Fnothing").array("prices").orElseThrow().size())
        .isZero();
  }

  @Test
  void refusesWhatMakesNoSenseAndWhoShowsNoToken() {
    for (String query :
        List.of("?last=0", "?last=many", "?last=-1", "?path=price", "?path=%2F~2")) {
      HttpResponse<String> refused = stage.alpha.get(LearnEndpoints.REPORT + query);
      assertThat(refused.statusCode()).as(query).isEqualTo(400);
      assertThat(Json.code(refused)).isEqualTo(ErrorCode.MALFORMED.wire());
    }
    assertThat(
            Caller.exchange(
                    HttpRequest.newBuilder(stage.node.address().resolve(LearnEndpoints.REPORT))
                        .build())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void changesNoSession() {
    Talk talk = stage.talk();
    Talk.Place before = talk.place();
    report(stage.alpha, "");
    report(stage.beta, "");
    assertThat(talk.place()).isEqualTo(before);
  }
}

package dev.parley.client.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Domains and profiles are read strictly.
final class ScenarioTest {
  @Test
  void readsIssuesAndProfiles() {
    Scenario hedge = Samples.scenario(Samples.HEDGE);
    assertThat(hedge.domain().size()).isEqualTo(4);
    assertThat(hedge.domain().issues().get(1)).isEqualTo(new Issue.Span("cuts", 1, 2));
    assertThat(hedge.first().weights()).containsExactly(60, 40);
    assertThat(hedge.second().evaluations()).containsExactly(List.of(0, 1000), List.of(0, 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "parley-negotiation/1 | parley-negotiation/2 | /format",
        "\"about\" | \"abut\" | /abut",
        "\"name\": \"hedge\" | \"name\": \"\" | /name",
        "\"name\": \"cuts\" | \"name\": \"height\" | /issues/1/name",
        "\"low\", \"high\" | \"low\", \"low\" | /issues/0/values",
        "\"low\", \"high\" | \"low\", 7 | /issues/0/values",
        "\"low\", \"high\" |  | /issues/0/values",
        "\"to\": 2 | \"to\": 0 | /issues/1/to",
        "\"to\": 2 | \"to\": 10001 | /issues/1/to",
        "\"to\": 2 | \"to\": 1.5 | /issues/1/to",
        "\"to\": 2 | \"to\": 2, \"step\": 1 | /issues/1/step",
        "\"height\": 60 | \"height\": 61 | /profiles/0/weights",
        "\"height\": 60 | \"heights\": 60 | /profiles/0/weights/heights",
        "\"height\": 60 | \"height\": -60 | /profiles/0/weights/height",
        "\"low\": 1000 | \"low\": 1001 | /profiles/0/evaluations/height/low",
        "\"low\": 1000 | \"lower\": 1000 | /profiles/0/evaluations/height/lower",
        "\"party\": \"gardener\", | `` | /profiles/0/party",
        "\"reservation\": 0 | \"reservation\": 100000 | /profiles/0/reservation",
        "\"reservation\": 0 | \"reservation\": \"0\" | /profiles/0/reservation",
      })
  void saysWhereAFaultIs(String right, String wrong, String pointer) {
    String text = Samples.HEDGE;
    int at = text.indexOf(right);
    assertThat(at).as(right).isNotNegative();
    String broken =
        text.substring(0, at) + (wrong == null ? "" : wrong) + text.substring(at + right.length());
    assertThat(Samples.read(broken))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(ErrorCode.MALFORMED);
              assertThat(refused.refusal().details().string("pointer")).contains(pointer);
            });
  }

  @Test
  void oneSideHasAFileOfItsOwn() {
    int neighbour = Samples.HEDGE.indexOf("{\"party\": \"neighbour\"");
    String own = Samples.HEDGE.substring(0, Samples.HEDGE.lastIndexOf(',', neighbour)) + "]}";
    Preferences read = Preferences.read(own.getBytes(StandardCharsets.UTF_8)).orThrow();
    assertThat(read.profile()).isEqualTo(Samples.scenario(Samples.HEDGE).first());
    assertThat(read.domain()).isEqualTo(Samples.scenario(Samples.HEDGE).domain());
    assertThat(Samples.read(own)).isInstanceOf(Decoded.Refused.class);
    assertThat(Preferences.read(Samples.HEDGE.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void refusesWhatIsNoSuchObject() {
    for (String text : List.of("", "[]", "{}", "{\"a\":1,\"a\":2}", Samples.HEDGE + "x")) {
      assertThat(Samples.read(text)).as(text).isInstanceOf(Decoded.Refused.class);
    }
  }

  @Test
  void refusesMoreOutcomesThanItCanRank() {
    String issue = "{\"name\": \"%d\", \"from\": 1, \"to\": 1000}";
    String issues = issue.formatted(1) + "," + issue.formatted(2) + "," + issue.formatted(3);
    String text =
        Samples.HEDGE.replaceFirst(
            "(?s)\"issues\": \\[.*?\\]\\},.*?\\],", "\"issues\": [" + issues + "],");
    assertThat(Samples.read(text))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused ->
                assertThat(refused.refusal().message()).contains("/issues: at most 1000000"));
    assertThat(
            Samples.read(
                Samples.HEDGE.replaceFirst(
                    "\\{\"name\": \"height\"",
                    "".formatted()
                        + String.join(
                            "",
                            Collections.nCopies(12, "{\"name\": \"x\", \"from\": 1, \"to\": 1},"))
                        + "{\"name\": \"height\"")))
        .isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void outcomesSurviveTheWire() {
    Domain domain = Samples.scenario(Samples.HEDGE).domain();
    for (int outcome = 0; outcome < domain.size(); outcome++) {
      assertThat(domain.outcome(domain.terms(outcome))).hasValue(outcome);
    }
    assertThat(domain.values(2)).isEqualTo(JsonObject.EMPTY.with("height", "high").with("cuts", 1));
  }

  @Test
  void whatIsNoOutcomeIsNone() {
    Domain domain = Samples.scenario(Samples.HEDGE).domain();
    JsonObject terms = domain.terms(1);
    JsonObject values = domain.values(1);
    assertThat(domain.outcome(JsonObject.EMPTY)).isEmpty();
    assertThat(domain.outcome(terms.with("domain", "sha256:" + "0".repeat(64)))).isEmpty();
    assertThat(domain.outcome(terms.with("outcome", values.with("cuts", 3)))).isEmpty();
    assertThat(domain.outcome(terms.with("outcome", values.with("cuts", "1")))).isEmpty();
    assertThat(domain.outcome(terms.with("outcome", values.with("more", 1)))).isEmpty();
    assertThat(domain.outcome(terms.with("outcome", values.without("cuts")))).isEmpty();
    assertThat(domain.outcome(Samples.scenario(Samples.PRICE).domain().terms(1))).isEmpty();
  }

  @Test
  void evaluationsBetweenTwoEndsGoInAStraightLine() {
    assertThat(ScenarioReader.between(0, 1000, 4)).containsExactly(0, 333, 667, 1000);
    assertThat(ScenarioReader.between(1000, 0, 3)).containsExactly(1000, 500, 0);
    assertThat(ScenarioReader.between(700, 0, 1)).containsExactly(700);
  }
}

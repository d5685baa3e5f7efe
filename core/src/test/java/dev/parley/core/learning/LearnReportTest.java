package dev.parley.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.session.StateName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The figures of a report, against sessions whose figures are known.
final class LearnReportTest {

  private static JsonObject report(Cases cases) {
    return LearnReport.of(Cases.SELF, cases.all(), 0, new Random(1)).json();
  }

  private static List<JsonObject> list(JsonObject report, String member) {
    List<JsonObject> out = new ArrayList<>();
    for (JsonValue each : report.array(member).orElseThrow()) {
      out.add((JsonObject) each);
    }
    return out;
  }

  private static long hits(JsonObject row, String member) {
    return row.object(member).orElseThrow().integer("hits").orElseThrow();
  }

  private static long of(JsonObject row, String member) {
    return row.object(member).orElseThrow().integer("of").orElseThrow();
  }

  @Test
  void tellsEachCounterpartyApart() {
    JsonObject report =
        report(
            new Cases()
                .with("one.example")
                .deal(100)
                .deal(110)
                .parting()
                .with("two.example")
                .obliged(new Case.Kept(0, 1, 0), Case.Kept.NONE)
                .deal(90));
    List<JsonObject> rows = list(report, "counterparties");
    assertThat(rows).hasSize(2);
    JsonObject one = rows.getFirst();
    assertThat(one.string("counterparty")).contains("agent://one.example/agent");
    assertThat(one.integer("sessions")).hasValue(3);
    assertThat(hits(one, "agreed")).isEqualTo(2);
    assertThat(of(one, "agreed")).isEqualTo(3);
    assertThat(hits(one, "theirObligationsBroken")).isZero();
    assertThat(one.integer("theirMedianResponseMs")).hasValue(5_000);
    JsonObject two = rows.getLast();
    assertThat(hits(two, "theirObligationsBroken")).isEqualTo(1);
    assertThat(of(two, "theirObligationsBroken")).isEqualTo(1);
    assertThat(list(report, "capabilities").getFirst().integer("sessions")).hasValue(4);
  }

  @Test
  void measuresEachPriceAgainstThoseBeforeIt() {
    JsonObject band =
        list(report(new Cases().deal(100).deal(120).deal(110).deal(90)), "prices").getFirst();
    assertThat(band.get("low")).isEqualTo(JsonNumber.of(90));
    assertThat(band.get("median")).isEqualTo(JsonNumber.of(100));
    assertThat(band.get("high")).isEqualTo(JsonNumber.of(120));
    List<JsonObject> prices = list(band, "newest");
    assertThat(prices.stream().map(p -> p.string("against").orElse("first")))
        .containsExactly("first", "above", "within", "below");
    assertThat(prices.get(2).get("place")).isEqualTo(new JsonNumber(0.5));
    assertThat(prices.get(2).get("highBefore")).isEqualTo(JsonNumber.of(120));
  }

  @Test
  void keepsPricesOfDifferentThingsApart() {
    JsonObject report =
        report(new Cases().deal(100).about("storage").deal(5).as(Bargain.Role.SELLER).deal(7));
    assertThat(list(report, "prices")).hasSize(3);
  }

  @Test
  void drawsHowFarEachSideHadComeAtEachQuarter() {
    List<JsonObject> curves = list(report(new Cases().openingAt(60).deal(100)), "concessions");
    assertThat(curves).hasSize(4);
    JsonObject ours = curves.getFirst();
    assertThat(ours.string("side")).contains("us");
    // From 60 to 80 of the way to 100: half of it with the last offer, a quarter half way there.
    assertThat(ours.array("shares"))
        .contains(
            JsonArray.of(
                List.of(
                    new JsonNumber(0),
                    new JsonNumber(0.125),
                    new JsonNumber(0.25),
                    new JsonNumber(0.375),
                    new JsonNumber(0.5))));
    assertThat(curves.get(1).array("shares").orElseThrow().get(4)).isEqualTo(new JsonNumber(1));
    assertThat(curves.get(2).has("counterparty")).isTrue();
  }

  @Test
  void mapsWhatDirectlyFollowedWhat() {
    JsonObject flow = report(new Cases().deal(100).parting()).object("flow").orElseThrow();
    assertThat(list(flow, "edges"))
        .anySatisfy(
            edge -> {
              assertThat(edge.string("from")).contains("them ACCEPT invitation");
              assertThat(edge.string("to")).contains("them CLOSE");
              assertThat(edge.integer("times")).hasValue(2);
              assertThat(edge.integer("meanMs")).hasValue(60_000);
            })
        .anyMatch(edge -> edge.string("from").orElse("").equals("start"))
        .anyMatch(edge -> edge.string("to").orElse("").equals("CLOSED"));
    assertThat(list(flow, "variants"))
        .singleElement()
        .matches(v -> v.integer("sessions").orElse(0) == 2);
  }

  @Test
  void callsALongerHaggleTheSameCourse() {
    Conversation longer =
        Haggling.haggled()
            .says(Haggling.ALPHA, Haggling.priced(Words.counter("a3", "b2"), 95))
            .expectMoved(StateName.CONVERSING)
            .says(Haggling.BETA, Haggling.priced(Words.counter("b3", "a3"), 98))
            .expectMoved(StateName.CONVERSING);
    Flow flow =
        Flow.of(
            Stream.of(Haggling.haggled(), longer)
                .map(talk -> talk.says(Haggling.BETA, Words.close("no-agreement")))
                .map(close -> close.expectMoved(StateName.CLOSED))
                .map(talk -> Haggling.seenBy(Haggling.ALPHA, talk).orElseThrow())
                .toList());
    assertThat(flow.variants()).singleElement().matches(v -> v.sessions() == 2);
    assertThat(flow.edges())
        .filteredOn(
            e -> e.from().equals("us COUNTER proposal") && e.to().equals("them COUNTER proposal"))
        .singleElement()
        .matches(e -> e.times() == 3);
  }

  @Test
  void doesNotDependOnTheOrderInWhichSessionsAreGiven() {
    Cases cases = new Cases().deal(100).deal(120).with("two.example").parting().deal(90);
    List<Case> backwards = new ArrayList<>(cases.all());
    Collections.reverse(backwards);
    assertThat(LearnReport.of(Cases.SELF, backwards, 0, new Random(1)).json())
        .isEqualTo(report(cases));
  }

  @Test
  void saysWhatItDidNotLookAt() {
    JsonObject empty = LearnReport.of(Cases.SELF, List.of(), 7, new Random(1)).json();
    assertThat(empty.integer("sessions")).hasValue(0);
    assertThat(empty.integer("sessionsLeftOut")).hasValue(7);
    assertThat(empty.has("from")).isFalse();
    Cases many = new Cases();
    for (int i = 0; i < Dealing.MOST + 3; i++) {
      many.with("org" + i + ".example").deal(100);
    }
    JsonObject report = report(many);
    assertThat(list(report, "counterparties")).hasSize(Dealing.MOST);
    assertThat(report.integer("counterpartiesLeftOut")).hasValue(3);
  }
}

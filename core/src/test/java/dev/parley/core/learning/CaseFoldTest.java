package dev.parley.core.learning;

import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.ClockKind;
import dev.parley.core.session.StateName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is taken from one session, against sessions made by hand.
final class CaseFoldTest {

  @Test
  void takesTheFiguresOfADealThatWasKept() {
    Case seen = Haggling.seenBy(Haggling.ALPHA, Haggling.kept()).orElseThrow();
    assertThat(seen.course()).isEqualTo(Case.Course.AGREED);
    assertThat(seen.outcome()).isEqualTo(StateName.CLOSED);
    assertThat(seen.reason()).isEqualTo("completed");
    assertThat(seen.capability()).isEqualTo("gpu");
    assertThat(seen.length()).isEqualTo(14);
    assertThat(seen.self().agent()).isEqualTo(Haggling.ALPHA.uri());
    Case.Part beta = seen.counterparty().orElseThrow();
    assertThat(beta.organisation()).isEqualTo("cloud.example");
    assertThat(beta.proposals()).isEqualTo(new Case.Proposals(2, 1));
    assertThat(beta.free()).isEqualTo(new Case.Kept(1, 0, 0));
    assertThat(beta.escrowed()).isEqualTo(Case.Kept.NONE);
    assertThat(seen.self().proposals()).isEqualTo(new Case.Proposals(2, 0));
    assertThat(seen.self().obligations().judged()).isZero();
  }

  @Test
  void readsTheBargainFromEachSide() {
    Bargain buying =
        Haggling.seenBy(Haggling.ALPHA, Haggling.kept()).orElseThrow().bargain().orElseThrow();
    assertThat(buying.subject())
        .isEqualTo(new Bargain.Subject("gpu", "/pricePerHour", "USD", Bargain.Role.BUYER));
    assertThat(buying.of(Activity.Side.US)).isEqualTo(numbers(60, 90));
    assertThat(buying.of(Activity.Side.THEM)).isEqualTo(numbers(120, 100));
    assertThat(buying.closing()).contains(BigDecimal.valueOf(100));
    Bargain selling =
        Haggling.seenBy(Haggling.BETA, Haggling.kept()).orElseThrow().bargain().orElseThrow();
    assertThat(selling.subject().role()).isEqualTo(Bargain.Role.SELLER);
    assertThat(selling.of(Activity.Side.US)).isEqualTo(numbers(120, 100));
  }

  private static List<BigDecimal> numbers(long... values) {
    return Arrays.stream(values).mapToObj(BigDecimal::valueOf).toList();
  }

  @Test
  void looksForThePriceWhereItIsTold() {
    Conversation talk = Haggling.kept();
    CaseFold fold = new CaseFold(JsonPointer.parse("/hours"));
    talk.accepted()
        .forEach(m -> fold.hear(m.acceptedAt(), Envelope.decode(m.envelope()).orThrow()));
    Bargain bargain =
        fold.seenBy(Haggling.ALPHA.uri(), talk.state()).orElseThrow().bargain().orElseThrow();
    assertThat(bargain.subject().path()).isEqualTo("/hours");
    assertThat(bargain.subject().role()).isEqualTo(Bargain.Role.UNKNOWN);
    CaseFold nowhere = new CaseFold(JsonPointer.parse("/nothing"));
    talk.accepted()
        .forEach(m -> nowhere.hear(m.acceptedAt(), Envelope.decode(m.envelope()).orThrow()));
    assertThat(nowhere.seenBy(Haggling.ALPHA.uri(), talk.state()).orElseThrow().bargain())
        .isEmpty();
  }

  @Test
  void timesEachAnswerAndNotTheSecondWordsOfOneSide() {
    Case seen = Haggling.seenBy(Haggling.ALPHA, Haggling.kept()).orElseThrow();
    assertThat(seen.counterparty().orElseThrow().responses())
        .contains(Duration.ofSeconds(5))
        .allMatch(time -> time.equals(Duration.ofSeconds(5)) || time.isZero());
    assertThat(seen.self().responses()).contains(Duration.ofSeconds(2));
  }

  @Test
  void writesEachStepWithItsSideAndItsKind() {
    Case seen = Haggling.seenBy(Haggling.BETA, Haggling.kept()).orElseThrow();
    assertThat(seen.moments().stream().map(m -> m.activity().text()))
        .containsExactly(
            "them PROPOSE invitation",
            "us ACCEPT invitation",
            "us INFORM identity",
            "them INFORM identity",
            "them PROPOSE",
            "us COUNTER proposal",
            "them COUNTER proposal",
            "us COUNTER proposal",
            "them ACCEPT proposal",
            "them COMMIT",
            "us ACCEPT commitment",
            "us INFORM fulfillment",
            "them ACCEPT fulfillment",
            "them CLOSE");
  }

  @Test
  void callsWhatPartiesInventOther() {
    Conversation talk =
        Haggling.haggled()
            .says(Haggling.BETA, Words.inform("<script>alert(1)</script>"))
            .expectMoved(StateName.CONVERSING)
            .says(Haggling.BETA, Words.close("no-agreement"))
            .expectMoved(StateName.CLOSED);
    assertThat(Haggling.seenBy(Haggling.ALPHA, talk).orElseThrow().moments())
        .anyMatch(m -> m.activity().text().equals("them INFORM other"))
        .noneMatch(m -> m.activity().text().contains("script"));
  }

  @Test
  void tellsPartingFromNeverHavingTalked() {
    Conversation parted =
        Haggling.haggled()
            .says(Haggling.BETA, Words.close("no-agreement"))
            .expectMoved(StateName.CLOSED);
    assertThat(Haggling.seenBy(Haggling.ALPHA, parted).orElseThrow().course())
        .isEqualTo(Case.Course.PARTED);
    Conversation silent =
        Haggling.introduced()
            .says(Haggling.ALPHA, Words.close("cancelled"))
            .expectMoved(StateName.CLOSED);
    Case untalked = Haggling.seenBy(Haggling.ALPHA, silent).orElseThrow();
    assertThat(untalked.course()).isEqualTo(Case.Course.UNTALKED);
    assertThat(untalked.bargain()).isEmpty();
    Conversation declined =
        Conversation.with(Haggling.NODE, ClockKind.REAL)
            .says(
                Haggling.ALPHA,
                Words.invitation(JsonObject.EMPTY.with("node", Haggling.NODE.uri().text())))
            .to(Haggling.BETA)
            .expectMoved(StateName.INVITED)
            .says(Haggling.BETA, Words.reject(PROPOSAL, "invitation"))
            .expectMoved(StateName.FAILED);
    assertThat(Haggling.seenBy(Haggling.BETA, declined).orElseThrow().course())
        .isEqualTo(Case.Course.UNTALKED);
  }

  @Test
  void countsWhatWasBroken() {
    Conversation broken = Haggling.agreed().passes(Duration.ofHours(2));
    Case seen = Haggling.seenBy(Haggling.ALPHA, broken).orElseThrow();
    assertThat(seen.counterparty().orElseThrow().free()).isEqualTo(new Case.Kept(0, 1, 0));
    assertThat(seen.moments().getLast().activity().who()).isEqualTo(Activity.Side.NODE);
  }

  @Test
  void showsNobodyASessionThatGoesOnOrIsNotItsOwn() {
    assertThat(Haggling.seenBy(Haggling.ALPHA, Haggling.agreed())).isEmpty();
    assertThat(Haggling.seenBy(Haggling.STRANGER, Haggling.kept())).isEmpty();
    assertThat(Haggling.seenBy(Haggling.NODE, Haggling.kept())).isEmpty();
  }

  @Test
  void aDelegateLearnsForItsPrincipal() {
    Speaker adviser = Speaker.named("agent://acme.example/adviser");
    Conversation talk =
        Haggling.haggled()
            .says(Haggling.ALPHA, Words.delegate("d", adviser, "advisory"))
            .expectMoved(StateName.CONVERSING)
            .says(Haggling.BETA, Words.accept(DELEGATION, "d"))
            .expectMoved(StateName.CONVERSING)
            .says(adviser, Words.accept(DELEGATION, "d"))
            .expectMoved(StateName.CONVERSING)
            .says(adviser, Words.identity(adviser))
            .expectMoved(StateName.CONVERSING)
            .says(Haggling.BETA, Words.close("no-agreement"))
            .expectMoved(StateName.CLOSED);
    Case seen = Haggling.seenBy(adviser, talk).orElseThrow();
    assertThat(seen.self().agent()).isEqualTo(Haggling.ALPHA.uri());
    assertThat(seen.counterparty().orElseThrow().agent()).isEqualTo(Haggling.BETA.uri());
    assertThat(seen.moments())
        .filteredOn(m -> m.activity().text().equals("us ACCEPT delegation"))
        .hasSize(1);
  }

  @Test
  void ofThreeEachSeesTwoOthersAndAnObserverNothing() {
    Speaker eye = Speaker.named("agent://press.example/eye");
    JsonArray invitees =
        JsonArray.of(
            List.of(
                Words.invitee(Haggling.BETA, "counterparty"),
                Words.invitee(Haggling.STRANGER, "counterparty"),
                Words.invitee(eye, "observer")));
    Conversation talk =
        Conversation.with(Haggling.NODE, ClockKind.REAL)
            .says(
                Haggling.ALPHA,
                Words.invitation(
                    JsonObject.EMPTY
                        .with("node", Haggling.NODE.uri().text())
                        .with("invitees", invitees)))
            .expectMoved(StateName.INVITED);
    for (Speaker each : List.of(Haggling.BETA, Haggling.STRANGER, eye)) {
      talk.says(each, Words.accept(PROPOSAL, "invitation")).expectMoved(StateName.INVITED);
    }
    talk.says(eye, Words.identity(eye)).expectMoved(StateName.INVITED);
    talk.says(Haggling.BETA, Words.identity(Haggling.BETA)).expectMoved(StateName.INVITED);
    talk.says(Haggling.ALPHA, Words.identity(Haggling.ALPHA)).expectMoved(StateName.INVITED);
    talk.says(Haggling.STRANGER, Words.identity(Haggling.STRANGER))
        .expectMoved(StateName.INTRODUCED)
        .says(Haggling.ALPHA, Haggling.priced(Words.propose("a1"), 60))
        .expectMoved(StateName.CONVERSING)
        .passes(Duration.ofHours(2));
    Case seen = Haggling.seenBy(Haggling.ALPHA, talk).orElseThrow();
    assertThat(seen.others()).hasSize(2);
    assertThat(seen.counterparty()).isEmpty();
    assertThat(seen.bargain()).isEmpty();
    assertThat(seen.course()).isEqualTo(Case.Course.PARTED);
    assertThat(seen.moments()).anyMatch(m -> m.activity().who() == Activity.Side.OTHER);
    assertThat(Haggling.seenBy(eye, talk)).isEmpty();
  }

  @Test
  void keepsNoMoreOfALongSessionThanOfAnother() {
    Conversation talk = Haggling.haggled();
    for (int i = 0; i < Case.MOST_MOMENTS; i++) {
      talk.says(i % 2 == 0 ? Haggling.ALPHA : Haggling.BETA, Words.query("q" + i))
          .expectMoved(StateName.CONVERSING);
    }
    talk.says(Haggling.BETA, Words.close("no-agreement")).expectMoved(StateName.CLOSED);
    Case seen = Haggling.seenBy(Haggling.ALPHA, talk).orElseThrow();
    assertThat(seen.moments()).hasSize(Case.MOST_MOMENTS);
    assertThat(seen.length()).isEqualTo(Case.MOST_MOMENTS + 9);
    assertThat(Optional.of(seen.outcome())).contains(StateName.CLOSED);
  }
}

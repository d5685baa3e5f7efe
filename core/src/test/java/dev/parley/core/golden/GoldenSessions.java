package dev.parley.core.golden;

import static dev.parley.core.golden.Cast.AIDE;
import static dev.parley.core.golden.Cast.ALPHA;
import static dev.parley.core.golden.Cast.BETA;
import static dev.parley.core.golden.Cast.JUDGE;
import static dev.parley.core.golden.Cast.NODE;
import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.ESCALATED;
import static dev.parley.core.session.StateName.EXECUTING;
import static dev.parley.core.session.StateName.INTRODUCED;
import static dev.parley.core.session.StateName.INVITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whole sessions for the golden vectors.
final class GoldenSessions {
  static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));

  /// Beta's card with other keys, in use from the middle of the second session on.
  static final Speaker RENEWED = Cast.rotated(BETA);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private GoldenSessions() {}

  private static JsonObject terms() {
    return JsonObject.EMPTY
        .with("node", NODE.uri().text())
        .with("authorities", JsonArray.ofStrings(List.of(JUDGE.uri().text())));
  }

  private static JsonObject price(String perHour) {
    return JsonObject.builder()
        .put("gpuHours", 100)
        .put("gpu", "H100")
        .put("region", "eu-central")
        .put("pricePerHour", perHour)
        .put("currency", "USD")
        .build();
  }

  private static Conversation introduced() {
    return Conversation.with(NODE, ClockKind.REAL)
        .says(ALPHA, Words.invitation(terms()).with("subject", "100 GPU hours on H100"))
        .to(BETA)
        .expectMoved(INVITED)
        .later(SECOND)
        .says(BETA, Words.accept(PROPOSAL, "invitation"))
        .expectMoved(INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(INVITED)
        .later(SECOND)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(INTRODUCED)
        .later(SECOND);
  }

  /// The GPU hours: a price is haggled out, both promise, both deliver, it ends as completed.
  static Conversation gpu() {
    Conversation talk =
        introduced()
            .says(ALPHA, Words.propose("offer-1").with("terms", price("1.80")))
            .to(BETA)
            .expectMoved(CONVERSING)
            .says(BETA, Words.clarify("offer-1"))
            .expectMoved(CONVERSING)
            .says(ALPHA, answer("offer-1", "yes, on several GPUs at once"))
            .expectMoved(CONVERSING)
            .later(SECOND)
            .says(BETA, Words.counter("offer-2", "offer-1").with("terms", price("3.20")))
            .expectMoved(CONVERSING)
            .says(ALPHA, Words.counter("offer-3", "offer-2").with("terms", price("2.20")))
            .expectMoved(CONVERSING)
            .says(BETA, Words.counter("offer-4", "offer-3").with("terms", price("2.49")))
            .expectMoved(CONVERSING)
            .later(SECOND);
    String hash = talk.talk().head().hash().text();
    return talk.says(ALPHA, Words.accept(PROPOSAL, "offer-4").with("acceptedHash", hash))
        .expectMoved(CONVERSING)
        .says(ALPHA, deal())
        .expectMoved(AGREEING)
        .later(SECOND)
        .says(BETA, Words.accept(COMMITMENT, "deal"))
        .expectMoved(EXECUTING)
        .later(Duration.ofMinutes(2))
        .says(BETA, Words.inform("progress").with("data", new JsonNumber(50)))
        .expectMoved(EXECUTING)
        .later(Duration.ofMinutes(2))
        .says(BETA, Words.fulfillment("delivered", "deal").with("evidence", price("2.49")))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "delivered"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.fulfillment("paid", "deal").with("obligation", JsonNumber.of(1)))
        .expectMoved(EXECUTING)
        .later(SECOND)
        .says(BETA, Words.accept(FULFILLMENT, "paid"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(CLOSED);
  }

  private static Words answer(String about, String text) {
    JsonObject body = JsonObject.EMPTY.with("referenceId", about).with("answer", text);
    return Words.of(Performative.CLARIFY, body);
  }

  private static Words deal() {
    JsonObject delivery = owed(BETA, ALPHA, "deliver 100 GPU hours on H100");
    JsonObject payment = owed(ALPHA, BETA, "pay 249.00 USD");
    JsonObject value = JsonObject.EMPTY.with("amount", "249.00").with("currency", "USD");
    return Words.commit("deal", DEADLINE, delivery, payment)
        .with("value", value)
        .with("proposalId", "offer-4");
  }

  private static JsonObject owed(Speaker debtor, Speaker creditor, String action) {
    return JsonObject.EMPTY
        .with("party", debtor.uri().text())
        .with("beneficiary", creditor.uri().text())
        .with("action", action)
        .with("deadline", Timestamp.format(DEADLINE));
  }

  /// Much goes wrong: a delegate, new keys, an escalation that times out, a commitment that lapses,
  /// a claim that is declined, lateness, a breach; the steward's records end it.
  static Conversation late() {
    Conversation talk =
        introduced()
            .knows(RENEWED)
            .says(ALPHA, Words.query("capacity").answeredWithin(Duration.ofSeconds(20)))
            .to(BETA)
            .expectMoved(CONVERSING)
            .passes(Duration.ofSeconds(25))
            .says(ALPHA, Words.delegate("helper", AIDE, "commit"))
            .expectMoved(CONVERSING)
            .says(BETA, Words.accept(DELEGATION, "helper"))
            .expectMoved(CONVERSING)
            .says(AIDE, Words.accept(DELEGATION, "helper"))
            .expectMoved(CONVERSING)
            .says(AIDE, Words.identity(AIDE))
            .expectMoved(CONVERSING)
            .says(BETA, Words.identity(RENEWED))
            .expectMoved(CONVERSING)
            .says(RENEWED, Words.commit("forgotten", BETA.uri(), DEADLINE))
            .expectMoved(AGREEING)
            .passes(Duration.ofSeconds(60))
            .says(RENEWED, lateDeal())
            .expectMoved(AGREEING)
            .says(AIDE, Words.escalate("may-we").with("referenceId", "rent"))
            .expectMoved(ESCALATED)
            .says(JUDGE, Words.identity(JUDGE))
            .expectMoved(ESCALATED);
    JsonObject decision =
        JsonObject.builder()
            .put("escalationId", "may-we")
            .put("decision", "resume")
            .put("approve", true)
            .build();
    talk.later(Duration.ofMinutes(3))
        .says(JUDGE, Words.inform("escalation-resolution").with("data", decision))
        .expectMoved(AGREEING)
        .says(AIDE, Words.accept(COMMITMENT, "rent"))
        .expectMoved(EXECUTING);
    return broken(talk);
  }

  private static Words lateDeal() {
    JsonObject first = owed(BETA, ALPHA, "deliver in time");
    JsonObject second = owed(BETA, ALPHA, "deliver late");
    JsonObject third = owed(BETA, ALPHA, "deliver never");
    Words commit = Words.commit("rent", DEADLINE, first, second, third);
    JsonObject late = JsonObject.EMPTY.with("percentPerDay", 5).with("lateLimit", 86_400_000L);
    return commit
        .with("verificationWindowMs", JsonNumber.of(3_600_000))
        .with(
            "terms",
            commit
                .body()
                .object("terms")
                .orElseThrow()
                .with("penalties", JsonObject.EMPTY.with("lateFulfillment", late)));
  }

  private static Conversation broken(Conversation talk) {
    talk.says(RENEWED, Words.fulfillment("in-time", "rent"))
        .expectMoved(EXECUTING)
        .later(SECOND)
        .says(AIDE, Words.reject(FULFILLMENT, "in-time"))
        .expectMoved(EXECUTING)
        .passes(Duration.ofMinutes(40))
        .says(RENEWED, Words.fulfillment("too-late", "rent").with("obligation", JsonNumber.of(1)))
        .expectMoved(EXECUTING)
        .passes(Duration.ofHours(2))
        .passes(Duration.ofHours(24));
    assertThat(talk.state().name()).isEqualTo(CLOSED);
    return talk;
  }
}

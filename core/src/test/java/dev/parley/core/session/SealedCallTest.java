package dev.parley.core.session;

import static dev.parley.core.session.Several.ALPHA;
import static dev.parley.core.session.Several.BETA;
import static dev.parley.core.session.Several.DELTA;
import static dev.parley.core.session.Several.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Calls;
import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Reference;
import dev.parley.core.message.SealedTerms;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Calls whose bids nobody sees before all are in.
final class SealedCallTest {
  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(2));
  private static final String SALT = "00112233445566778899aabbccddeeff";

  private final Conversation talk = called();

  private static Conversation called() {
    return Several.introduced(Several.terms(new JsonString("majority")), ALPHA, BETA, GAMMA, DELTA)
        .says(ALPHA, Calls.open("call", DEADLINE))
        .expectMoved(StateName.CONVERSING);
  }

  private static JsonObject price(int price) {
    return JsonObject.EMPTY.with("price", price);
  }

  private SealedTerms sealed(Speaker bidder, String id, JsonObject terms) {
    return SealedTerms.of(talk.talk().opening().session(), "call", id, bidder.uri(), SALT, terms);
  }

  private Words bid(Speaker bidder, String id, int price) {
    return Calls.bid(id, "call", sealed(bidder, id, price(price)));
  }

  private static JsonObject opened(String id, int price) {
    return JsonObject.EMPTY.with("proposalId", id).with("salt", SALT).with("terms", price(price));
  }

  private Conversation bids() {
    return talk.says(BETA, bid(BETA, "b", 90))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, bid(GAMMA, "g", 80))
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void bidsAreOpenedTogetherAndTheCallerChooses() {
    bids()
        .later(Duration.ofMinutes(2))
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90), opened("g", 80)))
        .expectMoved(StateName.CONVERSING)
        .says(DELTA, Words.accept(Reference.Kind.PROPOSAL, "g"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(Reference.Kind.PROPOSAL, "g"))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.reject(Reference.Kind.PROPOSAL, "b"))
        .expectMoved(StateName.CONVERSING);
    assertThat(talk.talk().matter("g", Matter.Proposal.class).orElseThrow().terms())
        .isEqualTo(price(80));
    assertThat(talk.talk().conductOf(GAMMA.uri())).isEqualTo(new Conduct(1, 1));
  }

  @Test
  void nobodyAcceptsWhatNobodyCanRead() {
    bids()
        .says(ALPHA, Words.accept(Reference.Kind.PROPOSAL, "b"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.counter("c", "b"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void afterTheDeadlineNobodyBidsAndNobodyTakesABidBack() {
    Conversation early = bids();
    early
        .fork()
        .says(BETA, Words.withdraw(Reference.Kind.PROPOSAL, "b"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, bid(BETA, "again", 70))
        .expectMoved(StateName.CONVERSING);
    early
        .later(Duration.ofMinutes(2))
        .says(DELTA, bid(DELTA, "d", 10))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(BETA, Words.withdraw(Reference.Kind.PROPOSAL, "b"))
        .expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void whoDoesNotRevealLosesItsBidAndIsCharged() {
    bids()
        .later(Duration.ofMinutes(2))
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90)))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .later(Duration.ofSeconds(60))
        .says(ALPHA, Words.query("too-early"))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90)))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Words.accept(Reference.Kind.PROPOSAL, "g"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(Reference.Kind.PROPOSAL, "b"))
        .expectMoved(StateName.CONVERSING);
    assertThat(talk.talk().conductOf(GAMMA.uri())).isEqualTo(new Conduct(1, 0));
    assertThat(talk.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(1, 1));
  }

  @Test
  void whatIsRevealedHasToBeWhatWasBid() {
    bids().later(Duration.ofMinutes(3));
    for (JsonObject wrong :
        new JsonObject[] {
          opened("b", 91),
          opened("b", 90).with("salt", SALT.replace('f', 'e')),
          opened("x", 90),
          opened("g", 90)
        }) {
      talk.says(Stage.NODE, Calls.reveal("call", wrong)).expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    talk.says(Stage.NODE, Calls.reveal("call", opened("b", 90), opened("b", 90)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90).with("salt", "short")))
        .expectRefused(ErrorCode.MALFORMED)
        .says(BETA, Calls.reveal("call", opened("b", 90)))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90)))
        .expectMoved(StateName.CONVERSING)
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90)))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aCopyOfAnothersBidIsNoBidOfOnesOwn() {
    // Gamma repeats beta's hash, hoping to hand in beta's terms when it sees them.
    talk.says(BETA, bid(BETA, "b", 90))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Calls.bid("g", "call", sealed(BETA, "b", price(90))))
        .expectMoved(StateName.CONVERSING)
        .later(Duration.ofMinutes(3))
        .says(Stage.NODE, Calls.reveal("call", opened("b", 90), opened("g", 90)))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aBidIsSealedAndOneOfEach() {
    talk.says(BETA, Words.propose("open").with("inReplyTo", "call").with("terms", price(1)))
        .expectRefused(ErrorCode.MALFORMED)
        .says(ALPHA, bid(ALPHA, "own", 1))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, bid(BETA, "b", 90))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, bid(BETA, "b2", 80))
        .expectRefused(ErrorCode.DUPLICATE)
        .says(BETA, bid(BETA, "b", 80))
        .expectRefused(ErrorCode.DUPLICATE);
  }

  @Test
  void aCallThatIsNoneIsRefused() {
    Words call = Calls.open("other", DEADLINE);
    talk.says(ALPHA, Calls.open("late", Conversation.START))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(ALPHA, call.with("queryType", "status"))
        .expectRefused(ErrorCode.MALFORMED)
        .says(ALPHA, call.with("revealBy", DEADLINE))
        .expectRefused(ErrorCode.MALFORMED)
        .says(ALPHA, call.with("revealBy", DEADLINE.plus(Duration.ofHours(25))))
        .expectRefused(ErrorCode.MALFORMED)
        .says(
            ALPHA, Words.query("nothing").with("queryType", "cfp").with("sealed", JsonBoolean.TRUE))
        .expectRefused(ErrorCode.MALFORMED)
        .says(ALPHA, call)
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void aCallThatNobodyAnswersEndsWithNothing() {
    talk.passes(Duration.ofMinutes(3))
        .says(ALPHA, Words.query("and-now"))
        .expectMoved(StateName.CONVERSING);
    assertThat(talk.talk().matter("call", Matter.Call.class).orElseThrow().status())
        .isEqualTo(Matter.Call.Status.REVEALED);
  }

  @Test
  void whoHasBidDoesNotLeaveBeforeTheReveal() {
    bids().says(GAMMA, Words.leave()).expectRefused(ErrorCode.INVALID_TRANSITION);
  }
}

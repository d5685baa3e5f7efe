package dev.parley.core.golden;

import static dev.parley.core.golden.Cast.ALPHA;
import static dev.parley.core.golden.Cast.BETA;
import static dev.parley.core.golden.Cast.NODE;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Reference.Kind;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// The GPU session, broken in every way that a verifier has to notice: a case says what was done to
/// which lines, and what is found where.
final class BrokenSessions {
  private final Breaks breaks;

  private BrokenSessions(Breaks breaks) {
    this.breaks = breaks;
  }

  static List<JsonObject> all() {
    Breaks breaks = new Breaks();
    BrokenSessions made = new BrokenSessions(breaks);
    made.changed();
    made.rewritten();
    made.moved();
    made.illegal();
    made.misplaced();
    made.records();
    new BrokenFiles(breaks).all();
    return breaks.cases();
  }

  /// The file up to a message, then another one that is well signed by whoever sends it.
  private void instead(
      int position, String id, ErrorCode code, Function<Conversation, Conversation.Saying> said) {
    Conversation past = breaks.talk.before(position);
    breaks.at(
        position,
        id,
        code,
        Breaks.replace(Breaks.line(position), message(past, position, said.apply(past))));
  }

  private String message(Conversation past, int position, Conversation.Saying saying) {
    JsonObject envelope = saying.signed();
    return "{\"acceptedAt\":\""
        + Timestamp.format(past.now())
        + "\",\"envelope\":"
        + envelope
        + ",\"position\":"
        + position
        + ",\"type\":\"message\"}";
  }

  private void changed() {
    breaks.at(
        4, "a-price-changed", ErrorCode.HASH_MISMATCH, breaks.swapped(4, "\"1.80\"", "\"1.70\""));
    breaks.at(
        6,
        "a-sender-changed",
        ErrorCode.INVALID_REFERENCE,
        breaks.swapped(6, ALPHA.uri().text(), "agent://x.example/y"));
    JsonObject envelope = breaks.talk.accepted().get(11).envelope();
    JsonObject rehashed =
        GoldenMessages.resigned(envelope.with("recipient", NODE.uri().text()), BETA.signer());
    String wrong = breaks.text(11).replace(envelope.toString(), rehashed.toString());
    breaks.at(
        11,
        "changed-and-signed-by-another",
        ErrorCode.SIGNATURE_INVALID,
        Breaks.replace(Breaks.line(11), wrong));
    String hash =
        breaks
            .talk
            .accepted()
            .get(3)
            .envelope()
            .object("integrity")
            .flatMap(i -> i.string("hash"))
            .orElseThrow();
    breaks.at(
        3, "a-hash-changed", ErrorCode.HASH_MISMATCH, breaks.swapped(3, hash, Hash.ZERO.text()));
    breaks.at(
        5,
        "a-position-changed",
        ErrorCode.SEQUENCE_GAP,
        breaks.swapped(5, "\"position\":5", "\"position\":6"));
  }

  /// Lines that can still be read as lines, or only just not.
  private void rewritten() {
    breaks.at(
        1,
        "an-unknown-version",
        ErrorCode.VERSION_UNSUPPORTED,
        breaks.swapped(1, "asp/0.1", "asp/3.0"));
    breaks.at(
        2,
        "a-performative-in-small-letters",
        ErrorCode.MALFORMED,
        breaks.swapped(2, "INFORM", "inform"));
    breaks.at(
        7,
        "not-in-canonical-form",
        ErrorCode.MALFORMED,
        breaks.swapped(7, "\"position\":7", "\"position\": 7"));
    breaks.at(
        7,
        "a-duplicate-member",
        ErrorCode.MALFORMED,
        breaks.swapped(7, "\"position\":7", "\"position\":7,\"position\":7"));
    breaks.at(
        7,
        "accepted-before-the-one-before",
        ErrorCode.STALE,
        breaks.swapped(7, acceptedAt(7), "{\"acceptedAt\":\"2026-09-01T12:00:02.999Z\""));
    breaks.at(
        7,
        "accepted-long-after-it-was-signed",
        ErrorCode.STALE,
        breaks.swapped(7, acceptedAt(7), "{\"acceptedAt\":\"2026-09-01T12:05:04.001Z\""));
  }

  private String acceptedAt(int position) {
    return breaks.text(position).substring(0, breaks.text(position).indexOf(','));
  }

  private void moved() {
    breaks.at(6, "a-message-left-out", ErrorCode.SEQUENCE_GAP, Breaks.remove(Breaks.line(6)));
    String renumbered = breaks.text(7).replace("\"position\":7", "\"position\":6");
    breaks.at(
        6,
        "left-out-and-renumbered",
        ErrorCode.CHAIN_CONFLICT,
        Breaks.remove(Breaks.line(6)),
        Breaks.replace(Breaks.line(6), renumbered));
    breaks.at(
        6,
        "a-message-twice",
        ErrorCode.SEQUENCE_GAP,
        Breaks.insert(Breaks.line(6), breaks.text(5)));
    String again = breaks.text(5).replace("\"position\":5", "\"position\":6");
    breaks.at(
        6, "twice-and-renumbered", ErrorCode.CHAIN_CONFLICT, Breaks.insert(Breaks.line(6), again));
    breaks.at(
        5,
        "two-exchanged",
        ErrorCode.SEQUENCE_GAP,
        Breaks.replace(Breaks.line(5), breaks.text(6)),
        Breaks.replace(Breaks.line(6), breaks.text(5)));
    breaks.at(0, "the-first-left-out", ErrorCode.SEQUENCE_GAP, Breaks.remove(Breaks.line(0)));
  }

  /// Well signed by a participant at the right place, but against the rules.
  private void illegal() {
    instead(
        5,
        "accepts-its-own-proposal",
        ErrorCode.INVALID_REFERENCE,
        t -> t.says(ALPHA, Words.accept(Kind.PROPOSAL, "offer-1")));
    instead(
        5,
        "accepts-what-is-not-there",
        ErrorCode.INVALID_REFERENCE,
        t -> t.says(BETA, Words.accept(Kind.PROPOSAL, "offer-9")));
    instead(
        5, "uses-an-id-again", ErrorCode.DUPLICATE, t -> t.says(BETA, Words.propose("offer-1")));
    instead(
        3,
        "proposes-before-the-introduction",
        ErrorCode.INVALID_TRANSITION,
        t -> t.says(ALPHA, Words.propose("early")));
    instead(
        12,
        "proposes-while-agreeing",
        ErrorCode.INVALID_TRANSITION,
        t -> t.says(BETA, Words.propose("late")));
    instead(
        13,
        "closes-while-something-is-owed",
        ErrorCode.OPEN_OBLIGATIONS,
        t -> t.says(ALPHA, Words.close("done")));
    instead(
        15,
        "verifies-its-own-claim",
        ErrorCode.INVALID_REFERENCE,
        t -> t.says(BETA, Words.accept(Kind.FULFILLMENT, "delivered")));
    instead(
        11,
        "holds-a-fraction-of-a-cent",
        ErrorCode.MALFORMED,
        t ->
            t.says(
                ALPHA,
                Words.commit("c", BETA.uri(), GoldenSessions.DEADLINE)
                    .with(
                        "escrow",
                        JsonObject.EMPTY.with("amount", "1.005").with("currency", "USD"))));
    instead(
        9,
        "has-no-card-in-the-file",
        ErrorCode.INVALID_REFERENCE,
        t -> t.says(Cast.JUDGE, Words.query("who")));
    int last = breaks.talk.accepted().size();
    Conversation over = breaks.talk.fork();
    String after = message(over, last, over.says(ALPHA, Words.query("more")));
    breaks.at(
        last,
        "speaks-after-the-end",
        ErrorCode.INVALID_TRANSITION,
        Breaks.insert(Breaks.line(last), after));
  }

  private void misplaced() {
    instead(
        5,
        "with-a-sequence-gap",
        ErrorCode.SEQUENCE_GAP,
        t -> t.says(BETA, Words.clarify("offer-1")).sequence(9));
    instead(
        5,
        "with-a-sequence-number-again",
        ErrorCode.SEQUENCE_GAP,
        t -> t.says(BETA, Words.clarify("offer-1")).sequence(1));
    instead(
        5,
        "after-another-message",
        ErrorCode.CHAIN_CONFLICT,
        t -> t.says(BETA, Words.clarify("offer-1")).following(Hash.ZERO));
    instead(
        5,
        "in-another-session",
        ErrorCode.SESSION_NOT_FOUND,
        t ->
            t.says(BETA, Words.clarify("offer-1"))
                .inSession(new SessionId(Conversation.uuid7(Conversation.START, 9))));
    instead(
        5,
        "with-another-version",
        ErrorCode.VERSION_UNSUPPORTED,
        t -> t.says(BETA, Words.clarify("offer-1")).version("asp/1.0"));
    instead(
        5,
        "with-another-score",
        ErrorCode.TRUST_MISMATCH,
        t -> t.says(BETA, Words.clarify("offer-1")).score(99));
    instead(
        5,
        "with-an-old-timestamp",
        ErrorCode.STALE,
        t ->
            t.says(BETA, Words.clarify("offer-1")).stamped(t.now().minus(Duration.ofSeconds(301))));
  }

  /// What the steward may not record, and what has to wait for it.
  private void records() {
    JsonObject record =
        JsonObject.EMPTY
            .with("timer", "silence")
            .with("due", "2026-09-01T12:10:03.000Z")
            .with("causedBy", Hash.ZERO.text());
    instead(
        5,
        "the-steward-records-what-is-not-due",
        ErrorCode.INVALID_TRANSITION,
        t -> t.says(NODE, Words.inform("timeout").with("data", record)));
    instead(
        5,
        "the-steward-records-something-else",
        ErrorCode.INVALID_REFERENCE,
        t ->
            t.later(Duration.ofMinutes(11))
                .says(NODE, Words.inform("timeout").with("data", record)));
    instead(
        5,
        "speaks-past-an-unrecorded-timer",
        ErrorCode.TIMEOUT,
        t -> t.later(Duration.ofMinutes(11)).says(BETA, Words.clarify("offer-1")));
    instead(
        5,
        "a-participant-records-a-timer",
        ErrorCode.TIMEOUT,
        t ->
            t.later(Duration.ofMinutes(11))
                .says(BETA, Words.inform("timeout").with("data", record)));
    instead(
        5,
        "the-steward-states-another-score",
        ErrorCode.TRUST_MISMATCH,
        t -> t.says(NODE, Words.inform("impasse")).score(20));
  }
}

package dev.parley.core.golden;

import static dev.parley.core.golden.AcceptedMessages.DEADLINE;

import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bodies that are malformed, in messages in which nothing else is wrong.
final class RefusedBodies {
  private final List<JsonObject> cases = new ArrayList<>();

  private RefusedBodies() {}

  static List<JsonObject> all() {
    RefusedBodies made = new RefusedBodies();
    made.negotiation();
    made.informs();
    made.promises();
    made.others();
    return made.cases;
  }

  private void bad(String id, String why, Words words) {
    GoldenMessages.Voice voice = GoldenMessages.BETA;
    JsonObject envelope = GoldenMessages.signed(voice, 7, words, Optional.empty());
    cases.add(RefusedMessages.refused("body-" + id, ErrorCode.MALFORMED, why, voice, envelope));
  }

  private static Words without(Words words, String member) {
    return Words.of(words.performative(), words.body().without(member));
  }

  private void negotiation() {
    Words propose = Words.propose("p1");
    bad("propose-without-terms", "terms", without(propose, "terms"));
    bad("propose-without-id", "proposalId", without(propose, "proposalId"));
    bad("propose-type", "neither published nor a URN", propose.with("type", "barter"));
    bad("propose-id-long", "at most 128 characters", propose.with("proposalId", "p".repeat(129)));
    bad("propose-id-empty", "not empty", propose.with("proposalId", ""));
    bad("propose-subject-null", "never null", propose.with("subject", JsonNull.NULL));
    bad("propose-valid-until", "a time", propose.with("validUntil", "tomorrow"));
    Words firm = propose.with("firm", JsonBoolean.TRUE);
    bad("firm-without-commitment", "carries the COMMIT", firm.with("validUntil", DEADLINE));
    JsonObject terms =
        JsonObject.EMPTY.with("commitment", Words.commit("c", Cast.BETA.uri(), DEADLINE).body());
    bad("firm-without-end", "validUntil is required", firm.with("terms", terms));
    JsonObject hollow = JsonObject.EMPTY.with("commitment", JsonObject.EMPTY);
    bad(
        "firm-with-bad-commitment",
        "no COMMIT body",
        firm.with("terms", hollow).with("validUntil", DEADLINE));
    bad("counter-without-reply", "inReplyTo", without(Words.counter("p2", "p1"), "inReplyTo"));
    bad("accept-nothing", "exactly one", Words.of(Performative.ACCEPT, JsonObject.EMPTY));
    Words accept = Words.accept(Kind.PROPOSAL, "p1");
    bad("accept-two", "exactly one", accept.with("commitmentId", "c1"));
    bad("accept-two-spellings", "exactly one", accept.with("inReplyTo", "p1"));
    bad("accept-hash", "a hash", accept.with("acceptedHash", "sha256:00"));
    Words reject = Words.reject(Kind.PROPOSAL, "p1");
    bad("reject-without-code", "code", without(reject, "code"));
    bad("reject-without-reason", "reason", without(reject, "reason"));
    bad("reject-abstain-text", "true or false", reject.with("abstain", "yes"));
  }

  private void informs() {
    bad("inform-without-type", "informType", without(Words.inform("status"), "informType"));
    bad("inform-data-null", "never null", Words.inform("data").with("data", JsonNull.NULL));
    bad("identity-without-data", "data", Words.inform("identity"));
    JsonObject card = JsonObject.EMPTY.with("cardHash", "sha256:1").with("cardVersion", 1);
    bad("identity-hash", "no hash", Words.inform("identity").with("data", card));
    Words claim = Words.fulfillment("f1", "c1");
    bad("fulfillment-without-index", "obligation", without(claim, "obligation"));
    bad("fulfillment-index", "not negative", claim.with("obligation", JsonNumber.of(-1)));
    bad("fulfillment-evidence", "an object", claim.with("evidence", "photo"));
    bad("release-without-commitment", "commitmentId", without(Words.release("c1"), "commitmentId"));
    bad("resolution-decision", "resume, close or fail", Words.resolution("e1", "maybe"));
    bad(
        "resolution-approval-of-nothing",
        "type",
        Words.resolution("e1", "resume")
            .with(
                "data",
                JsonObject.EMPTY
                    .with("escalationId", "e1")
                    .with("decision", "resume")
                    .with("approval", JsonObject.EMPTY.with("sessionId", "none"))));
    bad("timeout-without-data", "data", Words.inform("timeout"));
    bad("error-without-reason", "reason", without(Words.error("timeout"), "reason"));
    bad("error-fatal-text", "true or false", Words.error("timeout").with("fatal", "true"));
  }

  private void promises() {
    Words commit = Words.commit("c1", Cast.BETA.uri(), DEADLINE);
    bad("commit-without-terms", "terms", without(commit, "terms"));
    bad("commit-without-deadline", "deadline", without(commit, "deadline"));
    bad("commit-without-obligations", "at least one", Words.commit("c1", DEADLINE));
    JsonObject nobody = JsonObject.EMPTY.with("action", "deliver");
    bad("commit-without-party", "party", Words.commit("c1", DEADLINE, nobody));
    JsonObject idle = JsonObject.EMPTY.with("party", Cast.BETA.uri().text());
    bad("commit-without-action", "action", Words.commit("c1", DEADLINE, idle));
    JsonObject text = JsonObject.of("obligations", JsonArray.of(List.of(new JsonString("pay"))));
    bad("commit-obligation-text", "an object", commit.with("terms", text));
    JsonObject money = JsonObject.EMPTY.with("currency", "USD");
    bad("value-negative", "not negative", commit.with("value", money.with("amount", -1)));
    bad("value-long", "15 digits", commit.with("value", money.with("amount", 1234567890123456L)));
    bad("value-text", "a decimal text", commit.with("value", money.with("amount", "1e3")));
    JsonObject lower = money.with("amount", 1).with("currency", "usd");
    bad("value-currency", "three capitals", commit.with("value", lower));
    bad("commit-window", "milliseconds", commit.with("verificationWindowMs", "1h"));
  }

  private void others() {
    bad("query-without-type", "queryType", without(Words.query("q1"), "queryType"));
    bad("clarify-nothing", "question or answer", without(Words.clarify("p1"), "question"));
    Words delegate = Words.delegate("d1", Cast.AIDE, "commit");
    bad("delegate-authority", "advisory, negotiate, commit", delegate.with("authority", "all"));
    bad("delegate-target", "an agent", delegate.with("targetAgent", "aide"));
    bad("delegate-without-scope", "scope", without(delegate, "scope"));
    bad("delegate-protocol", "asp, a2a or mcp", delegate.with("protocol", "smtp"));
    bad("delegate-a2a-without-card", "a2a is required", delegate.with("protocol", "a2a"));
    JsonObject plain = JsonObject.EMPTY.with("card", "http://aide.example/card.json");
    bad("delegate-a2a-http", "https", delegate.with("protocol", "a2a").with("a2a", plain));
    JsonObject limits = JsonObject.EMPTY.with("maxValue", 5);
    bad("delegate-limits", "a currency", delegate.with("limits", limits));
    Words escalate = Words.escalate("e1", GoldenMessages.PREVIOUS);
    bad("escalate-two-questions", "not both", escalate.with("referenceId", "p1"));
    bad("escalate-without-reason", "reason", without(Words.escalate("e1"), "reason"));
    bad("withdraw-nothing", "exactly one", Words.of(Performative.WITHDRAW, JsonObject.EMPTY));
    bad("withdraw-two", "exactly one", Words.leave().with("proposalId", "p1"));
    bad("close-without-reason", "reason", Words.of(Performative.CLOSE, JsonObject.EMPTY));
  }
}

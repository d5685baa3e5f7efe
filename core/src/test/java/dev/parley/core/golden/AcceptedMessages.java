package dev.parley.core.golden;

import static dev.parley.core.golden.GoldenMessages.ALPHA;
import static dev.parley.core.golden.GoldenMessages.AT;
import static dev.parley.core.golden.GoldenMessages.BETA;
import static dev.parley.core.golden.GoldenMessages.JUDGE;
import static dev.parley.core.golden.GoldenMessages.NODE;

import dev.parley.core.Calls;
import dev.parley.core.Words;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference.Kind;
import dev.parley.core.message.SignedApproval;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The messages that hold: every performative, every kind of INFORM, of reference and of late
/// penalty, and what else a reader has to take.
final class AcceptedMessages {
  static final Instant DEADLINE = AT.plus(Duration.ofMinutes(30));
  private static final Hash SOME_HASH = GoldenMessages.PREVIOUS;

  private AcceptedMessages() {}

  static List<JsonObject> all() {
    GoldenMessages made = new GoldenMessages();
    negotiation(made);
    informs(made);
    promises(made);
    others(made);
    otherSpellings(made);
    return made.cases();
  }

  private static JsonObject price(String text) {
    return JsonObject.EMPTY
        .with("gpuHours", 100)
        .with("pricePerHour", text)
        .with("currency", "USD");
  }

  private static void negotiation(GoldenMessages made) {
    JsonObject terms =
        JsonObject.builder()
            .put("node", Cast.NODE.uri().text())
            .put("proposedDuration", 3_600_000)
            .put("maxResponseTimeMs", 5000)
            .put("authorities", JsonArray.ofStrings(List.of(Cast.JUDGE.uri().text())))
            .put("timers", JsonObject.EMPTY.with("invitation", 20_000).with("agreeing", 90_000))
            .put("maxRounds", 20)
            .put("minTrustScore", new JsonNumber(12.5))
            .build();
    made.add("propose-invitation", ALPHA, Words.invitation(terms), BETA);
    Words offer = Words.propose("p1").with("terms", price("1.80")).with("validUntil", DEADLINE);
    JsonArray answers = JsonArray.ofStrings(List.of("ACCEPT", "COUNTER"));
    made.add(
        "propose",
        ALPHA,
        offer
            .answeredWithin(Duration.ofSeconds(30))
            .asking("allowedPerformatives", answers)
            .asking("maxTokenBudget", JsonNumber.of(4000))
            .asking("requiredTrustScore", JsonNumber.of(20)),
        BETA);
    JsonObject promised = Words.commit("c1", Cast.BETA.uri(), DEADLINE).body();
    made.add(
        "propose-firm",
        BETA,
        Words.propose("p2")
            .with("terms", price("2.49").with("commitment", promised))
            .with("validUntil", DEADLINE)
            .with("firm", JsonBoolean.TRUE));
    made.add("propose-urn", BETA, Words.propose("p3").with("type", "urn:asp:session-rule"));
    made.add("counter", BETA, Words.counter("p4", "p1").with("terms", price("2.72")), ALPHA);
    for (Kind kind : Kind.values()) {
      String name = kind.member().replace("Id", "").replace("inReplyTo", "in-reply-to");
      made.add("accept-" + name, ALPHA, Words.accept(kind, "x1"));
      made.add("reject-" + name, BETA, Words.reject(kind, "x1"));
    }
    JsonObject other = JsonObject.EMPTY.with("referenceId", "x1");
    made.add("accept-reference", ALPHA, Words.of(Performative.ACCEPT, other));
    made.add(
        "accept-exactly",
        ALPHA,
        Words.accept(Kind.PROPOSAL, "p4").with("acceptedHash", SOME_HASH.text()));
    made.add(
        "reject-abstaining",
        BETA,
        Words.reject(Kind.TRANSITION, "x1").with("abstain", JsonBoolean.TRUE));
    made.add(
        "reject-unknown-code", BETA, Words.reject(Kind.PROPOSAL, "p1").with("code", "too-dear"));
  }

  private static void informs(GoldenMessages made) {
    made.add("inform-identity", BETA, Words.identity(Cast.BETA));
    for (String type : List.of("status", "progress", "x-weather")) {
      made.add("inform-" + type, BETA, Words.inform(type).with("subject", "the job"));
    }
    made.add("inform-data", BETA, Words.inform("data").with("inReplyTo", "q1").with("data", "42"));
    JsonObject evidence = JsonObject.EMPTY.with("hours", 100).with("checksum", SOME_HASH.text());
    made.add("inform-fulfillment", BETA, Words.fulfillment("f1", "c1").with("evidence", evidence));
    made.add("inform-release", ALPHA, Words.release("c1"));
    JsonObject expiry =
        JsonObject.builder()
            .put("timer", "obligation")
            .put("due", Timestamp.format(DEADLINE))
            .put("causedBy", SOME_HASH.text())
            .put("waitedOn", JsonArray.ofStrings(List.of(Cast.BETA.uri().text())))
            .put("commitmentId", "c1")
            .put("obligation", 0)
            .build();
    made.add("inform-timeout", NODE, Words.inform("timeout").with("data", expiry));
    made.add("inform-breach", NODE, Words.inform("breach").with("data", expiry));
    made.add("inform-impasse", NODE, Words.inform("impasse"));
    made.add("inform-reveal", NODE, Calls.reveal("call"));
    made.add("inform-resolution", JUDGE, Words.resolution("e1", "resume"));
    JsonObject approving = Words.resolution("e1", "resume").body().object("data").orElseThrow();
    made.add(
        "inform-resolution-approving",
        JUDGE,
        Words.resolution("e1", "resume").with("data", approving.with("approve", JsonBoolean.TRUE)));
    made.add(
        "inform-resolution-by-operators",
        NODE,
        Words.resolution("e1", "resume")
            .with(
                "data",
                SignedApproval.resolving(
                    GoldenMessages.SESSION,
                    new Inform.Content.Resolution(
                        "e1",
                        Inform.Decision.RESUME,
                        Inform.Approval.APPROVED,
                        Optional.of(SOME_HASH),
                        Optional.empty()),
                    AT,
                    Optional.of("within the budget of this quarter"),
                    Cast.NODE.uri(),
                    Cast.NODE.signer())));
    made.add("inform-error", BETA, Words.error("capacity_unavailable"));
    made.add(
        "inform-error-fatal", NODE, Words.error("hash_mismatch").with("fatal", JsonBoolean.TRUE));
  }

  private static void promises(GoldenMessages made) {
    Words commit = Words.commit("c1", Cast.BETA.uri(), DEADLINE);
    made.add("commit", BETA, commit, ALPHA);
    made.add("commit-late-per-day", BETA, late(commit, JsonObject.EMPTY.with("percentPerDay", 5)));
    made.add(
        "commit-late-limited",
        BETA,
        late(commit, JsonObject.EMPTY.with("percentPerDay", 5).with("lateLimit", 172_800_000)));
    made.add("commit-late-phrase", BETA, late(commit, new JsonString("5% escrow forfeit per day")));
    made.add("commit-late-prose", BETA, late(commit, new JsonString("a stern letter")));
    made.add(
        "commit-valued",
        ALPHA,
        commit
            .with("value", JsonObject.EMPTY.with("amount", "249.00").with("currency", "USD"))
            .with("proposalId", "p4")
            .with("verificationWindowMs", JsonNumber.of(7_200_000)));
    made.add("commit-amending", ALPHA, commit.with("commitmentId", "c2").with("amends", "c1"));
    JsonObject mine = owed(Cast.ALPHA.uri().text(), Cast.BETA.uri().text());
    JsonObject yours = owed(Cast.BETA.uri().text(), Cast.ALPHA.uri().text());
    made.add("commit-mutual", ALPHA, Words.commit("c3", DEADLINE, mine, yours));
    made.add(
        "commit-with-escrow",
        ALPHA,
        commit.with("escrow", JsonObject.EMPTY.with("amount", 249).with("currency", "USD")));
    made.add(
        "commit-with-escrow-of-named-parties",
        ALPHA,
        Words.commit("c4", DEADLINE, yours.with("share", "248.99"), mine.with("share", "0.01"))
            .with(
                "escrow",
                JsonObject.EMPTY
                    .with("amount", "249.00")
                    .with("currency", "USD")
                    .with("releaseCondition", "fulfillment-verified")
                    .with("depositor", Cast.ALPHA.uri().text())
                    .with("beneficiary", Cast.BETA.uri().text()))
            .with("exitFee", JsonObject.EMPTY.with("amount", 5).with("currency", "USD")));
  }

  private static JsonObject owed(String party, String beneficiary) {
    return JsonObject.EMPTY
        .with("party", party)
        .with("action", "deliver")
        .with("beneficiary", beneficiary);
  }

  private static Words late(Words commit, JsonValue penalty) {
    JsonObject terms = commit.body().object("terms").orElseThrow();
    JsonObject penalties = JsonObject.of("lateFulfillment", penalty);
    return commit.with("terms", terms.with("penalties", penalties));
  }

  private static void others(GoldenMessages made) {
    made.add("query", ALPHA, Words.query("q1").with("subject", "free capacity"), BETA);
    JsonObject sealed = JsonObject.EMPTY.with("parameters", JsonObject.EMPTY.with("max", 3));
    made.add(
        "query-cfp",
        ALPHA,
        Words.query("q2")
            .with("queryType", "cfp")
            .with("parameters", sealed)
            .with("deadline", DEADLINE));
    made.add("clarify-question", BETA, Words.clarify("p1"));
    JsonObject answer =
        JsonObject.EMPTY.with("referenceId", "p1").with("answer", "several GPUs at once");
    made.add("clarify-answer", ALPHA, Words.of(Performative.CLARIFY, answer));
    Words delegate = Words.delegate("d1", Cast.AIDE, "commit");
    JsonObject limits =
        JsonObject.EMPTY
            .with("maxValue", 500)
            .with("currency", "USD")
            .with("expiresAt", Timestamp.format(DEADLINE));
    made.add("delegate", ALPHA, Words.delegate("d1", Cast.AIDE, "advisory"));
    made.add(
        "delegate-a2a",
        ALPHA,
        Words.delegate("d1", Cast.AIDE, "advisory")
            .with("protocol", "a2a")
            .with(
                "a2a",
                JsonObject.EMPTY.with("card", "https://aide.example/.well-known/agent-card.json")));
    made.add("delegate-limited", ALPHA, delegate.with("limits", limits).with("protocol", "asp"));
    made.add(
        "delegate-scoped", ALPHA, delegate.with("scope", JsonObject.EMPTY.with("region", "eu")));
    made.add("escalate", ALPHA, Words.escalate("e1"));
    JsonArray options = JsonArray.ofStrings(List.of("pay", "refuse"));
    made.add(
        "escalate-about-reference",
        ALPHA,
        Words.escalate("e1")
            .with("referenceId", "p4")
            .with("to", Cast.JUDGE.uri().text())
            .with("options", options)
            .with("deadline", DEADLINE));
    made.add("escalate-about-own-message", ALPHA, Words.escalate("e1", SOME_HASH));
    for (Kind kind : List.of(Kind.PROPOSAL, Kind.COMMITMENT, Kind.DELEGATION)) {
      String name = kind.member().replace("Id", "");
      made.add("withdraw-" + name, ALPHA, Words.withdraw(kind, "x1"));
    }
    made.add("withdraw-participation", ALPHA, Words.leave());
    made.add("observe", ALPHA, Words.observe().with("reason", "only to learn"));
    made.add("close", ALPHA, Words.close("completed"));
    made.add(
        "close-with-summary",
        ALPHA,
        Words.close("completed").with("summary", JsonObject.EMPTY.with("paid", "249.00")));
  }

  private static void otherSpellings(GoldenMessages made) {
    Words words = Words.query("q1");
    made.addOtherwise("other-version-label", BETA, words, e -> e.with("version", "asp/1.0"));
    JsonObject object =
        JsonObject.EMPTY.with("agentId", Cast.ALPHA.uri().text()).with("orgId", "org_acme");
    made.addOtherwise("recipient-as-object", BETA, words, e -> e.with("recipient", object));
    String role = "agent://node.example/role/counterparty";
    made.addOtherwise("recipient-as-role", BETA, words, e -> e.with("recipient", role));
    made.addOtherwise(
        "other-mime-type",
        BETA,
        words,
        e -> e.with("content", content(e).with("mimeType", "application/asp+json")));
    JsonArray context =
        JsonArray.of(List.of(JsonObject.EMPTY.with("type", "a2a-task").with("ref", "task-7")));
    made.addOtherwise(
        "with-context", BETA, words, e -> e.with("content", content(e).with("context", context)));
    made.addOtherwise(
        "unknown-members-are-hashed",
        BETA,
        words.with("x-note", "kept"),
        e -> e.with("x-trace", JsonObject.EMPTY.with("span", "\u20ac \ud83d\ude00 \u0001")));
    made.addOtherwise(
        "unknown-integrity-member-is-hashed",
        BETA,
        words,
        e ->
            e.with(
                "integrity",
                e.object("integrity").orElseThrow().with("x-suite", "ed25519-sha256")));
    made.addOtherwise(
        "numbers-in-canonical-spelling",
        BETA,
        words.with("numbers", JsonArray.of(List.of(new JsonNumber(1e-7), new JsonNumber(0.002)))),
        e -> e);
  }

  private static JsonObject content(JsonObject envelope) {
    return envelope.object("content").orElseThrow();
  }
}

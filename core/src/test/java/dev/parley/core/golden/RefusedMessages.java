package dev.parley.core.golden;

import static dev.parley.core.golden.GoldenMessages.ALPHA;
import static dev.parley.core.golden.GoldenMessages.AT;
import static dev.parley.core.golden.GoldenMessages.BETA;
import static dev.parley.core.golden.GoldenMessages.NODE;

import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.golden.GoldenMessages.Voice;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.GoldenKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The envelopes that do not hold. Each is hashed, signed and proven well but for the one thing
/// that is wrong with it, so that nothing else can be the reason.
final class RefusedMessages {
  private static final Words WORDS = Words.query("q1");

  private final List<JsonObject> cases = new ArrayList<>();

  private RefusedMessages() {}

  static List<JsonObject> all() {
    RefusedMessages made = new RefusedMessages();
    made.envelopes();
    made.members();
    made.cases.addAll(RefusedBodies.all());
    made.hashes();
    made.signatures();
    made.senders();
    made.proofs();
    made.claims();
    return made.cases;
  }

  static JsonObject refused(
      String id, ErrorCode code, String why, Voice voice, JsonObject envelope) {
    return JsonObject.builder()
        .put("id", id)
        .put("code", code.wire())
        .put("why", why)
        .put("card", GoldenMessages.id(voice))
        .put("envelope", envelope)
        .build();
  }

  private static JsonObject usual() {
    return GoldenMessages.signed(BETA, 7, WORDS, Optional.of(ALPHA));
  }

  /// Changed, then hashed and signed anew.
  private void changed(String id, ErrorCode code, String why, UnaryOperator<JsonObject> change) {
    JsonObject envelope = GoldenMessages.resigned(change.apply(usual()), BETA.signer());
    cases.add(refused(id, code, why, BETA, envelope));
  }

  private void malformed(String id, String why, UnaryOperator<JsonObject> change) {
    changed(id, ErrorCode.MALFORMED, why, change);
  }

  private void malformed(String member, String id, String why, JsonValue value) {
    malformed(member + "-" + id, why, e -> e.with(member, value));
  }

  private static UnaryOperator<JsonObject> inside(String member, UnaryOperator<JsonObject> change) {
    return e -> e.with(member, change.apply(e.object(member).orElseThrow()));
  }

  private void envelopes() {
    changed(
        "version-of-the-future",
        ErrorCode.VERSION_UNSUPPORTED,
        "asp/2.0 is no label of this protocol",
        e -> e.with("version", "asp/2.0"));
    malformed("version", "without-name", "has to begin with asp/", new JsonString("0.1"));
    malformed("version", "number", "has to be a text", new JsonNumber(0.1));
    String id = usual().string("messageId").orElseThrow();
    malformed("messageId", "not-v7", "a UUID of version 4", text(id.replace("-7", "-4")));
    malformed("messageId", "wrong-variant", "not the RFC's variant", text(id.replace("-8", "-c")));
    String capitals = "019A2B3C-0000-7000-8000-00000000ABCD";
    malformed("messageId", "capitals", "hex digits are lower-case", text(capitals));
    malformed("sessionId", "without-hyphens", "no UUID", text(id.replace("-", "")));
    malformed("session-missing", "sessionId is required", e -> e.without("sessionId"));
    malformed("sequenceNumber", "negative", "counts from 0", JsonNumber.of(-1));
    malformed("sequenceNumber", "fraction", "an integer", new JsonNumber(1.5));
    malformed("sequenceNumber", "text", "a number", text("1"));
    malformed("timestamp", "without-millis", "three digits", text("2026-09-01T12:00:00Z"));
    malformed("timestamp", "offset", "only Z", text("2026-09-01T12:00:00.000+00:00"));
    malformed("timestamp", "no-such-day", "no such day", text("2026-02-30T12:00:00.000Z"));
    malformed("timestamp", "leap-second", "no such second", text("2026-12-31T23:59:60.000Z"));
    malformed("performative", "lower-case", "capitals", text("query"));
    malformed("performative", "unknown", "one of the thirteen", text("PONDER"));
    malformed("performative-missing", "is required", e -> e.without("performative"));
    malformed("recipient", "no-agent", "an agent URI", text("beta"));
    malformed("recipient", "null", "absent, never null", JsonNull.NULL);
    malformed("recipient", "object-without-agent", "agentId is required", JsonObject.EMPTY);
    malformed("sender", "text", "an object", text("agent://cloudprime.example/gpu/beta"));
  }

  private void members() {
    malformed("score-above", "0 to 100", inside("sender", s -> s.with("trustScore", 101)));
    malformed("score-below", "0 to 100", inside("sender", s -> s.with("trustScore", -1)));
    malformed("score-text", "a number", inside("sender", s -> s.with("trustScore", "62.5")));
    malformed("score-missing", "is required", inside("sender", s -> s.without("trustScore")));
    malformed("proof-missing", "is required", inside("sender", s -> s.without("dpopProof")));
    malformed(
        "proof-long",
        "at most 4096 characters",
        inside("sender", s -> s.with("dpopProof", "a".repeat(4097))));
    malformed("sender-not-an-agent", "no URI", inside("sender", s -> s.with("agentId", "beta")));
    malformed("org-missing", "orgId is required", inside("sender", s -> s.without("orgId")));
    malformed("mime-type", "JSON only", inside("content", c -> c.with("mimeType", "text/plain")));
    malformed("body-missing", "is required", inside("content", c -> c.without("body")));
    malformed("body-list", "an object", inside("content", c -> c.with("body", JsonArray.EMPTY)));
    malformed("context-object", "a list", inside("content", c -> c.with("context", c)));
    JsonArray unknown = JsonArray.ofStrings(List.of("ACCEPT", "PONDER"));
    constraint("allows-unknown", "allowedPerformatives", unknown);
    constraint("allows-text", "allowedPerformatives", text("ACCEPT"));
    constraint("trust-above", "requiredTrustScore", JsonNumber.of(101));
    constraint("response-negative", "maxResponseTimeMs", JsonNumber.of(-1));
    constraint("response-too-long", "maxResponseTimeMs", JsonNumber.of(315_360_000_001L));
    constraint("tokens-fraction", "maxTokenBudget", new JsonNumber(0.5));
    malformed("constraints", "list", "an object", JsonArray.EMPTY);
    malformed(
        "previous-missing", "is required", inside("integrity", i -> i.without("previousHash")));
    String digits = "a".repeat(64);
    malformed(
        "previous-without-name",
        "sha256:",
        inside("integrity", i -> i.with("previousHash", digits)));
    malformed(
        "previous-capitals",
        "lower-case",
        inside("integrity", i -> i.with("previousHash", "sha256:" + "A".repeat(64))));
    JsonObject usual = usual();
    String hash = integrity(usual, "hash");
    raw("hash-missing", ErrorCode.MALFORMED, "is required", i -> i.without("hash"));
    raw("hash-short", ErrorCode.MALFORMED, "64 digits", i -> i.with("hash", hash.substring(0, 70)));
    raw("signature-missing", ErrorCode.MALFORMED, "is required", i -> i.without("signature"));
    raw("signature-null", ErrorCode.MALFORMED, "a text", i -> i.with("signature", JsonNull.NULL));
    String signature = integrity(usual, "signature");
    raw(
        "signature-short",
        ErrorCode.MALFORMED,
        "128 digits",
        i -> i.with("signature", signature.substring(0, 134)));
    raw(
        "signature-without-name",
        ErrorCode.MALFORMED,
        "ed25519:",
        i -> i.with("signature", signature.substring(8)));
  }

  private void constraint(String id, String member, JsonValue value) {
    malformed("constraint-" + id, member, e -> e.with("constraints", JsonObject.of(member, value)));
  }

  /// A change of `integrity` that is not signed.
  private void raw(String id, ErrorCode code, String why, UnaryOperator<JsonObject> change) {
    cases.add(refused(id, code, why, BETA, inside("integrity", change).apply(usual())));
  }

  private void hashes() {
    ErrorCode code = ErrorCode.HASH_MISMATCH;
    JsonObject usual = usual();
    JsonObject body = JsonObject.EMPTY.with("queryId", "q1").with("queryType", "capabilitY");
    JsonObject content = usual.object("content").orElseThrow().with("body", body);
    unsigned("changed-body", code, "one letter of the body", usual.with("content", content));
    unsigned("changed-sequence", code, "the number", usual.with("sequenceNumber", 8));
    String later = "2026-09-01T12:00:00.001Z";
    unsigned("changed-timestamp", code, "one millisecond", usual.with("timestamp", later));
    unsigned("changed-recipient", code, "it is gone", usual.without("recipient"));
    unsigned("added-member", code, "unknown members count too", usual.with("x-note", "added"));
    raw("changed-previous", code, "it is hashed", i -> i.with("previousHash", Hash.ZERO.text()));
    raw("added-integrity-member", code, "hashed like all others", i -> i.with("x-suite", "none"));
    raw("zero-hash", code, "not this hash", i -> i.with("hash", Hash.ZERO.text()));
  }

  private void unsigned(String id, ErrorCode code, String why, JsonObject envelope) {
    cases.add(refused(id, code, why, BETA, envelope));
  }

  private void signatures() {
    ErrorCode code = ErrorCode.SIGNATURE_INVALID;
    JsonObject byAnother = GoldenMessages.resigned(usual(), ALPHA.signer());
    unsigned("signed-by-another", code, "the other side's key", byAnother);
    JsonObject newKey =
        GoldenMessages.resigned(usual(), Cast.keys(GoldenMessages.id(BETA), 2).signer());
    unsigned("signed-by-the-next-key", code, "the key of a card that is not used yet", newKey);
    for (SigningPurpose purpose : SigningPurpose.values()) {
      if (purpose != SigningPurpose.MESSAGE) {
        JsonObject wrong = GoldenMessages.resigned(usual(), BETA.signer(), purpose);
        unsigned("signed-as-" + purpose.prefix().substring(4), code, "another purpose", wrong);
      }
    }
    String signature = integrity(usual(), "signature");
    String flipped = signature.substring(0, 135) + (signature.endsWith("0") ? "1" : "0");
    raw("last-digit", code, "one digit of the signature", i -> i.with("signature", flipped));
    String zeros = "ed25519:" + "0".repeat(128);
    raw("no-signature", code, "all digits are zero", i -> i.with("signature", zeros));
  }

  private void senders() {
    ErrorCode code = ErrorCode.UNAUTHORIZED;
    String alpha = GoldenMessages.id(ALPHA);
    changed(
        "sender-is-another",
        code,
        "not the agent of the card",
        sender(s -> s.with("agentId", alpha)));
    changed(
        "organisation-is-another",
        code,
        "not the card's",
        sender(s -> s.with("orgId", "org_acme")));
  }

  private static UnaryOperator<JsonObject> sender(UnaryOperator<JsonObject> change) {
    return inside("sender", change);
  }

  private void proofs() {
    proof("not-compact", "no three parts", "nonsense");
    String good = usual().object("sender").flatMap(s -> s.string("dpopProof")).orElseThrow();
    proof("without-signature", "two parts", good.substring(0, good.lastIndexOf('.')));
    proof("padded", "base64url has no padding", good + "=");
    char last = good.charAt(good.length() - 10);
    String changed =
        good.substring(0, good.length() - 10)
            + (last == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 9);
    proof("signature", "its signature does not verify", changed);
    DpopClaims claims = claims("jti", GoldenMessages.id(BETA));
    proof("jti", "jti is not the messageId", DpopProof.sign(BETA.prover(), claims));
    ProofSigner foreign = ALPHA.prover();
    proof("key", "not the card's dpopPublicKey", DpopProof.sign(foreign, claims("", "")));
    ProofSigner otherKind = Cast.keys(GoldenMessages.id(BETA), 1).proofSigner();
    proof("key-kind", "an unnamed key of the agent", notRandom(otherKind, claims("", "")));
    JsonObject elsewhere =
        GoldenMessages.signed(NODE, 7, WORDS, Optional.empty()).object("sender").orElseThrow();
    String others = elsewhere.string("dpopProof").orElseThrow();
    proof("of-another-sender", "the node's proof for the same place", others);
  }

  /// ES256 without a random number, whose signature would else differ on each run.
  private static String notRandom(ProofSigner signer, DpopClaims claims) {
    String text = Cast.keyText(GoldenMessages.id(BETA), 1);
    ProofSigner same = GoldenKeys.es256(text);
    if (!same.publicKey().equals(signer.publicKey())) {
      throw new IllegalStateException("another key");
    }
    return DpopProof.sign(same, claims);
  }

  private void claims() {
    String session = GoldenMessages.OTHER_SESSION;
    claim("htm", "another performative", "INFORM");
    claim("htu", "another session", "asp:session:" + session);
    claim("htu-form", "not of the form asp:session:", "https://node.example/v1/asp/sessions");
    claim("nonce", "another place in the chain", Hash.ZERO.text());
    claim("nonce-missing", "no place in the chain", "");
    claim("iat-late", "61 s after the timestamp", AT.plusSeconds(61).toString());
    claim("iat-early", "61 s before the timestamp", AT.minusSeconds(61).toString());
  }

  private void claim(String name, String why, String value) {
    proof(name, why, DpopProof.sign(BETA.prover(), claims(name, value)));
  }

  private static DpopClaims claims(String changed, String value) {
    String id = usual().string("messageId").orElseThrow();
    Optional<String> nonce =
        switch (changed) {
          case "nonce" -> Optional.of(value);
          case "nonce-missing" -> Optional.empty();
          default -> Optional.of(GoldenMessages.PREVIOUS.text());
        };
    return new DpopClaims(
        changed.equals("jti") ? value : id,
        changed.equals("htm") ? value : WORDS.performative().name(),
        changed.startsWith("htu") ? value : "asp:session:" + GoldenMessages.SESSION,
        changed.startsWith("iat") ? Instant.parse(value) : AT,
        nonce,
        Optional.empty());
  }

  private void proof(String id, String why, String proof) {
    changed("proof-" + id, ErrorCode.DPOP_INVALID, why, sender(s -> s.with("dpopProof", proof)));
  }

  private static String integrity(JsonObject envelope, String member) {
    return envelope.object("integrity").flatMap(i -> i.string(member)).orElseThrow();
  }

  private static JsonString text(String text) {
    return new JsonString(text);
  }
}

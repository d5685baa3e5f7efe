package dev.parley.core.golden;

import static dev.parley.core.error.ErrorCode.HASH_MISMATCH;
import static dev.parley.core.error.ErrorCode.MALFORMED;
import static dev.parley.core.error.ErrorCode.TOO_LARGE;
import static dev.parley.core.error.ErrorCode.UNAUTHORIZED;

import dev.parley.core.Speaker;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.GoldenKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Makes chains of cards, and cards that do not continue one. Each refused card is hashed and
/// signed well but for the one thing that is wrong with it.
final class GoldenCards {
  private static final Speaker FIRST = Cast.BETA;
  private static final Speaker SECOND = Cast.rotated(FIRST);
  private static final Speaker THIRD = Cast.rotated(SECOND);
  private static final String AGENT = FIRST.uri().text();

  private final List<JsonObject> cases = new ArrayList<>();

  private GoldenCards() {}

  static List<JsonObject> accepted() {
    GoldenCards made = new GoldenCards();
    made.accept("first", Optional.empty(), FIRST.card().json());
    made.accept("second-with-other-keys", Optional.of(FIRST), SECOND.card().json());
    made.accept("third-with-other-keys", Optional.of(SECOND), THIRD.card().json());
    made.accept("fourth-with-the-same-keys", Optional.of(THIRD), sameKeys());
    ProofKey nist = GoldenKeys.es256(Cast.keyText(AGENT, 1)).publicKey();
    JsonObject fields = Cast.fields(AGENT, 1, nist);
    made.accept("first-with-p256-proofs", Optional.empty(), signed(fields, FIRST.signer()));
    JsonObject published =
        fields
            .with("conformance", "full")
            .with("description", "GPU hours in eu-central")
            .with("currency", "USD")
            .with("maxTransactionValue", 5000)
            .with("availability", JsonObject.EMPTY.with("timezone", "UTC"))
            .with("endpoints", JsonObject.EMPTY.with("card", "https://cloudprime.example/card"))
            .with("x-unknown", "kept and hashed");
    made.accept("first-with-more-members", Optional.empty(), signed(published, FIRST.signer()));
    JsonObject attested =
        FIRST
            .card()
            .json()
            .with("trustScore", 62)
            .with("trustLevel", 2)
            .with("trustComponents", JsonObject.EMPTY.with("IV", 80))
            .with("nodeAttestation", JsonObject.EMPTY.with("node", Cast.NODE.uri().text()));
    made.accept("the-node's-part-is-not-hashed", Optional.empty(), attested);
    return made.cases;
  }

  private static JsonObject sameKeys() {
    JsonObject fields =
        later(4, THIRD.card()).with("signingPublicKey", THIRD.signer().publicKey().jwk());
    return signed(
        fields.with("dpopPublicKey", THIRD.proofSigner().publicKey().jwk()), THIRD.signer());
  }

  private void accept(String id, Optional<Speaker> previous, JsonObject card) {
    JsonObject.Builder out = JsonObject.builder().put("id", id).put("card", card);
    previous.ifPresent(p -> out.put("previous", p.card().json()));
    cases.add(out.build());
  }

  static List<JsonObject> refused() {
    GoldenCards made = new GoldenCards();
    made.continuations();
    made.firsts();
    made.keys();
    made.forms();
    return made.cases;
  }

  private void refuse(
      String id, ErrorCode code, String why, Optional<AgentCard> previous, JsonObject card) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("id", id)
            .put("code", code.wire())
            .put("why", why)
            .put("card", card);
    previous.ifPresent(p -> out.put("previous", p.json()));
    cases.add(out.build());
  }

  /// The fields of a later card.
  private static JsonObject later(long version, AgentCard previous) {
    return Cast.fields(AGENT, version, Cast.keys(AGENT, 3).tokenSigner().publicKey())
        .with("signingPublicKey", Cast.keys(AGENT, 3).signer().publicKey().jwk())
        .with("previousCardHash", previous.hash().text());
  }

  private void continuations() {
    Signer right = FIRST.signer();
    JsonObject next = later(2, FIRST.card());
    after("signed-by-its-own-key", "not by the key before", signed(next, THIRD.signer()));
    after("signed-by-a-stranger", "not by the key before", signed(next, Cast.ALPHA.signer()));
    String zero = Hash.ZERO.text();
    after("other-previous-hash", "zeros", signed(next.with("previousCardHash", zero), right));
    JsonObject ofThird = later(2, SECOND.card());
    after("previous-is-a-later-card", "not the one before", signed(ofThird, right));
    after("version-gap", "3 after 1", signed(later(3, FIRST.card()), right));
    JsonObject stays = FIRST.card().json();
    after("first-again", "version 1 after 1", stays);
    JsonObject other = next.with("agentId", AGENT + "2");
    after("other-agent", "a chain is of one agent", signed(other, right));
    after("other-organisation", "orgId stays", signed(next.with("orgId", "org_other"), right));
    refuse(
        "skipped-version",
        UNAUTHORIZED,
        "signed well, but version 2 lies between",
        Optional.of(FIRST.card()),
        THIRD.card().json());
    refuse(
        "back-to-the-version-before",
        UNAUTHORIZED,
        "version 2 after 3",
        Optional.of(THIRD.card()),
        SECOND.card().json());
    refuse(
        "fork-by-the-old-key",
        UNAUTHORIZED,
        "a rotated key signs no more: version 3 by the key of version 1",
        Optional.of(SECOND.card()),
        signed(later(3, SECOND.card()), FIRST.signer()));
  }

  private void after(String id, String why, JsonObject card) {
    refuse(id, UNAUTHORIZED, why, Optional.of(FIRST.card()), card);
  }

  private void firsts() {
    Optional<AgentCard> none = Optional.empty();
    refuse("second-without-first", UNAUTHORIZED, "a chain begins", none, SECOND.card().json());
    JsonObject fields = first();
    refuse(
        "first-signed-by-another",
        UNAUTHORIZED,
        "a first card is signed by its own key",
        none,
        signed(fields, Cast.ALPHA.signer()));
    refuse(
        "signed-as-message",
        UNAUTHORIZED,
        "the purpose is asp-message",
        none,
        signed(fields, FIRST.signer(), SigningPurpose.MESSAGE));
    refuse(
        "first-with-previous",
        MALFORMED,
        "previousCardHash stands on every card but the first",
        none,
        signed(fields.with("previousCardHash", Hash.ZERO.text()), FIRST.signer()));
    bad("second-without-previous", "previousCardHash", fields.with("cardVersion", 2));
    bad("version-zero", "counts from 1", fields.with("cardVersion", 0));
    refuse("changed", HASH_MISMATCH, "one letter", none, FIRST.card().json().with("name", "Beta"));
    refuse(
        "added-member",
        HASH_MISMATCH,
        "unknown members are hashed",
        none,
        FIRST.card().json().with("x-note", "added"));
    String many = "x".repeat(AgentCard.MAX_BYTES);
    refuse(
        "too-large",
        TOO_LARGE,
        "more than 32 KiB",
        none,
        signed(fields.with("description", many), FIRST.signer()));
  }

  private static JsonObject first() {
    return Cast.fields(AGENT, 1, FIRST.proofSigner().publicKey());
  }

  /// A first card that is malformed.
  private void bad(String id, String why, JsonObject fields) {
    refuse(id, MALFORMED, why, Optional.empty(), signed(fields, FIRST.signer()));
  }

  private void keys() {
    List<String> encodings = GoldenKeys.refusedKeys();
    for (String x : encodings) {
      int i = encodings.indexOf(x);
      String why = i < 8 ? "of small order" : "not canonical";
      JsonObject jwk = FIRST.signer().publicKey().jwk().with("x", x);
      bad("signing-key-" + i, why, first().with("signingPublicKey", jwk));
    }
    JsonObject jwk = FIRST.signer().publicKey().jwk().with("x", encodings.getFirst());
    bad("proof-key-of-small-order", "of small order", first().with("dpopPublicKey", jwk));
    JsonObject nist = GoldenKeys.es256(Cast.keyText(AGENT, 1)).publicKey().jwk();
    bad("signing-key-p256", "Ed25519 only", first().with("signingPublicKey", nist));
    JsonObject offCurve = nist.with("y", nist.string("x").orElseThrow());
    bad("proof-key-off-the-curve", "no point of P-256", first().with("dpopPublicKey", offCurve));
    JsonObject secret = GoldenKeys.privateJson(Cast.keyText(AGENT, 1)).object("signing").get();
    bad("private-key", "d is in it", first().with("signingPublicKey", secret));
    String x = FIRST.signer().publicKey().jwk().string("x").orElseThrow();
    JsonObject padded = FIRST.signer().publicKey().jwk().with("x", x + "=");
    bad("padded-key", "base64url has no padding", first().with("signingPublicKey", padded));
    JsonObject x25519 = FIRST.signer().publicKey().jwk().with("crv", "X25519");
    bad("other-curve", "not for signatures", first().with("signingPublicKey", x25519));
  }

  private void forms() {
    JsonObject fields = first();
    for (String member : List.of("agentId", "orgId", "name", "signingPublicKey", "dpopPublicKey")) {
      bad("without-" + member, "is required", fields.without(member));
    }
    bad("agent-with-capitals", "no agent URI", fields.with("agentId", "agent://CLOUD.example/x"));
    bad("name-null", "never null", fields.with("name", JsonNull.NULL));
    bad("conformance", "minimal, standard or full", fields.with("conformance", "most"));
    bad("version-fraction", "an integer", fields.with("cardVersion", new JsonNumber(1.5)));
    JsonArray numbers = JsonArray.of(List.of(JsonNumber.of(1)));
    bad("capabilities", "a list of texts", fields.with("capabilities", numbers));
    JsonArray many = JsonArray.of(Collections.nCopies(101, new JsonString("talk")));
    bad("capabilities-many", "at most 100", fields.with("capabilities", many));
    Optional<AgentCard> none = Optional.empty();
    JsonObject card = FIRST.card().json();
    refuse("unsigned", MALFORMED, "integrity is required", none, card.without("integrity"));
    JsonObject bare = JsonObject.EMPTY.with("hash", FIRST.card().hash().text());
    refuse("without-signature", MALFORMED, "is required", none, card.with("integrity", bare));
  }

  static JsonObject signed(JsonObject fields, Signer signer) {
    return signed(fields, signer, SigningPurpose.CARD);
  }

  private static JsonObject signed(JsonObject fields, Signer signer, SigningPurpose purpose) {
    Hash hash = Hash.of(CanonicalJson.bytes(fields.with("integrity", JsonObject.EMPTY)));
    SignatureText signature = SignatureText.ofRaw(signer.sign(purpose.input(hash)));
    return fields.with(
        "integrity",
        JsonObject.EMPTY.with("hash", hash.text()).with("signature", signature.text()));
  }
}

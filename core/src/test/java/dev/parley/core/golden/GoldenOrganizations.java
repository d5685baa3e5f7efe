package dev.parley.core.golden;

import static dev.parley.core.error.ErrorCode.HASH_MISMATCH;
import static dev.parley.core.error.ErrorCode.MALFORMED;
import static dev.parley.core.error.ErrorCode.SIGNATURE_INVALID;
import static dev.parley.core.error.ErrorCode.TOO_LARGE;
import static dev.parley.core.error.ErrorCode.UNAUTHORIZED;

import dev.parley.core.Speaker;
import dev.parley.core.card.NamedAgent;
import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Makes records of organisations, and records that do not hold. Each refused one is hashed and
/// signed well but for the one thing that is wrong with it.
final class GoldenOrganizations {
  static final String DOMAIN = "acme.example";
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00.000Z");
  static final Instant UNTIL = Instant.parse("2026-04-01T00:00:00.000Z");

  private static final Instant WITHIN = Instant.parse("2026-02-01T12:00:00.000Z");
  private static final Signer KEY = Cast.keys("agent://acme.example/organization", 1).signer();

  private final List<JsonObject> cases = new ArrayList<>();

  private GoldenOrganizations() {}

  static NamedAgent named(Speaker speaker) {
    return new NamedAgent(speaker.uri(), speaker.signer().publicKey().thumbprint());
  }

  static OrganizationRecord record() {
    return OrganizationRecord.sign(
            "org_acme", DOMAIN, List.of(named(Cast.ALPHA), named(Cast.AIDE)), FROM, UNTIL, KEY)
        .orThrow();
  }

  static List<JsonObject> accepted() {
    GoldenOrganizations made = new GoldenOrganizations();
    JsonObject two = record().json();
    made.accept("two-agents", two, WITHIN, List.of(Cast.ALPHA, Cast.AIDE));
    made.accept("at-its-first-moment", two, FROM, List.of(Cast.ALPHA, Cast.AIDE));
    made.accept("before-its-end", two, UNTIL.minusMillis(1), List.of(Cast.ALPHA, Cast.AIDE));
    made.accept("nobody-any-more", signed("agents", JsonArray.of(List.of())), WITHIN, List.of());
    made.accept(
        "unknown-members", signed("x-unknown", "kept"), WITHIN, List.of(Cast.ALPHA, Cast.AIDE));
    made.accept("another-organisation", signed("orgId", "org_other"), WITHIN, List.of());
    made.accept(
        "another-key",
        signed(
            "agents",
            JsonArray.of(
                List.of(agent(Cast.ALPHA.uri().text(), named(Cast.BETA).key()), json(Cast.AIDE)))),
        WITHIN,
        List.of(Cast.AIDE));
    return made.cases;
  }

  private void accept(String id, JsonObject record, Instant now, List<Speaker> named) {
    cases.add(
        JsonObject.builder()
            .put("id", id)
            .put("domain", DOMAIN)
            .put("now", Timestamp.format(now))
            .put("record", record)
            .put("names", JsonArray.ofStrings(named.stream().map(s -> s.uri().text()).toList()))
            .build());
  }

  static List<JsonObject> refused() {
    GoldenOrganizations made = new GoldenOrganizations();
    made.times();
    made.origin();
    made.agents();
    made.forms();
    return made.cases;
  }

  private void refuse(String id, ErrorCode code, JsonObject record) {
    refuse(id, code, DOMAIN, WITHIN, record);
  }

  private void refuse(String id, ErrorCode code, String domain, Instant now, JsonObject record) {
    cases.add(
        JsonObject.builder()
            .put("id", id)
            .put("code", code.wire())
            .put("domain", domain)
            .put("now", Timestamp.format(now))
            .put("record", record)
            .build());
  }

  private void times() {
    refuse("ended", UNAUTHORIZED, DOMAIN, UNTIL, record().json());
    refuse("not-yet", UNAUTHORIZED, DOMAIN, FROM.minusMillis(1), record().json());
    refuse("ends-as-it-begins", MALFORMED, signed("expires", Timestamp.format(FROM)));
    refuse("too-long", MALFORMED, signed("expires", "2027-03-01T00:00:00.000Z"));
    refuse("without-an-end", MALFORMED, without("expires"));
    refuse("another-spelling-of-time", MALFORMED, signed("notBefore", "2026-01-01T00:00:00Z"));
  }

  private void origin() {
    refuse("of-another-domain", UNAUTHORIZED, "cloudprime.example", WITHIN, record().json());
    JsonObject good = record().json();
    JsonObject integrity = good.object("integrity").orElseThrow();
    JsonObject byStranger = sealed(bare(), Cast.BETA.signer());
    refuse("signed-by-a-stranger", SIGNATURE_INVALID, byStranger);
    refuse(
        "signed-as-a-card",
        SIGNATURE_INVALID,
        good.with("integrity", integrity.with("signature", Cast.ALPHA.card().signature().text())));
    refuse("changed-afterwards", HASH_MISMATCH, good.with("orgId", "org_other"));
    refuse("not-signed", MALFORMED, bare());
    refuse("signature-in-capitals", MALFORMED, good.with("integrity", capitals(integrity)));
  }

  private static JsonObject capitals(JsonObject integrity) {
    String signature = integrity.string("signature").orElseThrow();
    return integrity.with(
        "signature", "ed25519:" + signature.substring(8).toUpperCase(Locale.ROOT));
  }

  private void agents() {
    JsonObject alpha = json(Cast.ALPHA);
    String key = named(Cast.ALPHA).key();
    refuse("agent-of-another-domain", MALFORMED, naming(json(Cast.BETA)));
    refuse("agent-twice", MALFORMED, naming(alpha, alpha));
    refuse("agent-without-a-key", MALFORMED, naming(alpha.without("key")));
    refuse("key-too-short", MALFORMED, naming(alpha.with("key", key.substring(1))));
    refuse("key-with-padding", MALFORMED, naming(alpha.with("key", key + "=")));
    refuse("everybody", MALFORMED, naming(alpha.with("agentId", "*")));
    refuse("a-star-for-the-list", MALFORMED, signed("agents", "*"));
    refuse("a-text-for-an-agent", MALFORMED, naming(new JsonString(Cast.ALPHA.uri().text())));
    refuse("without-agents", MALFORMED, without("agents"));
    refuse("null-for-agents", MALFORMED, signed("agents", JsonNull.NULL));
    List<JsonValue> many = Collections.nCopies(401, alpha);
    refuse("too-many-agents", MALFORMED, signed("agents", JsonArray.of(many)));
  }

  private void forms() {
    refuse("another-format", MALFORMED, signed("format", "asp-organization/2"));
    refuse("without-a-format", MALFORMED, without("format"));
    refuse("domain-in-capitals", MALFORMED, signed("domain", "ACME.example"));
    refuse("domain-with-a-port", MALFORMED, signed("domain", "acme.example:443"));
    refuse("without-an-organisation", MALFORMED, without("orgId"));
    JsonObject jwk = KEY.publicKey().jwk();
    refuse("with-its-private-key", MALFORMED, signed("signingPublicKey", jwk.with("d", "AAAA")));
    refuse(
        "key-of-small-order", MALFORMED, signed("signingPublicKey", jwk.with("x", "A".repeat(43))));
    refuse("too-large", TOO_LARGE, sealed(bare().with("padding", "x".repeat(65_536)), KEY));
  }

  private static JsonObject bare() {
    return record().json().without("integrity");
  }

  private static JsonObject signed(String name, String value) {
    return signed(name, new JsonString(value));
  }

  private static JsonObject signed(String name, JsonValue value) {
    return sealed(bare().with(name, value), KEY);
  }

  private static JsonObject without(String name) {
    return sealed(bare().without(name), KEY);
  }

  private static JsonObject naming(JsonValue... agents) {
    return signed("agents", JsonArray.of(List.of(agents)));
  }

  private static JsonObject json(Speaker speaker) {
    return agent(speaker.uri().text(), named(speaker).key());
  }

  private static JsonObject agent(String uri, String key) {
    return JsonObject.EMPTY.with("agentId", uri).with("key", key);
  }

  /// Hashed and signed whatever it says.
  private static JsonObject sealed(JsonObject fields, Signer signer) {
    JsonObject unsigned = fields.with("integrity", JsonObject.EMPTY);
    Hash hash = Hash.of(CanonicalJson.bytes(unsigned));
    byte[] signature = signer.sign(SigningPurpose.ORGANIZATION.input(hash));
    return unsigned.with(
        "integrity",
        JsonObject.EMPTY
            .with("hash", hash.text())
            .with("signature", SignatureText.ofRaw(signature).text()));
  }
}

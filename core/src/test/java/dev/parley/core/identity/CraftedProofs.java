package dev.parley.core.identity;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes the DPoP vectors. The bad ones are signed well unless the signature is what is bad, so
/// nothing else can be the reason for refusing them.
final class CraftedProofs {
  private static final JsonObject CLAIMS =
      JsonObject.builder()
          .put("jti", "0198c2a0-1111-7abc-8def-0123456789ab")
          .put("htm", "PROPOSE")
          .put("htu", "asp:session:0198c2a0-2222-7abc-8def-0123456789ab")
          .put("iat", 1_788_264_000L)
          .put("nonce", Hash.ZERO.text())
          .build();
  private static final JsonObject HEADER = header(FixedKeys.ED25519);
  private static final JsonObject P256_HEADER = header(FixedKeys.P256);
  private static final JsonObject JWK = FixedKeys.ED25519.publicKey().jwk();
  private static final JsonObject P256_JWK = FixedKeys.P256.publicKey().jwk();

  private final List<JsonObject> cases = new ArrayList<>();

  private CraftedProofs() {}

  static List<JsonObject> all() {
    CraftedProofs made = new CraftedProofs();
    made.good();
    made.badForms();
    made.badHeaders();
    made.badAlgorithms();
    made.badKeys();
    made.badClaims();
    made.badSignatures();
    return made.cases;
  }

  private static JsonObject header(ProofSigner signer) {
    return JsonObject.builder()
        .put("typ", "dpop+jwt")
        .put("alg", signer.algorithm())
        .put("jwk", signer.publicKey().jwk())
        .build();
  }

  private static String signed(ProofSigner signer, String header, String payload) {
    String input = Base64Url.encode(header) + '.' + Base64Url.encode(payload);
    return input + '.' + Base64Url.encode(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String signed(JsonObject header, JsonObject claims) {
    return signed(FixedKeys.ED25519, header.toString(), claims.toString());
  }

  private static String ordinary() {
    return signed(HEADER, CLAIMS);
  }

  private void good() {
    add("eddsa", ordinary(), "verified");
    add("es256", signed(FixedKeys.P256, P256_HEADER.toString(), CLAIMS.toString()), "verified");
    add("with-ath", signed(HEADER, CLAIMS.with("ath", DpopProof.tokenHash("token"))), "verified");
    add("without-nonce", signed(HEADER, CLAIMS.without("nonce")), "verified");
    add("unknown-claim", signed(HEADER, CLAIMS.with("x", JsonNull.NULL)), "verified");
    add("other-order", signed(FixedKeys.ED25519, reversed(HEADER), reversed(CLAIMS)), "verified");
    add(
        "jwk-with-use-and-kid",
        withJwk(JWK.with("use", "sig").with("kid", "1").with("alg", "EdDSA")),
        "verified");
  }

  /// The same object in an order and with white space that are not canonical.
  private static String reversed(JsonObject object) {
    List<String> members =
        object.names().reversed().stream()
            .map(name -> CanonicalJson.text(new JsonString(name)) + " : " + text(object, name))
            .toList();
    return "{\n" + String.join(",\n", members) + "\n}";
  }

  private static String text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value == null ? "" : CanonicalJson.text(value);
  }

  private void badForms() {
    String good = ordinary();
    String[] parts = good.split("\\.", -1);
    add("empty", "", "NOT_COMPACT");
    add("one-part", parts[0], "NOT_COMPACT");
    add("two-parts", parts[0] + '.' + parts[1], "NOT_COMPACT");
    add("four-parts", good + ".AA", "NOT_COMPACT");
    add("five-parts", good + ".AA.AA", "NOT_COMPACT");
    add("padding", good + "==", "NOT_COMPACT");
    add("standard-alphabet", parts[0] + '.' + parts[1] + ".+/+/", "NOT_COMPACT");
    add("line-feed", good + '\n', "NOT_COMPACT");
    add("space-first", ' ' + good, "NOT_COMPACT");
    add("not-ascii", parts[0] + '.' + parts[1] + ".\u00e9\u00e9", "NOT_COMPACT");
    add("stray-bits", parts[0] + '.' + parts[1] + ".AB", "NOT_COMPACT");
    add("one-digit", parts[0] + '.' + parts[1] + ".A", "NOT_COMPACT");
    add("json-form", HEADER.toString(), "NOT_COMPACT");
    add("too-large", signed(HEADER, CLAIMS.with("x", "x".repeat(3000))), "TOO_LARGE");
  }

  private void badHeaders() {
    String claims = CLAIMS.toString();
    add("empty-header", '.' + Base64Url.encode(claims) + ".AA", "HEADER");
    add("header-not-json", signed(FixedKeys.ED25519, "typ=dpop+jwt", claims), "HEADER");
    add("header-array", signed(FixedKeys.ED25519, "[" + HEADER + "]", claims), "HEADER");
    String twice = HEADER.toString().replace("{\"alg\"", "{\"alg\":\"none\",\"alg\"");
    add("header-duplicate", signed(FixedKeys.ED25519, twice, claims), "HEADER");
    add("header-trailing", signed(FixedKeys.ED25519, HEADER + "{}", claims), "HEADER");
    JsonArray critical = JsonArray.ofStrings(List.of("exp"));
    add("crit", signed(HEADER.with("crit", critical), CLAIMS), "HEADER");
    add("b64", signed(HEADER.with("b64", JsonBoolean.FALSE), CLAIMS), "HEADER");
    add("kid", signed(HEADER.with("kid", "1"), CLAIMS), "HEADER");
    add("jku", signed(HEADER.with("jku", "https://keys.example/"), CLAIMS), "HEADER");
    add("x5u", signed(HEADER.with("x5u", "https://keys.example/"), CLAIMS), "HEADER");
    add("x5c", signed(HEADER.with("x5c", JsonArray.ofStrings(List.of("AA"))), CLAIMS), "HEADER");
    add("no-typ", signed(HEADER.without("typ"), CLAIMS), "TYPE");
    add("typ-jwt", signed(HEADER.with("typ", "JWT"), CLAIMS), "TYPE");
    add("typ-upper-case", signed(HEADER.with("typ", "DPOP+JWT"), CLAIMS), "TYPE");
    add("typ-with-prefix", signed(HEADER.with("typ", "application/dpop+jwt"), CLAIMS), "TYPE");
    add("typ-number", signed(HEADER.with("typ", 1), CLAIMS), "TYPE");
  }

  private void badAlgorithms() {
    for (String algorithm :
        new String[] {
          "none", "None", "", "HS256", "RS256", "PS256", "ES384", "ES256K", "es256", "eddsa",
          "Ed448"
        }) {
      String id = "alg-" + (algorithm.isEmpty() ? "empty" : algorithm);
      add(id, signed(HEADER.with("alg", algorithm), CLAIMS), "ALGORITHM");
    }
    add("no-alg", signed(HEADER.without("alg"), CLAIMS), "ALGORITHM");
    add("alg-number", signed(HEADER.with("alg", 1), CLAIMS), "ALGORITHM");
    add("alg-of-the-other-key", signed(HEADER.with("alg", "ES256"), CLAIMS), "ALGORITHM");
    String other = P256_HEADER.with("alg", "EdDSA").toString();
    add("alg-of-the-other-key-p256", signed(FixedKeys.P256, other, CLAIMS.toString()), "ALGORITHM");
  }

  private void badKeys() {
    add("no-jwk", signed(HEADER.without("jwk"), CLAIMS), "KEY");
    add("jwk-string", signed(HEADER.with("jwk", "x"), CLAIMS), "KEY");
    add("jwk-empty", withJwk(JsonObject.EMPTY), "KEY");
    for (String member : ProofKey.PRIVATE_MEMBERS) {
      add("jwk-with-" + member, withJwk(JWK.with(member, "AA")), "KEY");
    }
    add("jwk-private", withJwk(FixedKeys.ED25519_JWK), "KEY");
    add("jwk-d-null", withJwk(JWK.with("d", JsonNull.NULL)), "KEY");
    add("jwk-kty-ec", withJwk(JWK.with("kty", "EC")), "KEY");
    add("jwk-kty-oct", withJwk(JsonObject.of("kty", new JsonString("oct"))), "KEY");
    add(
        "jwk-rsa",
        withJwk(JsonObject.EMPTY.with("kty", "RSA").with("n", "AQAB").with("e", "AQAB")),
        "KEY");
    add("jwk-x25519", withJwk(JWK.with("crv", "X25519")), "KEY");
    add("jwk-p384", withJwk(P256_JWK.with("crv", "P-384")), "KEY");
    String x = JWK.string("x").orElseThrow();
    add("jwk-padded", withJwk(JWK.with("x", x + "=")), "KEY");
    add("jwk-stray-bits", withJwk(JWK.with("x", x.substring(0, 42) + 'p')), "KEY");
    add("jwk-short", withJwk(JWK.with("x", x.substring(0, 42))), "KEY");
    add("jwk-small-order", withJwk(JWK.with("x", "A".repeat(43))), "KEY");
    add("jwk-unreduced", withJwk(JWK.with("x", Base64Url.encode(unreduced()))), "KEY");
    add("jwk-use-enc", withJwk(JWK.with("use", "enc")), "KEY");
    add("jwk-other-alg", withJwk(JWK.with("alg", "ES256")), "KEY");
    add("jwk-without-x", withJwk(JWK.without("x")), "KEY");
    add("jwk-x-number", withJwk(JWK.with("x", 1)), "KEY");
    String y = P256_JWK.string("y").orElseThrow();
    add("jwk-without-y", withJwk(P256_JWK.without("y")), "KEY");
    add(
        "jwk-off-the-curve",
        withJwk(P256_JWK.with("y", P256_JWK.string("x").orElseThrow())),
        "KEY");
    add("jwk-short-coordinate", withJwk(P256_JWK.with("y", y.substring(0, 42))), "KEY");
    String zero = "A".repeat(43);
    add("jwk-zero-point", withJwk(P256_JWK.with("x", zero).with("y", zero)), "KEY");
  }

  private static byte[] unreduced() {
    byte[] greatest = new byte[32];
    Arrays.fill(greatest, (byte) 0xFF);
    return greatest;
  }

  private static String withJwk(JsonObject jwk) {
    return signed(HEADER.with("jwk", jwk), CLAIMS);
  }

  private void badClaims() {
    add("claims-not-json", signed(FixedKeys.ED25519, HEADER.toString(), "claims"), "CLAIMS");
    add("claims-array", signed(FixedKeys.ED25519, HEADER.toString(), "[]"), "CLAIMS");
    String twice = "{\"jti\":\"other\"," + CLAIMS.toString().substring(1);
    add("claims-duplicate", signed(FixedKeys.ED25519, HEADER.toString(), twice), "CLAIMS");
    for (String name : new String[] {"jti", "htm", "htu", "iat"}) {
      add("no-" + name, signed(HEADER, CLAIMS.without(name)), "CLAIMS");
      add(name + "-null", signed(HEADER, CLAIMS.with(name, JsonNull.NULL)), "CLAIMS");
    }
    for (String name : new String[] {"jti", "htm", "htu"}) {
      add(name + "-empty", signed(HEADER, CLAIMS.with(name, "")), "CLAIMS");
    }
    for (String name : new String[] {"jti", "htm", "htu", "nonce", "ath"}) {
      add(name + "-number", signed(HEADER, CLAIMS.with(name, 1)), "CLAIMS");
    }
    add("iat-text", signed(HEADER, CLAIMS.with("iat", "1788264000")), "CLAIMS");
    add("iat-fraction", signed(HEADER, CLAIMS.with("iat", new JsonNumber(1788264000.5))), "CLAIMS");
    add("iat-negative", signed(HEADER, CLAIMS.with("iat", -1)), "CLAIMS");
    add("iat-beyond-dates", signed(HEADER, CLAIMS.with("iat", 253_402_300_800L)), "CLAIMS");
  }

  private void badSignatures() {
    String good = ordinary();
    String input = good.substring(0, good.lastIndexOf('.') + 1);
    String other = signed(HEADER, CLAIMS.with("jti", "other"));
    add("signature-of-another", input + other.substring(other.lastIndexOf('.') + 1), "unverified");
    add("no-signature", input, "unverified");
    byte[] whole = Base64Url.decode(good.substring(input.length())).orElseThrow();
    add("short-signature", input + Base64Url.encode(Arrays.copyOf(whole, 63)), "unverified");
    add("long-signature", input + Base64Url.encode(Arrays.copyOf(whole, 65)), "unverified");
    add("zero-signature", input + Base64Url.encode(new byte[64]), "unverified");
    String mixed = signed(FixedKeys.P256, HEADER.toString(), CLAIMS.toString());
    add("signed-by-another-key", mixed, "unverified");
    String p256 = signed(FixedKeys.P256, P256_HEADER.toString(), CLAIMS.toString());
    String p256Input = p256.substring(0, p256.lastIndexOf('.') + 1);
    byte[] raw = Base64Url.decode(p256.substring(p256Input.length())).orElseThrow();
    byte[] der = EcdsaForm.toDer(raw).orElseThrow();
    add("der-signature", p256Input + Base64Url.encode(der), "unverified");
    add("zero-signature-p256", p256Input + Base64Url.encode(new byte[64]), "unverified");
  }

  private void add(String id, String compact, String verdict) {
    cases.add(
        JsonObject.of(
            "id",
            new JsonString(id),
            "compact",
            new JsonString(compact),
            "verdict",
            new JsonString(verdict)));
  }
}

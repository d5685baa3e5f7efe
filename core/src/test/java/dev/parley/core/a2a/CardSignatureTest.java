package dev.parley.core.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The form and the signature of A2A cards. That other programs agree with both is tried with the
/// JavaScript SDK in the module `a2a`.
final class CardSignatureTest {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  private static final String FULL =
      """
      {"name":"Jürgen 日本 \\ud83d\\ude00","description":"d","version":"1",
       "supportedInterfaces":[{"url":"https://a.example","protocolBinding":"JSONRPC","tenant":"","protocolVersion":"1.0"}],
       "capabilities":{"streaming":false,"extensions":[{"uri":"x","required":false,"description":"","params":{"d":0,"e":false,"n":null,"s":""}}]},
       "securitySchemes":{"k":{"httpAuthSecurityScheme":{"scheme":"DPoP","bearerFormat":""}}},
       "securityRequirements":[{"schemes":{"k":{"list":[]}}}],
       "defaultInputModes":[],"defaultOutputModes":["text/plain"],
       "skills":[{"id":"s","name":"n","description":"","tags":[],"examples":[]}],"iconUrl":"","strange":1}""";

  private final AgentKeys keys = AgentKeys.generate(new SecureRandom());

  private static JsonObject json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject object, _)
        ? object
        : JsonObject.EMPTY;
  }

  private CardSignature.Keys known(ProofSigner signer) {
    ProofKey key = signer.publicKey();
    return (kid, _) -> kid.equals(key.thumbprint()) ? Optional.of(key) : Optional.empty();
  }

  private JsonObject signed(String card, ProofSigner signer) {
    return CardSignature.sign(json(card), signer, Optional.of("https://n.example/jwks")).orThrow();
  }

  private static JsonObject simple() {
    return json(
        FULL.replace("\"description\":\"\",\"tags\":[]", "\"description\":\"d\",\"tags\":[\"t\"]")
            .replace("\"defaultInputModes\":[]", "\"defaultInputModes\":[\"text/plain\"]"));
  }

  private static void refused(Decoded<JsonObject> outcome, ErrorCode code) {
    assertThat(
            outcome instanceof Decoded.Refused<JsonObject>(Refusal refusal)
                ? Optional.of(refusal.code())
                : Optional.empty())
        .contains(code);
  }

  @Test
  void keepsWhatIsRequiredAndWhatIsStatedAndDropsOtherDefaults() {
    JsonObject covered = CardForm.covered(json(FULL)).orThrow();
    assertThat(new String(CardForm.canonical(covered), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"capabilities\":{\"extensions\":[{\"params\":{\"d\":0,\"e\":false,\"n\":null,\"s\":\"\"},\"uri\":\"x\"}],\"streaming\":false},"
                + "\"defaultInputModes\":[],\"defaultOutputModes\":[\"text/plain\"],\"description\":\"d\",\"iconUrl\":\"\",\"name\":\"Jürgen 日本 😀\","
                + "\"securityRequirements\":[{\"schemes\":{\"k\":{}}}],\"securitySchemes\":{\"k\":{\"httpAuthSecurityScheme\":{\"scheme\":\"DPoP\"}}},"
                + "\"skills\":[{\"description\":\"\",\"id\":\"s\",\"name\":\"n\",\"tags\":[]}],"
                + "\"supportedInterfaces\":[{\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\",\"url\":\"https://a.example\"}],\"version\":\"1\"}");
    assertThat(new String(CardForm.canonicalWithoutEmpty(covered), StandardCharsets.UTF_8))
        .contains("{\"d\":0,\"e\":false}")
        .doesNotContain("securityRequirements", "iconUrl", "defaultInputModes", "strange", "tags");
  }

  @Test
  void signsAndVerifiesWithBothKindsOfKeys() {
    for (ProofSigner signer : List.of(keys.tokenSigner(), keys.proofSigner())) {
      JsonObject card = signed(simple().toString(), signer);
      JsonObject covered = CardSignature.verified(card, VERIFIER, known(signer)).orThrow();
      assertThat(covered.has("strange")).isFalse();
      assertThat(covered.string("name")).contains("Jürgen 日本 😀");
    }
  }

  @Test
  void doesNotCoverUnknownFieldsAndShowsNone() {
    ProofSigner signer = keys.tokenSigner();
    JsonObject card = signed(simple().toString(), signer).with("strange", "added later");
    assertThat(CardSignature.verified(card, VERIFIER, known(signer)).orThrow().has("strange"))
        .isFalse();
  }

  @Test
  void noticesEveryChange() {
    ProofSigner signer = keys.tokenSigner();
    JsonObject card = signed(simple().toString(), signer);
    refused(
        CardSignature.verified(card.with("name", "Jürgen 日本"), VERIFIER, known(signer)),
        ErrorCode.SIGNATURE_INVALID);
    refused(
        CardSignature.verified(card.with("iconUrl", "https://i.example"), VERIFIER, known(signer)),
        ErrorCode.SIGNATURE_INVALID);
    refused(
        CardSignature.verified(
            card, VERIFIER, known(AgentKeys.generate(new SecureRandom()).tokenSigner())),
        ErrorCode.SIGNATURE_INVALID);
    refused(
        CardSignature.verified(card.without("signatures"), VERIFIER, known(signer)),
        ErrorCode.SIGNATURE_INVALID);
    refused(
        CardSignature.verified(
            card.with("capabilities", new JsonString("none")), VERIFIER, known(signer)),
        ErrorCode.MALFORMED);
  }

  @Test
  void holdsIfOneOfSeveralSignaturesHolds() {
    ProofSigner signer = keys.tokenSigner();
    JsonObject card = signed(simple().toString(), signer);
    JsonObject good = (JsonObject) card.array("signatures").orElseThrow().get(0);
    JsonObject bad = JsonObject.EMPTY.with("protected", "e30").with("signature", "AA");
    assertThat(
            CardSignature.verified(
                card.with("signatures", JsonArray.of(List.of(bad, good))), VERIFIER, known(signer)))
        .isInstanceOf(Decoded.Valid.class);
    refused(
        CardSignature.verified(
            card.with(
                "signatures", JsonArray.of(List.of(bad, bad, bad, bad, bad, bad, bad, bad, good))),
            VERIFIER,
            known(signer)),
        ErrorCode.SIGNATURE_INVALID);
  }

  @Test
  void signsNoCardThatLacksSomething() {
    refused(
        CardSignature.sign(json(FULL), keys.tokenSigner(), Optional.empty()), ErrorCode.MALFORMED);
    refused(
        CardSignature.sign(simple().without("version"), keys.tokenSigner(), Optional.empty()),
        ErrorCode.MALFORMED);
  }
}

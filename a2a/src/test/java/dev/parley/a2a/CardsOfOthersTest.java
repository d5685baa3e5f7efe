package dev.parley.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.a2a.CardForm;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Signatures of A2A cards, both ways with the JavaScript SDK.
final class CardsOfOthersTest {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();

  /// Plain, with every default written out, and with everything that a card can have.
  private static final List<String> CARDS =
      List.of(
          """
          {"name":"a","description":"d","version":"1","supportedInterfaces":[{"url":"https://a.example","protocolBinding":"JSONRPC","protocolVersion":"1.0"}],
           "capabilities":{"streaming":true},"defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],
           "skills":[{"id":"s","name":"n","description":"d","tags":["t"]}]}""",
          """
          {"name":"Jürgen 日本 😀 \\u0007","description":"","version":"1","supportedInterfaces":[{"url":"u","protocolBinding":"GRPC","tenant":"","protocolVersion":"1.0"}],
           "capabilities":{"streaming":false,"pushNotifications":false,"extendedAgentCard":false,"extensions":[{"uri":"x","description":"","required":false,"params":{}}]},
           "securitySchemes":{},"securityRequirements":[],"defaultInputModes":[],"defaultOutputModes":[],"documentationUrl":"","iconUrl":"",
           "skills":[{"id":"s","name":"","description":"","tags":[],"examples":[],"inputModes":[],"outputModes":[],"securityRequirements":[]}]}""",
          """
          {"skills":[{"tags":["b","a"],"description":"d","name":"n","id":"s","examples":["e"],"inputModes":["i"],"outputModes":["o"],"securityRequirements":[{"schemes":{"k":{"list":["r"]}}}]}],
           "provider":{"url":"https://p.example","organization":"P"},"version":"2","name":"z","description":"d","documentationUrl":"https://d.example","iconUrl":"https://i.example",
           "supportedInterfaces":[{"url":"https://a.example","protocolBinding":"HTTP+JSON","tenant":"t","protocolVersion":"1.0"}],
           "capabilities":{"streaming":true,"pushNotifications":true,"extendedAgentCard":true,"extensions":[{"uri":"y","required":true,"description":"e","params":{"n":1e15,"f":0.1,"deep":{"list":[1,"two",false,0]},"é":"ü"}}]},
           "securitySchemes":{"k":{"apiKeySecurityScheme":{"location":"header","name":"K"}},"h":{"httpAuthSecurityScheme":{"scheme":"DPoP","bearerFormat":"JWT"}},
            "o":{"oauth2SecurityScheme":{"flows":{"authorizationCode":{"authorizationUrl":"https://x.example/a","tokenUrl":"https://x.example/t","scopes":{"r":"read","w":""},"pkceRequired":true}},"oauth2MetadataUrl":"https://x.example/m"}},
            "i":{"openIdConnectSecurityScheme":{"openIdConnectUrl":"https://x.example/o"}},"m":{"mtlsSecurityScheme":{"description":"m"}}},
           "securityRequirements":[{"schemes":{"k":{"list":[]},"o":{"list":["r","w"]}}}],"defaultInputModes":["a"],"defaultOutputModes":["b"]}""");

  private static Peer peer;

  private final AgentKeys keys = AgentKeys.generate(new SecureRandom());
  private final ProofSigner signer = keys.tokenSigner();

  @BeforeAll
  static void begin() {
    peer = Peer.of("cards.mjs");
  }

  @AfterAll
  static void end() {
    peer.close();
  }

  private static JsonObject json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject object, _)
        ? object
        : JsonObject.EMPTY;
  }

  private JsonObject verify(JsonObject card) {
    ProofKey key = signer.publicKey();
    JsonObject jwk = key.jwk().with("kid", key.thumbprint()).with("alg", "EdDSA");
    return peer.does(
        JsonObject.EMPTY
            .with("op", "verify")
            .with("card", card)
            .with("keys", JsonArray.of(List.of(jwk))));
  }

  @Test
  void writesTheFormThatTheSdkWrites() {
    for (String card : CARDS) {
      JsonObject read = json(card);
      Optional<String> theirs =
          peer.does(JsonObject.EMPTY.with("op", "canonical").with("card", read))
              .string("canonical");
      byte[] ours = CardForm.canonicalWithoutEmpty(CardForm.covered(read).orThrow());
      assertThat(theirs).contains(new String(ours, StandardCharsets.UTF_8));
    }
  }

  @Test
  void signsWhatTheSdkVerifies() {
    for (String card : List.of(CARDS.get(0), CARDS.get(2))) {
      JsonObject signed =
          CardSignature.sign(json(card), signer, Optional.of("https://n.example/jwks")).orThrow();
      assertThat(verify(signed).has("verified")).as("%s", verify(signed)).isTrue();
      assertThat(verify(signed.with("name", "other")).has("error")).isTrue();
      assertThat(verify(signed.without("signatures")).has("error")).isTrue();
    }
  }

  @Test
  void verifiesWhatTheSdkSignsHoweverItIsServed() {
    ProofKey key = signer.publicKey();
    JsonObject secret =
        keys.privateJson().object("signing").orElseThrow().with("kid", key.thumbprint());
    CardSignature.Keys known =
        (kid, _) -> kid.equals(key.thumbprint()) ? Optional.of(key) : Optional.empty();
    for (String card : CARDS) {
      JsonObject answer =
          peer.does(
              JsonObject.EMPTY
                  .with("op", "sign")
                  .with("card", json(card))
                  .with("key", secret.with("alg", "EdDSA")));
      for (String form : List.of("card", "short")) {
        JsonObject signed = answer.object(form).orElseThrow();
        assertThat(CardSignature.verified(signed, VERIFIER, known))
            .as("%s of %s", form, card)
            .isInstanceOf(Decoded.Valid.class);
        assertThat(CardSignature.verified(signed.with("version", "9"), VERIFIER, known))
            .isInstanceOf(Decoded.Refused.class);
      }
    }
  }
}

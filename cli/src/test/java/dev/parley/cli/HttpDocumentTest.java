package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.JwsVerdict;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The worked examples of docs/http.md hold: whoever gets the same by hand is right.
final class HttpDocumentTest {
  private static final Pattern JSON = Pattern.compile("```json\n(.*?)\n```");
  private static final Pattern JWS = Pattern.compile("```\n([\\w-]+\\.[\\w-]+\\.[\\w-]+)\n```");
  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Verifier verifier = CryptoProviders.verifying().verifier();
  private final String text = document();
  private final List<JsonObject> objects =
      JSON.matcher(text).results().map(r -> Typed.objects(r.group(1)).getFirst()).toList();
  private final List<String> tokens = JWS.matcher(text).results().map(r -> r.group(1)).toList();

  @Test
  void showsObjectsInCanonicalForm() {
    for (MatchResult block : JSON.matcher(text).results().toList()) {
      byte[] bytes = block.group(1).getBytes(StandardCharsets.UTF_8);
      JsonObject object = Typed.objects(block.group(1)).getFirst();
      assertThat(CanonicalJson.bytes(object)).isEqualTo(bytes);
    }
    assertThat(objects).hasSize(7);
  }

  @Test
  void showsACardThatHoldsAndItsHash() {
    AgentCard card = card();
    assertThat(card.signedBy(card.signingKey(), verifier)).isTrue();
    assertThat(objects.getFirst()).isEqualTo(objects.get(1).with("integrity", JsonObject.EMPTY));
    assertThat(HASH.matcher(text).results().map(MatchResult::group)).contains(card.hash().text());
  }

  @Test
  void showsAProofAndAnAssertionThatHold() {
    assertThat(tokens).hasSize(2);
    if (!(DpopProof.parse(tokens.getFirst()) instanceof DpopVerdict.Parsed(DpopProof proof))) {
      throw new AssertionError("the proof cannot be read");
    }
    assertThat(proof.verified(verifier)).isTrue();
    assertThat(proof.key()).isEqualTo(card().proofKey());
    assertThat(proof.claims().jti()).isEqualTo(objects.get(2).string("jti").orElseThrow());
    assertThat(text).contains("`" + DpopProof.tokenHash("TOKEN") + "`");
    if (!(CompactJws.parse(tokens.getLast(), "JWT") instanceof JwsVerdict.Parsed(CompactJws jws))) {
      throw new AssertionError("the assertion cannot be read");
    }
    assertThat(jws.verified(verifier, card().signingKey())).isTrue();
    assertThat(jws.claims()).isEqualTo(objects.get(3));
  }

  @Test
  void showsAMessageThatHolds() {
    JsonObject signed = objects.get(6);
    if (!(Envelope.decode(signed) instanceof Decoded.Valid<Envelope>(Envelope envelope))) {
      throw new AssertionError("the message cannot be read");
    }
    assertThat(new EnvelopeVerifier(verifier).verify(envelope, card()))
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid -> assertThat(valid.value()).isInstanceOf(VerifiedEnvelope.class));
    JsonObject integrity = signed.object("integrity").orElseThrow();
    assertThat(objects.get(5))
        .isEqualTo(signed.with("integrity", integrity.without("hash", "signature")));
    assertThat(text).contains("`" + envelope.integrity().hash().text() + "`");
  }

  private AgentCard card() {
    if (AgentCard.decode(objects.get(1)) instanceof Decoded.Valid<AgentCard>(AgentCard card)) {
      return card;
    }
    throw new AssertionError("the card cannot be read");
  }

  private static String document() {
    try {
      return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/http.md"));
    } catch (IOException e) {
      throw new AssertionError("docs/http.md cannot be read", e);
    }
  }
}

package dev.parley.core.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.GoldenKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.KeyVerdict;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.StrictJson;
import dev.parley.core.json.Watched;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Performative;
import dev.parley.core.transcript.TranscriptLine;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files `vectors/messages`: what they hold is what the core makes and takes.
class GoldenMessagesTest {
  private static final String KEYS = "keys.json";
  private static final String CARDS = "messages/cards.json";
  private static final String ACCEPTED = "messages/accepted.json";
  private static final String REFUSED = "messages/refused.json";

  private static final EnvelopeVerifier VERIFIER = new EnvelopeVerifier(Cast.VERIFIER);

  static Stream<Named<JsonObject>> accepted() {
    return named(ACCEPTED);
  }

  static Stream<Named<JsonObject>> refused() {
    return named(REFUSED);
  }

  private static Stream<Named<JsonObject>> named(String file) {
    return Vectors.cases(file).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  /// The cards of the file, by agent.
  private static final class Cards {
    static final Map<String, AgentCard> READ =
        Vectors.cases(CARDS).stream()
            .map(c -> AgentCard.decode(c.object("card").orElseThrow()).orThrow())
            .collect(Collectors.toMap(card -> card.agentId().text(), card -> card));
  }

  private static AgentCard card(JsonObject vector) {
    return Optional.ofNullable(Cards.READ.get(Vectors.text(vector, "card"))).orElseThrow();
  }

  private static JsonObject envelope(JsonObject vector) {
    return vector.object("envelope").orElseThrow();
  }

  @Test
  void theKeysAreReproduced() {
    Vectors.assertReproduced(
        KEYS,
        "The private keys of all vectors of messages, cards and chain. Each is SHA-256 of the text `id`, for Ed25519 (signing) and P-256 (proof) alike; the text is an agent, # and the version of its card.",
        Cast.keyTexts().stream().map(t -> GoldenKeys.privateJson(t).with("id", t)).toList());
  }

  @Test
  void theMessagesAreReproduced() {
    Vectors.assertReproduced(
        CARDS, "The cards with which the messages verify.", GoldenMessages.cards());
    Vectors.assertReproduced(
        ACCEPTED,
        "Whole messages that hold, each on its own. `canonical` is what is hashed: the canonical form of `envelope` without integrity.hash and integrity.signature. `signed` is the text under `signature`.",
        AcceptedMessages.all());
    Vectors.assertReproduced(
        REFUSED,
        "Whole messages that do not hold, and the code with which they are refused. But for what `why` says, each is hashed, signed and proven well.",
        RefusedMessages.all());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesWhatHolds(JsonObject vector) {
    Envelope read = Envelope.decode(envelope(vector)).orThrow();
    VerifiedEnvelope verified = VERIFIER.verify(read, card(vector)).orThrow();

    assertThat(verified.envelope().json()).isEqualTo(envelope(vector));
    String canonical = Vectors.text(vector, "canonical");
    Hash hash = Hash.of(canonical.getBytes(UTF_8));
    assertThat(hash.text()).isEqualTo(Vectors.text(vector, "hash"));
    assertThat(CanonicalEnvelope.of(envelope(vector)).hash()).isEqualTo(hash);
    assertThat(spelt(envelope(vector)).hash()).isEqualTo(hash);
    assertThat(spelt(envelope(vector)).bytes())
        .isEqualTo(CanonicalEnvelope.of(envelope(vector)).bytes());
    assertThat(read.integrity().hash()).isEqualTo(hash);
    assertThat(Vectors.text(vector, "signed")).isEqualTo("asp-message\n" + hash.text());
    assertThat(read.integrity().signature().text()).isEqualTo(Vectors.text(vector, "signature"));
    byte[] raw = HexFormat.of().parseHex(Vectors.text(vector, "publicKey"));
    assertThat(Ed25519Key.parse(raw)).isEqualTo(new KeyVerdict.Accepted(card(vector).signingKey()));
    byte[] signature = SignatureText.parse(Vectors.text(vector, "signature")).orElseThrow().raw();
    byte[] signed = Vectors.text(vector, "signed").getBytes(UTF_8);
    assertThat(Cast.VERIFIER.ed25519(card(vector).signingKey(), signed, signature)).isTrue();
  }

  /// The same from bytes in the middle of others, without writing anything.
  private static CanonicalEnvelope spelt(JsonObject envelope) {
    byte[] line = ("{\"envelope\":" + envelope + ",\"type\":\"message\"}").getBytes(UTF_8);
    Watched watched = Watched.path("envelope", "integrity");
    StrictJson.read(line, TranscriptLine.LIMITS, watched);
    return CanonicalEnvelope.spelt(
        envelope, line, watched.at(0).orElseThrow(), watched.at(1).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void theProofClaimsExactlyThisPlace(JsonObject vector) {
    Envelope read = Envelope.decode(envelope(vector)).orThrow();
    assertThat(DpopProof.parse(read.sender().dpopProof())).isInstanceOf(DpopVerdict.Parsed.class);
    DpopProof proof = ((DpopVerdict.Parsed) DpopProof.parse(read.sender().dpopProof())).proof();

    assertThat(GoldenMessages.claims(proof)).isEqualTo(vector.object("proofClaims").orElseThrow());
    assertThat(proof.key()).isEqualTo(card(vector).proofKey());
    assertThat(proof.key().algorithm()).isEqualTo(Vectors.text(vector, "proofAlgorithm"));
    assertThat(proof.verified(Cast.VERIFIER)).isTrue();
    assertThat(proof.claims().jti()).isEqualTo(read.messageId().toString());
    assertThat(proof.claims().nonce()).contains(read.integrity().previousHash().text());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatDoesNotHold(JsonObject vector) {
    Decoded<VerifiedEnvelope> outcome =
        Envelope.decode(envelope(vector)).then(e -> VERIFIER.verify(e, card(vector)));

    assertThat(outcome).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused<VerifiedEnvelope>) outcome).refusal().code().wire())
        .as(Vectors.text(vector, "why"))
        .isEqualTo(Vectors.text(vector, "code"));
  }

  @Test
  void everyPerformativeAndEveryCodeOfAMessageAloneHasAVector() {
    List<String> said =
        accepted().map(c -> Vectors.text(envelope(c.getPayload()), "performative")).toList();
    for (Performative performative : Performative.values()) {
      assertThat(said).contains(performative.name());
    }
    assertThat(accepted().map(c -> Vectors.text(c.getPayload(), "proofAlgorithm")))
        .contains("ES256", "EdDSA");
    assertThat(refused().map(c -> Vectors.text(c.getPayload(), "code")))
        .contains(
            ErrorCode.MALFORMED.wire(),
            ErrorCode.VERSION_UNSUPPORTED.wire(),
            ErrorCode.HASH_MISMATCH.wire(),
            ErrorCode.SIGNATURE_INVALID.wire(),
            ErrorCode.DPOP_INVALID.wire(),
            ErrorCode.UNAUTHORIZED.wire());
    assertThat(accepted().map(Named::getName)).doesNotHaveDuplicates();
    assertThat(refused().map(Named::getName)).doesNotHaveDuplicates();
  }
}

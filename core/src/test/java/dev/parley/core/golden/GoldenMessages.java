package dev.parley.core.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.GoldenKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes whole signed messages, each on its own: position and legality in a session are not asked
/// here.
final class GoldenMessages {
  static final SessionId SESSION = new SessionId(Conversation.uuid7(Conversation.START, 0));
  static final String OTHER_SESSION = Conversation.uuid7(Conversation.START, 77).toString();
  static final Hash PREVIOUS = Hash.of("the message before".getBytes(UTF_8));
  static final Instant AT = Conversation.START;

  /// Somebody with the keys of its card, of which the proof key may be of either kind.
  record Voice(AgentCard card, Signer signer, ProofSigner prover) {
    static Voice withEdwardsProofs(Speaker speaker) {
      return new Voice(speaker.card(), speaker.signer(), speaker.proofSigner());
    }

    static Voice withNistProofs(String uri) {
      ProofSigner prover = GoldenKeys.es256(Cast.keyText(uri, 1));
      Signer signer = Cast.keys(uri, 1).signer();
      JsonObject fields = Cast.fields(uri, 1, prover.publicKey());
      return new Voice(AgentCard.sign(fields, signer).orThrow(), signer, prover);
    }
  }

  static final Voice ALPHA = Voice.withNistProofs(Cast.ALPHA.uri().text());
  static final Voice BETA = Voice.withEdwardsProofs(Cast.BETA);
  static final Voice NODE = Voice.withEdwardsProofs(Cast.NODE);
  static final Voice JUDGE = Voice.withEdwardsProofs(Cast.JUDGE);

  private final List<JsonObject> cases = new ArrayList<>();

  /// The cards that the cases name by agent.
  static List<JsonObject> cards() {
    List<JsonObject> out = new ArrayList<>();
    for (Voice voice : List.of(ALPHA, BETA, NODE, JUDGE)) {
      out.add(JsonObject.EMPTY.with("id", id(voice)).with("card", voice.card().json()));
    }
    return out;
  }

  static String id(Voice voice) {
    return voice.card().agentId().text();
  }

  /// A message with an id of its own at the usual place.
  static JsonObject signed(Voice voice, int number, Words words, Optional<Voice> recipient) {
    return draft(voice, number, words, recipient).sign(voice.signer(), voice.prover());
  }

  private static Draft draft(Voice voice, int number, Words words, Optional<Voice> recipient) {
    return new Draft(
        "asp/0.1",
        new MessageId(Conversation.uuid7(AT, number)),
        SESSION,
        number,
        AT,
        voice.card().agentId(),
        voice.card().orgId(),
        voice.equals(NODE) ? 100 : 62.5,
        recipient.map(r -> r.card().agentId()),
        words.performative(),
        words.body(),
        words.constraints(),
        PREVIOUS);
  }

  /// The same message, changed, hashed and signed anew; its proof stays.
  static JsonObject resigned(JsonObject envelope, Signer signer, SigningPurpose purpose) {
    Hash hash = CanonicalEnvelope.of(envelope).hash();
    JsonObject integrity = envelope.object("integrity").orElse(JsonObject.EMPTY);
    return envelope.with(
        "integrity",
        integrity
            .with("hash", hash.text())
            .with("signature", SignatureText.ofRaw(signer.sign(purpose.input(hash))).text()));
  }

  static JsonObject resigned(JsonObject envelope, Signer signer) {
    return resigned(envelope, signer, SigningPurpose.MESSAGE);
  }

  /// Everything that has to hold for a message that is well made.
  static JsonObject described(String id, Voice voice, JsonObject envelope) {
    JsonObject integrity = envelope.object("integrity").orElseThrow();
    JsonObject hashed = envelope.with("integrity", integrity.without("hash", "signature"));
    Hash hash = Hash.of(CanonicalJson.bytes(hashed));
    String proof = envelope.object("sender").flatMap(s -> s.string("dpopProof")).orElseThrow();
    if (!(DpopProof.parse(proof) instanceof DpopVerdict.Parsed(DpopProof parsed))) {
      throw new IllegalStateException("no proof: " + proof);
    }
    return JsonObject.builder()
        .put("id", id)
        .put("card", id(voice))
        .put("envelope", envelope)
        .put("canonical", CanonicalJson.text(hashed))
        .put("hash", hash.text())
        .put("signed", new String(SigningPurpose.MESSAGE.input(hash), UTF_8))
        .put("publicKey", HexFormat.of().formatHex(voice.signer().publicKey().raw()))
        .put("signature", integrity.string("signature").orElseThrow())
        .put("proofAlgorithm", voice.prover().algorithm())
        .put("proofClaims", claims(parsed))
        .build();
  }

  static JsonObject claims(DpopProof proof) {
    return JsonObject.builder()
        .put("jti", proof.claims().jti())
        .put("htm", proof.claims().htm())
        .put("htu", proof.claims().htu())
        .put("iat", proof.claims().iat().getEpochSecond())
        .put("nonce", proof.claims().nonce().orElseThrow())
        .build();
  }

  /// Adds a message of whoever says such things.
  GoldenMessages add(String id, Voice voice, Words words) {
    cases.add(described(id, voice, signed(voice, cases.size(), words, Optional.empty())));
    return this;
  }

  GoldenMessages add(String id, Voice voice, Words words, Voice recipient) {
    cases.add(described(id, voice, signed(voice, cases.size(), words, Optional.of(recipient))));
    return this;
  }

  /// Adds a message whose envelope differs from what we write ourselves.
  GoldenMessages addOtherwise(
      String id, Voice voice, Words words, UnaryOperator<JsonObject> change) {
    JsonObject usual = signed(voice, cases.size(), words, Optional.empty());
    cases.add(described(id, voice, resigned(change.apply(usual), voice.signer())));
    return this;
  }

  List<JsonObject> cases() {
    return List.copyOf(cases);
  }
}

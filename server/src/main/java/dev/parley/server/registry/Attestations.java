package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.Attestation;
import dev.parley.server.store.Content;
import java.util.Objects;

/// The node's part of a card: what it attests and signs with the prefix `asp-node` (protocol
/// section 4). The hash that is signed is that of the attestation without its `signature`.
final class Attestations {
  private static final String ATTESTATION = "nodeAttestation";

  private final Steward steward;

  Attestations(Steward steward) {
    this.steward = steward;
  }

  Attestation of(AgentCard card, Score score) {
    JsonObject unsigned =
        JsonObject.builder()
            .put("node", steward.agent().text())
            .put("trustScore", new JsonNumber(score.value()))
            .put("trustLevel", TrustLevel.of(score.value()).title())
            .put("trustComponents", score.components())
            .put("asOf", Timestamp.format(score.asOf()))
            .put("cardHash", card.hash().text())
            .build();
    Hash hash = Hash.of(CanonicalJson.bytes(unsigned));
    byte[] signature = steward.signer().sign(SigningPurpose.NODE.input(hash));
    JsonObject signed = unsigned.with("signature", SignatureText.ofRaw(signature).text());
    return new Attestation(Content.of(CanonicalJson.bytes(signed)), score.hundredths());
  }

  /// Whether an attestation says what would be said of this card today.
  static boolean current(Attestation attestation, AgentCard card, Score score) {
    JsonObject json = json(attestation.canonical());
    return attestation.trustScoreHundredths() == score.hundredths()
        && json.string("asOf").filter(Timestamp.format(score.asOf())::equals).isPresent()
        && json.string("cardHash").filter(card.hash().text()::equals).isPresent();
  }

  /// A card with the node's part and the published trust fields, which are filled from it.
  static JsonObject shown(AgentCard card, Attestation attestation) {
    JsonObject json = json(attestation.canonical());
    JsonObject shown = card.json().with(ATTESTATION, json);
    for (String field : new String[] {"trustScore", "trustLevel", "trustComponents"}) {
      shown = shown.with(field, Objects.requireNonNull(json.get(field)));
    }
    return shown;
  }

  static JsonObject json(Content canonical) {
    if (StrictJson.read(canonical.bytes(), JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new IllegalStateException("stored JSON is damaged");
  }
}

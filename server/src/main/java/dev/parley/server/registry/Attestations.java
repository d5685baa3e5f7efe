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
import dev.parley.core.trust.Component;
import dev.parley.core.trust.TrustScore;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.Attestation;
import dev.parley.server.store.Content;
import java.time.ZoneOffset;
import java.util.Objects;

/// The node's part of a card: what it attests and signs with the prefix `asp-node` (protocol
/// section 4). The hash that is signed is that of the attestation without its `signature`.
final class Attestations {
  private static final String ATTESTATION = "nodeAttestation";

  private final Steward steward;

  Attestations(Steward steward) {
    this.steward = steward;
  }

  Attestation of(AgentCard card, TrustScore score) {
    JsonObject unsigned = unsigned(card, score);
    Hash hash = Hash.of(CanonicalJson.bytes(unsigned));
    byte[] signature = steward.signer().sign(SigningPurpose.NODE.input(hash));
    JsonObject signed = unsigned.with("signature", SignatureText.ofRaw(signature).text());
    return new Attestation(Content.of(CanonicalJson.bytes(signed)), score.total());
  }

  private JsonObject unsigned(AgentCard card, TrustScore score) {
    JsonObject.Builder components = JsonObject.builder();
    for (Component component : Component.values()) {
      components.put(component.name(), decimal(score.component(component)));
    }
    return JsonObject.builder()
        .put("node", steward.agent().text())
        .put("trustScore", decimal(score.total()))
        .put("trustLevel", TrustLevel.of(score.total() / 100.0).title())
        .put("trustComponents", components.build())
        .put("asOf", Timestamp.format(score.asOf().atStartOfDay().toInstant(ZoneOffset.UTC)))
        .put("cardHash", card.hash().text())
        .build();
  }

  private static JsonNumber decimal(int hundredths) {
    return new JsonNumber(hundredths / 100.0);
  }

  /// Whether an attestation says what would be said of this card now.
  boolean current(Attestation attestation, AgentCard card, TrustScore score) {
    return json(attestation.canonical()).without("signature").equals(unsigned(card, score));
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

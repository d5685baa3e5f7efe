package dev.parley.core;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An agent in a test, with real keys that follow from its name and a signed card. Proofs are made
/// with the Ed25519 key, since its signatures are the same every time and so are all hashes.
///
/// @param keys its keys
/// @param card the card that it uses now
public record Speaker(AgentKeys keys, AgentCard card) {
  private static final Map<String, AgentKeys> KEYS = new ConcurrentHashMap<>();

  /// An agent that speaks all of the protocol.
  ///
  /// @param uri its name
  /// @return the agent with its first card
  public static Speaker named(String uri) {
    return conforming(uri, "standard");
  }

  /// An agent whose card says how much of the protocol it speaks.
  ///
  /// @param uri its name
  /// @param conformance `minimal`, `standard` or `full`
  /// @return the agent with its first card
  public static Speaker conforming(String uri, String conformance) {
    AgentKeys keys = keysOf(uri);
    JsonObject fields = fields(new AgentUri(uri), keys, 1).with("conformance", conformance);
    return new Speaker(keys, AgentCard.sign(fields, keys.signer()).orThrow());
  }

  /// The same agent with its next card, which carries other keys and is signed with the old ones.
  ///
  /// @return the agent after the rotation
  public Speaker rotated() {
    long version = card.version() + 1;
    AgentKeys next = keysOf(card.agentId().text() + "#" + version);
    JsonObject fields =
        fields(card.agentId(), next, version).with("previousCardHash", card.hash().text());
    return new Speaker(next, AgentCard.sign(fields, keys.signer()).orThrow());
  }

  /// The same agent with its next card, which says something else and carries the same keys.
  ///
  /// @return the agent after the change
  public Speaker renamed() {
    long version = card.version() + 1;
    JsonObject fields =
        fields(card.agentId(), keys, version)
            .with("name", "version " + version)
            .with("previousCardHash", card.hash().text());
    return new Speaker(keys, AgentCard.sign(fields, keys.signer()).orThrow());
  }

  /// The agent's name.
  ///
  /// @return its URI
  public AgentUri uri() {
    return card.agentId();
  }

  /// Signs messages.
  ///
  /// @return the key of the card
  public Signer signer() {
    return keys.signer();
  }

  /// Signs proofs.
  ///
  /// @return the key of the card
  public ProofSigner proofSigner() {
    return keys.tokenSigner();
  }

  /// Keys that follow from a seed.
  ///
  /// @param seed any text
  /// @return the same keys for the same text
  public static AgentKeys keysOf(String seed) {
    return KEYS.computeIfAbsent(seed, text -> AgentKeys.generate(random(text)));
  }

  private static SecureRandom random(String seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed.getBytes(StandardCharsets.UTF_8));
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject fields(AgentUri agent, AgentKeys keys, long version) {
    return JsonObject.builder()
        .put("agentId", agent.text())
        .put("orgId", "org_" + agent.domain().replace('.', '_'))
        .put("name", agent.path())
        .put("capabilities", JsonArray.ofStrings(List.of("talk")))
        .put("signingPublicKey", keys.signer().publicKey().jwk())
        .put("dpopPublicKey", keys.tokenSigner().publicKey().jwk())
        .put("cardVersion", version)
        .build();
  }
}

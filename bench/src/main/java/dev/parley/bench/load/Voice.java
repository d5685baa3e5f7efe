package dev.parley.bench.load;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.Draft;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;

/// An agent that can sign: its name, its keys and the card that names them. Immutable.
///
/// @param uri its name
/// @param orgId its organisation
/// @param keys its keys
/// @param card its first card
public record Voice(AgentUri uri, String orgId, AgentKeys keys, AgentCard card) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A new agent with keys of its own, not registered anywhere.
  ///
  /// @param uri its name
  /// @param orgId its organisation
  /// @return the agent
  public static Voice of(AgentUri uri, String orgId) {
    return of(uri, orgId, AgentKeys.generate(RANDOM));
  }

  /// An agent with keys that exist already. The same keys give the same card.
  ///
  /// @param uri its name
  /// @param orgId its organisation
  /// @param keys its keys
  /// @return the agent
  public static Voice of(AgentUri uri, String orgId, AgentKeys keys) {
    JsonObject unsigned =
        JsonObject.builder()
            .put("agentId", uri.text())
            .put("orgId", orgId)
            .put("name", uri.path())
            .put("cardVersion", 1)
            .put("capabilities", JsonArray.ofStrings(List.of("load")))
            .put("signingPublicKey", keys.signer().publicKey().jwk())
            .put("dpopPublicKey", keys.proofSigner().publicKey().jwk())
            .build();
    return new Voice(uri, orgId, keys, AgentCard.sign(unsigned, keys.signer()).orThrow());
  }

  /// Signs a message.
  ///
  /// @param draft what it says
  /// @return the whole envelope
  public JsonObject sign(Draft draft) {
    return draft.sign(keys.signer(), keys.proofSigner());
  }
}

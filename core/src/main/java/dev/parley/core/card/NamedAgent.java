package dev.parley.core.card;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;

/// One agent of an organisation's record, with the key that its card has. A name alone would let
/// whoever is first register in the agent's name: a first card has no other authority than its own
/// key.
///
/// @param agentId the agent
/// @param key the RFC 7638 thumbprint of its signing key, 43 characters of base64url
public record NamedAgent(AgentUri agentId, String key) {
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  static NamedAgent read(Members in, String domain) {
    AgentUri agent = in.agent("agentId", NOBODY);
    if (!agent.domain().equals(domain)) {
      in.wrong("agentId", "has to be under the record's domain");
    }
    String key = in.text("key");
    if (!ProofKey.isThumbprint(key)) {
      in.wrong("key", "has to be the thumbprint (RFC 7638) of a key, 43 characters");
    }
    return new NamedAgent(agent, key);
  }

  JsonObject json() {
    return JsonObject.EMPTY.with("agentId", agentId.text()).with("key", key);
  }
}

package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// The node's own agent, `agent://{domain}/node`: the steward of every session that it hosts
/// (protocol section 1). Its keys lie in the data directory. Thread-safe.
public final class Steward {
  /// The name of the keys' file in the data directory.
  public static final String FILE = "node-keys.json";

  private final AgentUri agent;
  private final AgentKeys keys;
  private final Signer signer;
  private final ProofSigner proofSigner;
  private final ProofSigner tokenSigner;

  private Steward(AgentUri agent, AgentKeys keys) {
    this.agent = agent;
    this.keys = keys;
    this.signer = keys.signer();
    this.proofSigner = keys.proofSigner();
    this.tokenSigner = keys.tokenSigner();
  }

  /// Reads the node's keys, which are made when there are none.
  ///
  /// @param directory the data directory
  /// @param domain the node's domain
  /// @param random where new keys come from
  /// @return the steward
  /// @throws IllegalStateException when the file holds no keys, or can be read by others
  public static Steward open(Path directory, String domain, SecureRandom random) {
    byte[] bytes =
        PrivateFile.readOrMake(
            directory.resolve(FILE),
            () -> CanonicalJson.bytes(AgentKeys.generate(random).privateJson()));
    if (StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)) {
      return AgentKeys.parse(json)
          .map(keys -> new Steward(AgentUri.steward(domain), keys))
          .orElseThrow(() -> new IllegalStateException(FILE + " holds no keys"));
    }
    throw new IllegalStateException(FILE + " is damaged");
  }

  /// Its name.
  ///
  /// @return `agent://{domain}/node`
  public AgentUri agent() {
    return agent;
  }

  /// The node's organisation.
  ///
  /// @return `org_` and the node's domain, dots replaced
  public String orgId() {
    return "org_" + agent.domain().replace('.', '_');
  }

  /// Signs messages, attestations and end lines.
  ///
  /// @return the Ed25519 signer
  public Signer signer() {
    return signer;
  }

  /// Signs the proofs in its messages.
  ///
  /// @return the ES256 signer
  public ProofSigner proofSigner() {
    return proofSigner;
  }

  /// Signs the access tokens that the node hands out.
  ///
  /// @return the EdDSA signer
  public ProofSigner tokenSigner() {
    return tokenSigner;
  }

  AgentCard firstCard() {
    JsonObject fields =
        JsonObject.builder()
            .put("agentId", agent.text())
            .put("orgId", orgId())
            .put("name", "Steward of " + agent.domain())
            .put("description", "Orders, keeps and times the sessions of this node.")
            .put("organization", agent.domain())
            .put("capabilities", JsonArray.ofStrings(List.of("steward")))
            .put("protocols", JsonArray.ofStrings(List.of("asp/0.1", "asp/1.0")))
            .put("conformance", "full")
            .put("signingPublicKey", keys.signer().publicKey().jwk())
            .put("dpopPublicKey", proofSigner.publicKey().jwk())
            .put("cardVersion", 1)
            .build();
    return AgentCard.sign(fields, signer).orThrow();
  }
}

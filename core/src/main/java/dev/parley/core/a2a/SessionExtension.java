package dev.parley.core.a2a;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import java.util.List;

/// The A2A extension by which a task names the ASP session that it belongs to (protocol section
/// 14).
public final class SessionExtension {
  /// Its URI, also the key of its metadata. A change that breaks anybody gets another one.
  public static final String URI = "urn:asp:a2a:session:1";

  private SessionExtension() {}

  /// What the extension's entry in an A2A card says of an agent.
  ///
  /// @param agent the agent's ASP name
  /// @param cardHash the hash of its ASP card
  /// @param node the address of the node where it is registered
  /// @param keys where its key is published, as a JWK set
  public record Home(AgentUri agent, Hash cardHash, String node, String keys) {}

  /// The entry of an A2A card.
  ///
  /// @param home whose card it is
  /// @param session whether a task has to name a session
  /// @return an `AgentExtension`
  public static JsonObject entry(Home home, A2aInterfaces.Session session) {
    JsonObject params =
        JsonObject.builder()
            .put("agentId", home.agent().text())
            .put("cardHash", home.cardHash().text())
            .put("registry", home.node())
            .put("jwks", home.keys())
            .put("aspVersions", JsonArray.ofStrings(List.of("0.1", "1.0")))
            .build();
    JsonObject entry =
        JsonObject.EMPTY
            .with("uri", URI)
            .with(
                "description",
                switch (session) {
                  case OPTIONAL -> "A task may name the ASP session and commitment behind it.";
                  case REQUIRED -> "Works only for sessions of the Agent Session Protocol.";
                })
            .with("params", params);
    return switch (session) {
      case OPTIONAL -> entry;
      case REQUIRED -> entry.with("required", JsonBoolean.TRUE);
    };
  }
}

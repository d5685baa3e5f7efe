package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;

/// An agent as discovery shows it: what it says of itself and what the node says of it. Nothing in
/// it is proven before a session.
///
/// @param agentId the agent
/// @param name for people
/// @param trustScore the node's score, 0 to 100
/// @param card its card with the node's part
public record FoundAgent(AgentUri agentId, String name, double trustScore, JsonObject card) {

  static FoundAgent decode(JsonObject card) {
    AgentUri agent =
        card.string("agentId")
            .flatMap(AgentUri::parse)
            .orElseThrow(() -> new TransportException("discovery names something nameless"));
    return new FoundAgent(agent, card.string("name").orElse(agent.text()), score(card), card);
  }

  static double score(JsonObject card) {
    return card.get("trustScore") instanceof JsonNumber(double score) ? score : 0;
  }
}

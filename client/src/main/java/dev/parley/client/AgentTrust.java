package dev.parley.client;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// What a node makes of an agent on one day (protocol section 10). It is the node's word;
/// [Agent#evidence] has what it follows from.
///
/// @param agentId the agent
/// @param trustScore T, 0 to 100 in steps of 0.01
/// @param trustLevel one of the five levels
/// @param low T with the 5 % bound in place of the mean: who has little evidence has a low one
/// @param effectiveCounterparties how many others of equal weight the evidence would come from
/// @param reasons why it is what it is; `new` when there is no evidence yet
/// @param json all of it
public record AgentTrust(
    AgentUri agentId,
    double trustScore,
    String trustLevel,
    double low,
    double effectiveCounterparties,
    List<String> reasons,
    JsonObject json) {

  /// Copies.
  public AgentTrust {
    reasons = List.copyOf(reasons);
  }

  static AgentTrust decode(AgentUri agent, JsonObject json) {
    if (!json.string("agentId").filter(agent.text()::equals).isPresent()) {
      throw new TransportException("the node shows the trust of another agent");
    }
    List<String> reasons = new ArrayList<>();
    for (JsonValue reason : json.array("reasons").orElse(JsonArray.EMPTY)) {
      if (reason instanceof JsonString(String text)) {
        reasons.add(text);
      }
    }
    return new AgentTrust(
        agent,
        number(json, "trustScore"),
        json.string("trustLevel").orElse(""),
        number(json, "low"),
        number(json, "effectiveCounterparties"),
        reasons,
        json);
  }

  private static double number(JsonObject json, String member) {
    if (json.get(member) instanceof JsonNumber(double value)) {
      return value;
    }
    throw new TransportException("the node's answer about trust lacks " + member);
  }
}

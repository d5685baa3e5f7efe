package dev.parley.server.http;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Reason;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.registry.TrustLevel;
import dev.parley.server.trust.NodeTrust;
import java.util.List;
import java.util.Optional;

/// What the node makes of what its agents did, and all that follows from (protocol section 10).
/// Agents alone may ask: they decide by it with whom to deal, and have to be able to compute it.
final class TrustEndpoints {
  private static final String ONE = "/v1/asp/agents/{agentId}/trust";

  private final NodeTrust trust;
  private final Registry registry;
  private final Steward steward;

  TrustEndpoints(Registry registry, Steward steward) {
    this.trust = registry.trust();
    this.registry = registry;
    this.steward = steward;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", ONE, Access.AGENT, this::score),
        new Route("GET", ONE + "/evidence", Access.AGENT, this::evidence));
  }

  private Answer score(Call call) {
    Optional<AgentUri> agent = AgentUri.parse(call.part("agentId"));
    return agent
        .flatMap(this::known)
        .map(score -> Answer.json(200, json(score)))
        .orElseGet(TrustEndpoints::unknown);
  }

  /// What is proven about an agent may have changed since trust looked at it.
  private Optional<TrustScore> known(AgentUri agent) {
    return trust.score(agent).map(_ -> registry.trustScore(agent));
  }

  private JsonObject json(TrustScore score) {
    JsonObject.Builder each = JsonObject.builder();
    trust
        .byCapability(score.agent())
        .forEach((name, one) -> each.put(name, one.json().without("agentId")));
    JsonObject json =
        score
            .json()
            .with("trustLevel", TrustLevel.of(score.total() / 100.0).title())
            .with("byCapability", each.build());
    return score.reasons().contains(Reason.NEW) ? json.with("label", Reason.NEW.wire()) : json;
  }

  private Answer evidence(Call call) {
    Optional<AgentUri> agent =
        AgentUri.parse(call.part("agentId")).filter(a -> known(a).isPresent());
    if (agent.isEmpty()) {
      return unknown();
    }
    return trust
        .document(agent.get())
        .map(document -> SignedEvidence.sign(document, registry.stewardCard(), steward.signer()))
        .map(signed -> Answer.json(200, signed))
        .orElseGet(
            () ->
                Refusals.of(
                    ErrorCode.TOO_LARGE.because(
                        "there are more than " + NodeTrust.PIECES_MAX + " pieces of evidence")));
  }

  private static Answer unknown() {
    return Refusals.of(ErrorCode.AGENT_NOT_FOUND.because("no such agent is registered here"));
  }
}

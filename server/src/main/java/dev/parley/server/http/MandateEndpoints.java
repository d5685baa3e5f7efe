package dev.parley.server.http;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.people.MandateDesk;
import java.util.List;
import java.util.Optional;

/// What an agent may do without asking: lodged by itself, shown to itself.
final class MandateEndpoints {
  private static final String PATH = "/v1/asp/agents/{agentId}/mandate";

  private final MandateDesk desk;
  private final Bodies bodies;

  MandateEndpoints(MandateDesk desk, Bodies bodies) {
    this.desk = desk;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        new Route("PUT", PATH, Access.AGENT, this::lodge),
        new Route("GET", PATH, Access.AGENT, this::view));
  }

  /// Whether somebody has a mandate is nobody else's affair.
  private static Optional<Answer> foreign(Call call) {
    return AgentUri.parse(call.part("agentId")).equals(call.agent())
        ? Optional.empty()
        : Optional.of(
            Refusals.of(
                ErrorCode.UNAUTHORIZED.because("a mandate is its own agent's affair only")));
  }

  private Answer lodge(Call call) {
    return foreign(call)
        .orElseGet(
            () ->
                bodies.json(call, body -> Records.answer(desk.lodge(call.caller(), body.json()))));
  }

  private Answer view(Call call) {
    return foreign(call)
        .orElseGet(
            () ->
                desk.view(call.caller())
                    .map(json -> Answer.json(200, json))
                    .orElseGet(
                        () ->
                            Refusals.of(
                                ErrorCode.AGENT_NOT_FOUND.because("no mandate is lodged here"))));
  }
}

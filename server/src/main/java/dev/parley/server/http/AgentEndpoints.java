package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.streams.Streams;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Agents: their cards, registration, and what reaches them.
final class AgentEndpoints {
  private static final String ONE = "/v1/asp/agents/{agentId}";

  private final Registry registry;
  private final Sessions sessions;
  private final Bodies bodies;
  private final Streams streams;
  private final NodeClock clock;
  private final Duration heartbeat;

  AgentEndpoints(
      Registry registry,
      Sessions sessions,
      Bodies bodies,
      Streams streams,
      NodeClock clock,
      Duration heartbeat) {
    this.registry = registry;
    this.sessions = sessions;
    this.bodies = bodies;
    this.streams = streams;
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  List<Route> routes() {
    return List.of(
        new Route("PUT", ONE, Access.OPEN_OR_AGENT, this::register),
        new Route("GET", ONE + "/card", Access.OPEN, this::card),
        new Route("GET", ONE + "/inbox", Access.AGENT, this::inbox));
  }

  private static Optional<AgentUri> agent(Call call) {
    return AgentUri.parse(call.part("agentId"));
  }

  private Answer register(Call call) {
    Optional<AgentUri> agent = agent(call);
    if (agent.isEmpty()) {
      return Refusals.of(
          ErrorCode.MALFORMED.because(
              "the path has to name an agent, percent-encoded: agent%3A%2F%2Fdomain%2Fpath"));
    }
    Registrant by =
        call.agent()
            .<Registrant>map(Registrant.Authenticated::new)
            .orElseGet(() -> new Registrant.Anyone(RateLimits.caller(call.request().remote())));
    return bodies.json(call, body -> answer(registry.register(agent.get(), body.json(), by)));
  }

  private static Answer answer(RegistrationResult result) {
    return switch (result) {
      case RegistrationResult.Refused(Refusal refusal) -> Refusals.of(refusal);
      case RegistrationResult.Registered(_, JsonObject shown, Novelty novelty) ->
          Answer.json(
              switch (novelty) {
                case CREATED -> 201;
                case RENEWED, REPEATED -> 200;
              },
              shown);
    };
  }

  private Answer card(Call call) {
    return agent(call)
        .flatMap(registry::card)
        .map(card -> Answer.json(200, card))
        .orElseGet(
            () ->
                Refusals.of(ErrorCode.AGENT_NOT_FOUND.because("no such agent is registered here")));
  }

  private Answer inbox(Call call) {
    if (!agent(call).equals(call.agent())) {
      return Refusals.of(ErrorCode.UNAUTHORIZED.because("an inbox is read by its own agent only"));
    }
    return switch (Cursors.behind(call)) {
      case Decoded.Refused<Long>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Long>(Long from) ->
          streams
              .take(call.caller())
              .map(
                  slot ->
                      Answer.streamed(
                          Cursors.EVENTS,
                          new InboxEvents(
                              clock, heartbeat, sessions.inbox(call.caller(), from), slot)))
              .orElseGet(SessionEndpoints::full);
    };
  }
}

package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.server.ratings.EndorsementDesk;
import dev.parley.server.ratings.RatingDesk;
import dev.parley.server.store.StoredEndorsement;
import java.util.List;
import java.util.Optional;

/// What agents say of each other: ratings of a session, and endorsements.
final class RatingEndpoints {
  private static final String RATINGS = SessionEndpoints.ONE + "/ratings";
  private static final String ENDORSEMENTS = "/v1/asp/agents/{agentId}/endorsements";

  private final RatingDesk ratings;
  private final EndorsementDesk endorsements;
  private final Bodies bodies;

  RatingEndpoints(RatingDesk ratings, EndorsementDesk endorsements, Bodies bodies) {
    this.ratings = ratings;
    this.endorsements = endorsements;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", RATINGS, Access.AGENT, this::rate),
        new Route("GET", RATINGS, Access.AGENT, this::ratings),
        new Route("POST", ENDORSEMENTS, Access.AGENT, this::endorse),
        new Route("GET", ENDORSEMENTS, Access.AGENT, this::endorsements));
  }

  private Answer rate(Call call) {
    return SessionEndpoints.id(call)
        .map(
            id ->
                bodies.json(
                    call, body -> Records.answer(ratings.rate(call.caller(), id, body.json()))))
        .orElseGet(SessionEndpoints::unknown);
  }

  private Answer ratings(Call call) {
    return SessionEndpoints.id(call)
        .flatMap(id -> ratings.view(call.caller(), id))
        .map(view -> Answer.json(200, view))
        .orElseGet(SessionEndpoints::unknown);
  }

  private static Optional<AgentUri> agent(Call call) {
    return AgentUri.parse(call.part("agentId"));
  }

  private Answer endorse(Call call) {
    return agent(call)
        .map(
            agent ->
                bodies.json(
                    call,
                    body ->
                        Records.answer(endorsements.endorse(call.caller(), agent, body.json()))))
        .orElseGet(RatingEndpoints::unknown);
  }

  private Answer endorsements(Call call) {
    Optional<AgentUri> agent = agent(call);
    Decoded<Long> after = call.whole("cursor", 0);
    if (agent.isEmpty()) {
      return unknown();
    }
    return switch (call.limit().then(limit -> after.then(from -> page(agent.get(), from, limit)))) {
      case Decoded.Refused<JsonObject>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<JsonObject>(JsonObject page) -> Answer.json(200, page);
    };
  }

  private Decoded<JsonObject> page(AgentUri agent, long after, int limit) {
    Optional<List<StoredEndorsement>> page = endorsements.list(agent, after, limit);
    if (page.isEmpty()) {
      return Decoded.refused(notFound());
    }
    JsonObject.Builder out =
        JsonObject.builder()
            .put(
                "endorsements",
                JsonArray.of(page.get().stream().map(EndorsementDesk::shown).toList()));
    if (page.get().size() == limit) {
      out.put("nextCursor", Long.toString(page.get().getLast().number()));
    }
    return Decoded.valid(out.build());
  }

  private static Refusal notFound() {
    return ErrorCode.AGENT_NOT_FOUND.because("no such agent is registered here");
  }

  private static Answer unknown() {
    return Refusals.of(notFound());
  }
}

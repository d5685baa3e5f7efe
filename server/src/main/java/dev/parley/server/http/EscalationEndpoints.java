package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.server.people.EscalationDesk;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// What waits for people: showing what is planned, the queues, and the operator's decision.
final class EscalationEndpoints {
  private static final String ONE = SessionEndpoints.ONE + "/escalations/{escalationId}";
  private static final String OPERATOR = "/v1/operator/escalations";
  private static final String ANY = OPERATOR + "/{sessionId}/{escalationId}";

  private final EscalationDesk desk;
  private final Bodies bodies;

  EscalationEndpoints(EscalationDesk desk, Bodies bodies) {
    this.desk = desk;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", ONE + "/shown", Access.AGENT, this::show),
        new Route("GET", ONE, Access.AGENT, this::own),
        new Route(
            "GET",
            "/v1/asp/escalations",
            Access.AGENT,
            call -> queue(call, limit -> desk.waiting(call.caller(), limit))),
        new Route("GET", OPERATOR, Access.OPERATOR, call -> queue(call, desk::waiting)),
        new Route("GET", ANY, Access.OPERATOR, this::any),
        new Route("POST", ANY + "/decision", Access.OPERATOR, this::decide));
  }

  private static String escalation(Call call) {
    return call.part("escalationId");
  }

  private static Answer unknown() {
    return Refusals.of(ErrorCode.SESSION_NOT_FOUND.because("no such escalation for you"));
  }

  private static Answer found(Optional<JsonObject> view) {
    return view.map(json -> Answer.json(200, json)).orElseGet(EscalationEndpoints::unknown);
  }

  private Answer show(Call call) {
    return SessionEndpoints.id(call)
        .map(
            id ->
                bodies.json(
                    call,
                    body ->
                        Records.answer(
                            desk.show(call.caller(), id, escalation(call), body.json()))))
        .orElseGet(EscalationEndpoints::unknown);
  }

  private Answer own(Call call) {
    return found(
        SessionEndpoints.id(call).flatMap(id -> desk.view(call.caller(), id, escalation(call))));
  }

  private Answer any(Call call) {
    return found(SessionEndpoints.id(call).flatMap(id -> desk.view(id, escalation(call))));
  }

  private Answer decide(Call call) {
    return SessionEndpoints.id(call)
        .map(
            id ->
                bodies.json(
                    call,
                    body ->
                        Submissions.answer(
                            desk.decide(id, escalation(call), body.json()), List.of())))
        .orElseGet(EscalationEndpoints::unknown);
  }

  /// The queue moves while it is read, so it has no pages: whoever wants more decides first.
  private static Answer queue(Call call, IntFunction<List<JsonObject>> read) {
    return switch (call.limit()) {
      case Decoded.Refused<Integer>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Integer>(Integer limit) ->
          Answer.json(200, JsonObject.EMPTY.with("escalations", JsonArray.of(read.apply(limit))));
    };
  }
}

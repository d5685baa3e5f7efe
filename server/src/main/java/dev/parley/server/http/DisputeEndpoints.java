package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.server.http.Answer.Field;
import dev.parley.server.sessions.DisputeDesk;
import dev.parley.server.sessions.DisputeOutcome;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.streams.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Disputes: filing, answering, judging, looking at them, and the operator's ruling.
final class DisputeEndpoints {
  private static final String PATH = "/v1/asp/disputes";
  private static final String ONE = PATH + "/{disputeId}";
  private static final String OPERATOR = "/v1/operator/disputes";

  private final Sessions sessions;
  private final DisputeDesk disputes;
  private final Bodies bodies;
  private final Streams streams;

  DisputeEndpoints(Sessions sessions, Bodies bodies, Streams streams) {
    this.sessions = sessions;
    this.disputes = sessions.disputes();
    this.bodies = bodies;
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, Access.AGENT, this::file),
        new Route(
            "GET",
            PATH,
            Access.AGENT,
            call -> page(call, n -> disputes.list(call.caller(), after(call), n))),
        new Route("GET", ONE, Access.AGENT, call -> found(disputes.view(call.caller(), id(call)))),
        new Route("POST", ONE + "/records", Access.AGENT, this::record),
        new Route("GET", ONE + "/transcript", Access.AGENT, this::transcript),
        new Route(
            "GET",
            OPERATOR,
            Access.OPERATOR,
            call -> page(call, n -> disputes.open(call.parameter("stage"), after(call), n))),
        new Route(
            "GET",
            OPERATOR + "/{disputeId}",
            Access.OPERATOR,
            call -> found(disputes.view(id(call)))),
        new Route("POST", OPERATOR + "/{disputeId}/ruling", Access.OPERATOR, this::rule));
  }

  private static String id(Call call) {
    return call.part("disputeId");
  }

  private static String after(Call call) {
    return call.parameter("cursor").orElse("");
  }

  private static Answer unknown() {
    return Refusals.of(ErrorCode.SESSION_NOT_FOUND.because("no such dispute for you"));
  }

  private static Answer found(Optional<JsonObject> view) {
    return view.map(json -> Answer.json(200, json)).orElseGet(DisputeEndpoints::unknown);
  }

  private Answer file(Call call) {
    return bodies.json(call, body -> located(disputes.file(call.caller(), body.json())));
  }

  private Answer record(Call call) {
    return bodies.json(call, body -> answer(disputes.record(call.caller(), id(call), body.json())));
  }

  private Answer rule(Call call) {
    return bodies.json(call, body -> answer(disputes.rule(id(call), body.json())));
  }

  private Answer transcript(Call call) {
    return sessions
        .judged(call.caller(), id(call))
        .map(
            reader ->
                streams
                    .take(call.caller())
                    .map(slot -> SessionEndpoints.export(reader, slot))
                    .orElseGet(SessionEndpoints::full))
        .orElseGet(DisputeEndpoints::unknown);
  }

  private static Answer page(Call call, IntFunction<List<JsonObject>> read) {
    return switch (call.limit()) {
      case Decoded.Refused<Integer>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Integer>(Integer limit) -> {
        List<JsonObject> page = read.apply(limit);
        JsonObject.Builder out = JsonObject.builder().put("disputes", JsonArray.of(page));
        if (page.size() == limit) {
          out.put("nextCursor", page.getLast().string("disputeId").orElseThrow());
        }
        yield Answer.json(200, out.build());
      }
    };
  }

  private static Answer located(DisputeOutcome outcome) {
    Answer answer = answer(outcome);
    return outcome instanceof DisputeOutcome.Accepted(var record)
        ? answer.with(List.of(new Field("Location", PATH + "/" + record.dispute())))
        : answer;
  }

  private static Answer answer(DisputeOutcome outcome) {
    return switch (outcome) {
      case DisputeOutcome.Accepted(var record) -> Answer.json(201, DisputeDesk.shown(record));
      case DisputeOutcome.Repeated(var record) -> Answer.json(200, DisputeDesk.shown(record));
      case DisputeOutcome.Refused(Refusal refusal, Optional<Duration> retryAfter) ->
          Refusals.of(refusal, retryAfter);
    };
  }
}

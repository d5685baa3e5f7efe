package dev.parley.server.http;

import dev.parley.server.calls.RevealDesk;
import java.util.List;

/// What bidders in sealed calls hand in.
final class CallEndpoints {
  private static final String REVEALS = SessionEndpoints.ONE + "/reveals";

  private final RevealDesk desk;
  private final Bodies bodies;

  CallEndpoints(RevealDesk desk, Bodies bodies) {
    this.desk = desk;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(new Route("POST", REVEALS, Access.AGENT, this::reveal));
  }

  private Answer reveal(Call call) {
    return SessionEndpoints.id(call)
        .map(
            id ->
                bodies.json(
                    call, body -> Records.answer(desk.reveal(call.caller(), id, body.json()))))
        .orElseGet(SessionEndpoints::unknown);
  }
}

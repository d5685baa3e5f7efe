package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WebhookStore;
import dev.parley.server.store.WriteOutcome;
import java.time.InstantSource;
import java.util.List;

/// What operators could not be told, for operators.
final class WebhookEndpoints {
  private static final String DEAD = "/v1/operator/webhooks/dead-letters";

  private final WebhookStore store;
  private final InstantSource real;

  WebhookEndpoints(WebhookStore store, InstantSource real) {
    this.store = store;
    this.real = real;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", DEAD, Access.OPERATOR, this::dead),
        new Route("POST", DEAD + "/{eventId}/replay", Access.OPERATOR, this::replay));
  }

  /// The oldest; whoever wants more replays these first.
  private Answer dead(Call call) {
    return switch (call.limit()) {
      case Decoded.Refused<Integer>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Integer>(Integer limit) ->
          Answer.json(
              200,
              JsonObject.EMPTY.with(
                  "deadLetters",
                  JsonArray.of(store.dead(limit).stream().map(WebhookEndpoints::shown).toList())));
    };
  }

  private static JsonObject shown(WebhookStore.DeadLetter letter) {
    return JsonObject.builder()
        .put("eventId", letter.delivery().eventId())
        .put("url", letter.delivery().url())
        .put("attempts", letter.delivery().attempts())
        .put("madeAt", Timestamp.format(letter.madeAt()))
        .put("fault", letter.fault())
        .put("event", StoredJson.of(letter.delivery().body()))
        .build();
  }

  private Answer replay(Call call) {
    String id = call.part("eventId");
    return switch (store.replay(id, real.instant()).join()) {
      case WriteOutcome.Written() -> Answer.json(200, JsonObject.EMPTY.with("eventId", id));
      case WriteOutcome.Superseded() ->
          Refusals.of(ErrorCode.INVALID_REFERENCE.because("no dead letter has that id"));
      case Unavailable _ ->
          Refusals.of(ErrorCode.UNAVAILABLE.because("it could not be made durable"));
    };
  }
}

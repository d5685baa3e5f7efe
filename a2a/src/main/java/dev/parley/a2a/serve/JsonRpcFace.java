package dev.parley.a2a.serve;

import dev.parley.a2a.serve.Operations.Context;
import dev.parley.a2a.task.Watch;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Outcome;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.util.List;
import java.util.Optional;

/// A2A over JSON-RPC 2.0.
final class JsonRpcFace {
  private static final String TYPE = "application/json";
  private static final int ID_MAX = 256;

  private final Operations operations;
  private final JsonLimits limits;

  JsonRpcFace(Operations operations, JsonLimits limits) {
    this.operations = operations;
    this.limits = limits;
  }

  /// Refuses a request, whatever it says.
  Outbound refused(Inbound request, Fault fault) {
    JsonValue id =
        StrictJson.read(request.body(), limits) instanceof Parsed.Value(JsonObject object, _)
            ? id(object).orElse(JsonNull.NULL)
            : JsonNull.NULL;
    return error(id, fault);
  }

  Outbound answer(Inbound request, Context context) throws InterruptedException {
    if (!request.mediaType().equals(TYPE)) {
      return error(
          JsonNull.NULL,
          Fault.of(A2aError.CONTENT_TYPE_NOT_SUPPORTED, "Content-Type has to be " + TYPE));
    }
    return switch (StrictJson.read(request.body(), limits)) {
      case Parsed.Malformed malformed ->
          error(JsonNull.NULL, Fault.of(A2aError.PARSE_ERROR, malformed.detail()));
      case Parsed.Value(JsonObject object, _) -> called(object, context);
      case Parsed.Value _ ->
          error(
              JsonNull.NULL,
              Fault.of(A2aError.INVALID_REQUEST, "one request at a time: a JSON object"));
    };
  }

  private static Optional<JsonValue> id(JsonObject request) {
    return switch (request.get("id")) {
      case JsonString(String text) when text.length() <= ID_MAX ->
          Optional.of(new JsonString(text));
      case JsonNumber number -> Optional.of(number);
      case null, default -> Optional.empty();
    };
  }

  private Outbound called(JsonObject request, Context context) throws InterruptedException {
    Optional<JsonValue> id = id(request);
    Optional<String> method = request.string("method");
    if (id.isEmpty()
        || method.isEmpty()
        || !request.string("jsonrpc").equals(Optional.of("2.0"))
        || (request.has("params") && request.object("params").isEmpty())) {
      return error(
          id.orElse(JsonNull.NULL),
          Fault.of(A2aError.INVALID_REQUEST, "needs jsonrpc 2.0, an id, a method and params"));
    }
    JsonObject params = request.object("params").orElse(JsonObject.EMPTY);
    return switch (method.get()) {
      case "SendMessage" -> whole(id.get(), operations.send(context, params));
      case "SendStreamingMessage" -> streamed(id.get(), operations.stream(context, params));
      case "GetTask" -> whole(id.get(), operations.get(context, params));
      case "ListTasks" -> whole(id.get(), operations.list(context, params));
      case "CancelTask" -> whole(id.get(), operations.cancel(context, params));
      case "SubscribeToTask" -> streamed(id.get(), operations.subscribe(context, params));
      case "CreateTaskPushNotificationConfig",
          "GetTaskPushNotificationConfig",
          "ListTaskPushNotificationConfigs",
          "DeleteTaskPushNotificationConfig" ->
          error(id.get(), RestFace.NO_CALLS_BACK);
      case "GetExtendedAgentCard" -> error(id.get(), RestFace.NO_EXTENDED_CARD);
      default -> error(id.get(), Fault.of(A2aError.METHOD_NOT_FOUND, "there is no such method"));
    };
  }

  private static Outbound whole(JsonValue id, Outcome<JsonObject> outcome) {
    return switch (outcome) {
      case Outcome.Done<JsonObject>(JsonObject result) ->
          Outbound.json(200, TYPE, response(id, result));
      case Outcome.Refused<JsonObject>(Fault fault) -> error(id, fault);
    };
  }

  private static Outbound streamed(JsonValue id, Outcome<Watch> outcome) {
    return switch (outcome) {
      case Outcome.Done<Watch>(Watch watch) ->
          new Outbound.Events(watch, event -> response(id, event.json()), List.of());
      case Outcome.Refused<Watch>(Fault fault) -> error(id, fault);
    };
  }

  private static JsonObject response(JsonValue id, JsonObject result) {
    return JsonObject.builder().put("jsonrpc", "2.0").put("id", id).put("result", result).build();
  }

  private static Outbound error(JsonValue id, Fault fault) {
    int status =
        switch (fault.error()) {
          case UNAUTHENTICATED, RESOURCE_EXHAUSTED, TOO_LARGE, UNAVAILABLE ->
              fault.error().status();
          default -> 200; // In JSON-RPC an answer that says what is wrong is a good answer.
        };
    return Outbound.json(
        status,
        TYPE,
        JsonObject.builder().put("jsonrpc", "2.0").put("id", id).put("error", fault.rpc()).build());
  }
}

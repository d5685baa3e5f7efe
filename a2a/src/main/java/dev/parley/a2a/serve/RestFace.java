package dev.parley.a2a.serve;

import dev.parley.a2a.serve.Operations.Context;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.Watch;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Outcome;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A2A over HTTP+JSON.
final class RestFace {
  static final Fault NO_CALLS_BACK =
      Fault.of(A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED, "nobody is called back here");
  static final Fault NO_EXTENDED_CARD =
      Fault.of(A2aError.UNSUPPORTED_OPERATION, "there is one card for everybody");

  private static final String TYPE = "application/a2a+json";
  private static final Set<String> READ = Set.of(TYPE, "application/json");
  private static final Set<String> COUNTS = Set.of("historyLength", "pageSize");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern TASK =
      Pattern.compile(
          "/tasks/([A-Za-z0-9._~%-]{1,400})(:cancel|:subscribe|/pushNotificationConfigs(?:/[^/]*)?)?");

  private final Operations operations;
  private final JsonLimits limits;

  RestFace(Operations operations, JsonLimits limits) {
    this.operations = operations;
    this.limits = limits;
  }

  /// Whether a request is for this face.
  static boolean takes(String path) {
    return path.equals("/message:send")
        || path.equals("/message:stream")
        || path.equals("/tasks")
        || path.startsWith("/tasks/")
        || path.equals("/extendedAgentCard");
  }

  static Outbound refused(Fault fault) {
    return Outbound.json(fault.error().status(), TYPE, fault.rest());
  }

  Outbound answer(Inbound request, Context context) throws InterruptedException {
    if (request.body().length > 0 && !READ.contains(request.mediaType())) {
      return refused(
          Fault.of(
              A2aError.CONTENT_TYPE_NOT_SUPPORTED,
              "Content-Type has to be application/a2a+json or application/json"));
    }
    String way = request.method() + " " + request.path();
    return switch (way) {
      case "POST /message:send" ->
          switch (body(request)) {
            case Outcome.Refused<JsonObject>(Fault fault) -> refused(fault);
            case Outcome.Done<JsonObject>(JsonObject params) ->
                whole(operations.send(context, params));
          };
      case "POST /message:stream" ->
          streamed(body(request).then(params -> operations.stream(context, params)));
      case "GET /tasks" ->
          whole(parameters(request).then(params -> operations.list(context, params)));
      case "GET /extendedAgentCard" -> refused(NO_EXTENDED_CARD);
      default -> task(request, context);
    };
  }

  private Outbound task(Inbound request, Context context) {
    Matcher path = TASK.matcher(request.path());
    if (!path.matches()) {
      return unknown();
    }
    Optional<String> id = decoded(path.group(1));
    if (id.isEmpty()) {
      return unknown();
    }
    JsonObject named = JsonObject.EMPTY.with("id", id.get());
    String what = path.group(2) == null ? "" : path.group(2);
    boolean get = request.method().equals("GET");
    boolean post = request.method().equals("POST");
    if (what.isEmpty() && get) {
      return whole(
          parameters(request).then(params -> operations.get(context, params.with("id", id.get()))));
    }
    if (what.equals(":cancel") && post) {
      return whole(operations.cancel(context, named));
    }
    if (what.equals(":subscribe") && (get || post)) {
      return streamed(operations.subscribe(context, named));
    }
    return what.startsWith("/push") ? refused(NO_CALLS_BACK) : unknown();
  }

  private static Outbound unknown() {
    return refused(Fault.of(A2aError.METHOD_NOT_FOUND, "there is nothing at this path"));
  }

  private static Optional<String> decoded(String segment) {
    try {
      return Optional.of(URLDecoder.decode(segment, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Outcome<JsonObject> body(Inbound request) {
    return switch (StrictJson.read(request.body(), limits)) {
      case Parsed.Value(JsonObject object, _) -> Outcome.done(object);
      case Parsed.Value _ ->
          Outcome.refused(A2aError.INVALID_PARAMS, "the body has to be a JSON object");
      case Parsed.Malformed malformed ->
          Outcome.refused(A2aError.INVALID_PARAMS, "the body is not JSON: " + malformed.detail());
    };
  }

  /// The query as the object that the operation takes.
  private static Outcome<JsonObject> parameters(Inbound request) {
    JsonObject.Builder out = JsonObject.builder();
    for (Map.Entry<String, String> each : request.query().entrySet()) {
      String name = each.getKey();
      String value = each.getValue();
      if (value.isEmpty()) {
        continue;
      }
      if (COUNTS.contains(name)) {
        if (!COUNT.matcher(value).matches()) {
          return Outcome.refused(A2aError.INVALID_PARAMS, name + " has to be a whole number");
        }
        out.put(name, JsonNumber.of(Long.parseLong(value)));
      } else if (name.equals("includeArtifacts")) {
        out.put(name, JsonBoolean.of(value.equals("true")));
      } else {
        out.put(name, value);
      }
    }
    return Outcome.done(out.build());
  }

  private static Outbound whole(Outcome<JsonObject> outcome) {
    return switch (outcome) {
      case Outcome.Done<JsonObject>(JsonObject result) -> Outbound.json(200, TYPE, result);
      case Outcome.Refused<JsonObject>(Fault fault) -> refused(fault);
    };
  }

  private static Outbound streamed(Outcome<Watch> outcome) {
    return switch (outcome) {
      case Outcome.Done<Watch>(Watch watch) ->
          new Outbound.Events(watch, TaskEvent::json, List.of());
      case Outcome.Refused<Watch>(Fault fault) -> refused(fault);
    };
  }
}

package dev.parley.a2a.wire;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Why something was refused, on either side: a value, since a peer can cause it.
///
/// @param error which error
/// @param message for people; never a secret, never a stranger's business
/// @param metadata what machines need besides, such as the code of ASP under `aspCode`
public record Fault(A2aError error, String message, Map<String, String> metadata) {
  /// The member of the metadata that carries the code of ASP.
  public static final String ASP_CODE = "aspCode";

  private static final String TYPE = "type.googleapis.com/google.rpc.ErrorInfo";
  private static final String DOMAIN = "a2a-protocol.org";
  private static final int MESSAGE_MAX = 500;

  /// Copies.
  public Fault {
    metadata = Map.copyOf(metadata);
  }

  /// A fault without metadata.
  ///
  /// @param error which error
  /// @param message for people
  /// @return the fault
  public static Fault of(A2aError error, String message) {
    return new Fault(error, message, Map.of());
  }

  /// What contradicts a session, with the code of ASP that says how.
  ///
  /// @param code the code
  /// @param message for people
  /// @return `INVALID_PARAMS`
  public static Fault asp(ErrorCode code, String message) {
    return new Fault(A2aError.INVALID_PARAMS, message, Map.of(ASP_CODE, code.wire()));
  }

  private JsonArray details() {
    JsonObject detail =
        JsonObject.EMPTY.with("@type", TYPE).with("reason", error.reason()).with("domain", DOMAIN);
    if (!metadata.isEmpty()) {
      JsonObject.Builder more = JsonObject.builder();
      metadata.forEach(more::put);
      detail = detail.with("metadata", more.build());
    }
    return JsonArray.of(List.of(detail));
  }

  /// The form in JSON-RPC.
  ///
  /// @return the member `error` of a response
  public JsonObject rpc() {
    return JsonObject.builder()
        .put("code", error.code())
        .put("message", message)
        .put("data", details())
        .build();
  }

  /// The form in HTTP+JSON.
  ///
  /// @return the body
  public JsonObject rest() {
    return JsonObject.of(
        "error",
        JsonObject.builder()
            .put("code", error.status())
            .put("status", error.word())
            .put("message", message)
            .put("details", details())
            .build());
  }

  /// Reads what a peer says went wrong.
  ///
  /// @param error the member `error` of its answer, of either binding
  /// @return the fault; `INTERNAL_ERROR` for one that is not known
  public static Fault read(JsonObject error) {
    JsonArray details =
        error.array("data").or(() -> error.array("details")).orElse(JsonArray.EMPTY);
    Optional<JsonObject> stated = Optional.empty();
    for (JsonValue each : details) {
      if (each instanceof JsonObject detail
          && detail.string("domain").filter(DOMAIN::equals).isPresent()) {
        stated = Optional.of(detail);
        break;
      }
    }
    Optional<A2aError> byReason =
        stated.flatMap(d -> d.string("reason")).flatMap(A2aError::ofReason);
    Optional<A2aError> byCode =
        error.get("code") instanceof JsonNumber n && n.isIntegral()
            ? A2aError.ofCode(n.asLong())
            : Optional.empty();
    Map<String, String> metadata = new TreeMap<>();
    stated
        .flatMap(d -> d.object("metadata"))
        .ifPresent(
            more -> {
              for (String name : more.names()) {
                if (more.get(name) instanceof JsonString(String text)) {
                  metadata.put(name, cut(text));
                }
              }
            });
    return new Fault(
        byReason.or(() -> byCode).orElse(A2aError.INTERNAL_ERROR),
        cut(error.string("message").orElse("the other side does not say what went wrong")),
        metadata);
  }

  private static String cut(String text) {
    return text.length() <= MESSAGE_MAX ? text : text.substring(0, MESSAGE_MAX);
  }
}

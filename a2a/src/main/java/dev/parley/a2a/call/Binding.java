package dev.parley.a2a.call;

import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Outcome;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/// How an operation becomes a request, and an answer what it says.
sealed interface Binding {

  /// A request, but for its headers.
  record Form(String method, URI where, Optional<JsonObject> body, long id) {}

  /// The request of an operation.
  ///
  /// @param operation which
  /// @param params what it takes
  /// @param id of the request
  Form form(Operation operation, JsonObject params, long id);

  /// What an answer, or one event of a stream, says.
  Outcome<JsonObject> read(int status, JsonObject answer, long id);

  /// Everything is one method of one address.
  record JsonRpc(URI address) implements Binding {
    @Override
    public Form form(Operation operation, JsonObject params, long id) {
      JsonObject body =
          JsonObject.builder()
              .put("jsonrpc", "2.0")
              .put("id", id)
              .put("method", operation.method())
              .put("params", params)
              .build();
      return new Form("POST", address, Optional.of(body), id);
    }

    @Override
    public Outcome<JsonObject> read(int status, JsonObject answer, long id) {
      if (answer.object("error").isPresent()) {
        return new Outcome.Refused<>(Fault.read(answer.object("error").get()));
      }
      boolean ours =
          answer.string("jsonrpc").filter("2.0"::equals).isPresent()
              && answer.get("id") instanceof JsonNumber n
              && n.equals(JsonNumber.of(id));
      return ours && answer.object("result").isPresent()
          ? Outcome.done(answer.object("result").get())
          : Outcome.refused(
              A2aError.INVALID_AGENT_RESPONSE, "the answer is no response to this request");
    }
  }

  /// Each operation has an address of its own.
  record Rest(URI address) implements Binding {
    @Override
    public Form form(Operation operation, JsonObject params, long id) {
      String base = address.toString().replaceFirst("/+$", "");
      String path = operation.path().replace("{id}", encoded(params.string("id").orElse("")));
      return switch (operation) {
        case SEND, STREAM -> new Form("POST", URI.create(base + path), Optional.of(params), id);
        case CANCEL, SUBSCRIBE -> new Form("POST", URI.create(base + path), Optional.empty(), id);
        case GET, LIST ->
            new Form("GET", URI.create(base + path + query(params)), Optional.empty(), id);
      };
    }

    private static String query(JsonObject params) {
      StringJoiner out = new StringJoiner("&", "?", "").setEmptyValue("");
      for (String name : params.names()) {
        if (!name.equals("id")) {
          String value =
              switch (params.get(name)) {
                case JsonNumber number -> number.canonicalText();
                case JsonBoolean flag -> String.valueOf(flag.asBoolean());
                case null, default -> params.string(name).orElse("");
              };
          out.add(name + "=" + encoded(value));
        }
      }
      return out.toString();
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public Outcome<JsonObject> read(int status, JsonObject answer, long id) {
      return answer
          .object("error")
          .<Outcome<JsonObject>>map(error -> new Outcome.Refused<>(Fault.read(error)))
          .orElseGet(
              () ->
                  status / 100 == 2
                      ? Outcome.done(answer)
                      : Outcome.refused(
                          A2aError.INVALID_AGENT_RESPONSE, "an answer with status " + status));
    }
  }
}

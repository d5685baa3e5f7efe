package dev.parley.a2a.call;

import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.EventReader;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.Headers;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Calls one agent of A2A 1.0, over JSON-RPC or HTTP+JSON as its card prefers. What the agent does
/// wrong comes back as a fault, never as an exception. Thread-safe.
public final class A2aClient implements AutoCloseable {
  private final Exchange exchange;
  private final JsonObject card;
  private final Binding binding;
  private final Set<String> extensions;
  private final AtomicLong ids = new AtomicLong();

  private A2aClient(Exchange exchange, JsonObject card, Binding binding, Set<String> extensions) {
    this.exchange = exchange;
    this.card = card;
    this.binding = binding;
    this.extensions = Set.copyOf(extensions);
  }

  /// Fetches an agent's card and makes ready to call it.
  ///
  /// @param card where its card is
  /// @param check what is asked of the card
  /// @param extensions what every call has to activate; an answer that does not say so is refused
  /// @param limits what to bear
  /// @return the client; else why the agent cannot be called
  public static Outcome<A2aClient> to(
      URI card, CardCheck check, Set<String> extensions, CallLimits limits) {
    Exchange exchange = new Exchange(limits);
    Outcome<A2aClient> client =
        exchange
            .fetch(card)
            .then(json -> believed(json, check))
            .then(
                known ->
                    binding(known, card)
                        .then(
                            binding ->
                                offers(known, extensions)
                                    .<Outcome<A2aClient>>map(Outcome.Refused::new)
                                    .orElseGet(
                                        () ->
                                            Outcome.done(
                                                new A2aClient(
                                                    exchange, known, binding, extensions)))));
    if (client instanceof Outcome.Refused<A2aClient>) {
      exchange.close();
    }
    return client;
  }

  /// Fetches an agent's card.
  ///
  /// @param card where it is
  /// @param check what is asked of it
  /// @param limits what to bear
  /// @return what of it may be believed
  public static Outcome<JsonObject> card(URI card, CardCheck check, CallLimits limits) {
    try (Exchange exchange = new Exchange(limits)) {
      return exchange.fetch(card).then(json -> believed(json, check));
    }
  }

  private static Outcome<JsonObject> believed(JsonObject json, CardCheck check) {
    return switch (check.believed(json)) {
      case Decoded.Valid<JsonObject>(JsonObject card) -> Outcome.done(card);
      case Decoded.Refused<JsonObject>(Refusal refusal) ->
          new Outcome.Refused<>(
              new Fault(
                  A2aError.INVALID_AGENT_RESPONSE,
                  refusal.message(),
                  Fault.asp(refusal.code(), "").metadata()));
    };
  }

  /// The first interface of the card whose binding and version are spoken here. A card from
  /// elsewhere leads to no address on this machine.
  private static Outcome<Binding> binding(JsonObject card, URI from) {
    boolean known = false;
    for (JsonValue each : card.array("supportedInterfaces").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject face) {
        Optional<URI> url =
            face.string("url")
                .flatMap(Exchange::address)
                .filter(to -> to.getScheme().equals("https") || from.getScheme().equals("http"));
        String binding = face.string("protocolBinding").orElse("");
        boolean spoken = binding.equals("JSONRPC") || binding.equals("HTTP+JSON");
        known |= spoken;
        if (spoken
            && url.isPresent()
            && face.string("protocolVersion").filter("1.0"::equals).isPresent()) {
          return Outcome.done(
              binding.equals("JSONRPC")
                  ? new Binding.JsonRpc(url.get())
                  : new Binding.Rest(url.get()));
        }
      }
    }
    return known
        ? Outcome.refused(A2aError.VERSION_NOT_SUPPORTED, "the agent does not speak A2A 1.0")
        : Outcome.refused(
            A2aError.UNSUPPORTED_OPERATION, "the agent speaks neither JSONRPC nor HTTP+JSON");
  }

  /// Before anything is sent that shows what it is about.
  private static Optional<Fault> offers(JsonObject card, Set<String> wanted) {
    Set<String> offered = new LinkedHashSet<>();
    Set<String> required = new LinkedHashSet<>();
    for (JsonValue each :
        card.object("capabilities").flatMap(c -> c.array("extensions")).orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject extension) {
        extension.string("uri").ifPresent(offered::add);
        if (extension.get("required") == JsonBoolean.TRUE) {
          extension.string("uri").ifPresent(required::add);
        }
      }
    }
    if (!offered.containsAll(wanted)) {
      return Optional.of(
          Fault.of(A2aError.EXTENSION_SUPPORT_REQUIRED, "the agent does not offer " + wanted));
    }
    required.removeAll(wanted);
    return required.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Fault.of(A2aError.EXTENSION_SUPPORT_REQUIRED, "the agent asks for " + required));
  }

  /// The agent's card, as far as it may be believed.
  ///
  /// @return the card
  public JsonObject card() {
    return card;
  }

  /// Whether the agent streams.
  ///
  /// @return what its card says
  public boolean streams() {
    return card.object("capabilities").map(c -> c.get("streaming")).orElse(JsonBoolean.FALSE)
        == JsonBoolean.TRUE;
  }

  /// Sends a message and waits for what comes of it.
  ///
  /// @param message the message
  /// @return `{task}` or `{message}`
  public Outcome<JsonObject> send(JsonObject message) {
    return call(Operation.SEND, JsonObject.of("message", message));
  }

  /// Sends a message and does not wait for more than that it was taken.
  ///
  /// @param message the message
  /// @return `{task}` or `{message}`
  public Outcome<JsonObject> begin(JsonObject message) {
    return call(
        Operation.SEND,
        JsonObject.of(
            "configuration",
            JsonObject.of("returnImmediately", JsonBoolean.TRUE),
            "message",
            message));
  }

  /// A task.
  ///
  /// @param taskId which
  /// @return the task
  public Outcome<JsonObject> task(String taskId) {
    return call(Operation.GET, JsonObject.EMPTY.with("id", taskId));
  }

  /// The tasks.
  ///
  /// @param filter the members of a `ListTasksRequest`
  /// @return a page of them
  public Outcome<JsonObject> tasks(JsonObject filter) {
    return call(Operation.LIST, filter);
  }

  /// Stops a task.
  ///
  /// @param taskId which
  /// @return the task
  public Outcome<JsonObject> cancel(String taskId) {
    return call(Operation.CANCEL, JsonObject.EMPTY.with("id", taskId));
  }

  /// How a stream ended.
  public enum StreamEnd {
    /// By the agent.
    WHOLE,
    /// By the reader, who wanted no more.
    LEFT
  }

  /// Sends a message and reads what comes of it as it comes.
  ///
  /// @param message the message
  /// @param more takes each `StreamResponse` and says whether it wants more
  /// @return how it ended; `INVALID_AGENT_RESPONSE` if the stream broke off
  public Outcome<StreamEnd> stream(JsonObject message, Predicate<JsonObject> more) {
    return streamed(Operation.STREAM, JsonObject.of("message", message), more);
  }

  /// Reads on about a task that goes on.
  ///
  /// @param taskId which
  /// @param more takes each `StreamResponse` and says whether it wants more
  /// @return how it ended; `INVALID_AGENT_RESPONSE` if the stream broke off
  public Outcome<StreamEnd> subscribe(String taskId, Predicate<JsonObject> more) {
    return streamed(Operation.SUBSCRIBE, JsonObject.EMPTY.with("id", taskId), more);
  }

  private Outcome<JsonObject> call(Operation operation, JsonObject params) {
    Binding.Form form = binding.form(operation, params, ids.incrementAndGet());
    return exchange
        .open(form, extensions, Exchange.Kind.WHOLE)
        .then(
            answer ->
                exchange
                    .whole(answer)
                    .then(json -> binding.read(answer.statusCode(), json, form.id()))
                    .then(said -> activated(operation, answer, said)));
  }

  private Outcome<StreamEnd> streamed(
      Operation operation, JsonObject params, Predicate<JsonObject> more) {
    Binding.Form form = binding.form(operation, params, ids.incrementAndGet());
    return exchange
        .open(form, extensions, Exchange.Kind.STREAM)
        .then(
            answer -> {
              if (!Exchange.isStream(answer)) {
                return exchange
                    .whole(answer)
                    .then(json -> binding.read(answer.statusCode(), json, form.id()))
                    .then(
                        _ ->
                            Outcome.refused(
                                A2aError.INVALID_AGENT_RESPONSE, "the answer is no stream"));
              }
              return activated(operation, answer, answer).then(_ -> read(answer, form.id(), more));
            });
  }

  /// No echo means not activated: then the agent has not understood what the message is about.
  private <T> Outcome<T> activated(
      Operation operation, HttpResponse<InputStream> answer, T otherwise) {
    boolean sends = operation == Operation.SEND || operation == Operation.STREAM;
    Set<String> active = Headers.extensions(answer.headers().allValues(Headers.EXTENSIONS));
    if (!sends || active.containsAll(extensions)) {
      return Outcome.done(otherwise);
    }
    Exchange.close(answer);
    return Outcome.refused(
        A2aError.EXTENSION_SUPPORT_REQUIRED, "the agent has not activated " + extensions);
  }

  private Outcome<StreamEnd> read(
      HttpResponse<InputStream> answer, long id, Predicate<JsonObject> more) {
    boolean ended = false;
    try (InputStream in = exchange.patient(answer)) {
      EventReader events = new EventReader(in);
      for (Optional<String> event = events.next(); event.isPresent(); event = events.next()) {
        Outcome<JsonObject> said =
            Exchange.object(event.get().getBytes(StandardCharsets.UTF_8))
                .then(json -> binding.read(answer.statusCode(), json, id));
        switch (said) {
          case Outcome.Refused<JsonObject>(Fault fault) -> {
            return new Outcome.Refused<>(fault);
          }
          case Outcome.Done<JsonObject>(JsonObject response) -> {
            ended = ends(response);
            if (!more.test(response)) {
              return Outcome.done(StreamEnd.LEFT);
            }
          }
        }
      }
    } catch (IOException e) {
      return broken(String.valueOf(e.getMessage()));
    }
    return ended ? Outcome.done(StreamEnd.WHOLE) : broken("it ends before the task does");
  }

  private static Outcome<StreamEnd> broken(String why) {
    return Outcome.refused(A2aError.INVALID_AGENT_RESPONSE, "the stream broke off: " + why);
  }

  /// Whether a stream may end after this.
  private static boolean ends(JsonObject response) {
    return response.has("message")
        || response
            .object("task")
            .or(() -> response.object("statusUpdate"))
            .flatMap(holder -> holder.object("status"))
            .flatMap(status -> status.string("state"))
            .flatMap(TaskState::parse)
            .filter(state -> !state.running())
            .isPresent();
  }

  /// Ends what goes on.
  @Override
  public void close() {
    exchange.close();
  }
}

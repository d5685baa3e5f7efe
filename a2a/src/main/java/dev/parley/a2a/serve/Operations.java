package dev.parley.a2a.serve;

import dev.parley.a2a.task.Ask;
import dev.parley.a2a.task.Task;
import dev.parley.a2a.task.TaskDesk;
import dev.parley.a2a.task.TaskPage;
import dev.parley.a2a.task.Watch;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.A2aInterfaces.Session;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The operations of A2A with the rules that hold for both bindings: what a request has to carry,
/// and when the session extension is active.
final class Operations {
  private static final int HISTORY_MAX = 1_000_000;

  private final TaskDesk desk;
  private final Session rule;

  Operations(TaskDesk desk, Session rule) {
    this.desk = desk;
    this.rule = rule;
  }

  /// Who calls, and which extensions it wants.
  record Context(String caller, Set<String> extensions) {
    boolean active() {
      return extensions.contains(SessionExtension.URI);
    }
  }

  Outcome<JsonObject> send(Context context, JsonObject params) throws InterruptedException {
    return switch (ask(context, params)) {
      case Outcome.Refused<Ask>(Fault fault) -> new Outcome.Refused<>(fault);
      case Outcome.Done<Ask>(Ask ask) ->
          desk.send(ask).then(task -> Outcome.done(JsonObject.of("task", task)));
    };
  }

  Outcome<Watch> stream(Context context, JsonObject params) {
    return ask(context, params).then(desk::stream);
  }

  Outcome<JsonObject> get(Context context, JsonObject params) {
    return id(params)
        .then(id -> history(params).then(view -> desk.get(context.caller(), id, view)));
  }

  Outcome<JsonObject> cancel(Context context, JsonObject params) {
    return id(params).then(id -> desk.cancel(context.caller(), id));
  }

  Outcome<Watch> subscribe(Context context, JsonObject params) {
    return id(params).then(id -> desk.subscribe(context.caller(), id));
  }

  private static Outcome<String> id(JsonObject params) {
    return MessageForm.id(params, "id")
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(A2aError.INVALID_PARAMS, "id is required"));
  }

  private static Outcome<Task.View> history(JsonObject params) {
    return count(params, "historyLength", 0, HISTORY_MAX)
        .then(n -> Outcome.done(new Task.View(n, Task.Artifacts.SHOWN)));
  }

  private static Outcome<Optional<Integer>> count(
      JsonObject params, String name, int least, int most) {
    if (!params.has(name)) {
      return Outcome.done(Optional.empty());
    }
    return params.get(name) instanceof JsonNumber n
            && n.isIntegral()
            && n.asLong() >= least
            && n.asLong() <= most
        ? Outcome.done(Optional.of((int) n.asLong()))
        : Outcome.refused(
            A2aError.INVALID_PARAMS, name + " has to be a whole number from " + least);
  }

  Outcome<JsonObject> list(Context context, JsonObject params) {
    Optional<String> state = stated(params, "status").filter(s -> !s.endsWith("UNSPECIFIED"));
    Optional<String> after = stated(params, "statusTimestampAfter");
    if (state.isPresent() && state.flatMap(TaskState::parse).isEmpty()) {
      return Outcome.refused(A2aError.INVALID_PARAMS, "status has to be a state of a task");
    }
    if (after.isPresent() && after.flatMap(Operations::time).isEmpty()) {
      return Outcome.refused(A2aError.INVALID_PARAMS, "statusTimestampAfter has to be a time");
    }
    return count(params, "pageSize", 1, TaskPage.MOST)
        .then(
            size ->
                history(params)
                    .then(
                        view ->
                            desk.list(
                                    new TaskPage.Request(
                                        context.caller(),
                                        stated(params, "contextId"),
                                        state.flatMap(TaskState::parse),
                                        after.flatMap(Operations::time),
                                        stated(params, "pageToken"),
                                        size.orElse(TaskPage.USUAL)))
                                .then(page -> Outcome.done(json(page, view, params)))));
  }

  private static JsonObject json(TaskPage page, Task.View view, JsonObject params) {
    Task.View shown =
        new Task.View(
            Optional.of(view.history().orElse(0)),
            params.get("includeArtifacts") == JsonBoolean.TRUE
                ? Task.Artifacts.SHOWN
                : Task.Artifacts.LEFT_OUT);
    return JsonObject.builder()
        .put("tasks", JsonArray.of(page.tasks().stream().map(t -> t.json(shown)).toList()))
        .put("nextPageToken", page.next().orElse(""))
        .put("pageSize", page.tasks().size())
        .put("totalSize", page.total())
        .build();
  }

  private static Optional<String> stated(JsonObject params, String name) {
    return params.string(name).filter(text -> !text.isEmpty());
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private Outcome<Ask> ask(Context context, JsonObject params) {
    JsonObject configuration = params.object("configuration").orElse(JsonObject.EMPTY);
    if (configuration.has("taskPushNotificationConfig")) {
      return Outcome.refused(
          A2aError.PUSH_NOTIFICATION_NOT_SUPPORTED, "nobody is called back here");
    }
    Optional<JsonObject> message = params.object("message");
    if (message.isEmpty()) {
      return Outcome.refused(A2aError.INVALID_PARAMS, "message is required");
    }
    return MessageForm.checked(message.get())
        .then(
            checked ->
                reference(context, params, checked)
                    .then(
                        reference ->
                            history(configuration)
                                .then(
                                    view ->
                                        Outcome.done(
                                            new Ask(
                                                context.caller(),
                                                checked,
                                                reference,
                                                view,
                                                patience(configuration))))));
  }

  private static Ask.Patience patience(JsonObject configuration) {
    return configuration.get("returnImmediately") == JsonBoolean.TRUE
        ? Ask.Patience.NONE
        : Ask.Patience.SETTLED;
  }

  /// The commitment that a message names. It may stand in the message or beside it; both must not
  /// differ. Without the extension activated it is not read, and then it may not be there: a caller
  /// that believes its task bound must not be left in that belief.
  private Outcome<Optional<SessionReference>> reference(
      Context context, JsonObject params, JsonObject message) {
    Optional<JsonObject> inside = named(message);
    Optional<JsonObject> beside = named(params);
    if (!context.active()) {
      return rule == Session.REQUIRED || inside.isPresent() || beside.isPresent()
          ? Outcome.refused(A2aError.EXTENSION_SUPPORT_REQUIRED, "activate " + SessionExtension.URI)
          : Outcome.done(Optional.empty());
    }
    if (inside.isPresent() && beside.isPresent() && !inside.equals(beside)) {
      return contradiction("message and request name different commitments");
    }
    Optional<JsonObject> stated = inside.or(() -> beside);
    if (stated.isEmpty()) {
      return rule == Session.REQUIRED && !message.has("taskId")
          ? contradiction("metadata has to name a session under " + SessionExtension.URI)
          : Outcome.done(Optional.empty());
    }
    return switch (SessionReference.decode(stated.get())) {
      case Decoded.Valid<SessionReference>(SessionReference read) ->
          Outcome.done(Optional.of(read));
      case Decoded.Refused<SessionReference>(Refusal refusal) ->
          new Outcome.Refused<>(Fault.asp(refusal.code(), refusal.message()));
    };
  }

  private static Outcome<Optional<SessionReference>> contradiction(String what) {
    return new Outcome.Refused<>(Fault.asp(ErrorCode.MALFORMED, what));
  }

  private static Optional<JsonObject> named(JsonObject holder) {
    return holder
        .object("metadata")
        .filter(metadata -> metadata.has(SessionExtension.URI))
        .map(metadata -> metadata.object(SessionExtension.URI).orElse(JsonObject.EMPTY));
  }
}

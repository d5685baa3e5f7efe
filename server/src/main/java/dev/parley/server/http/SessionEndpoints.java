package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Format;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.msgpack.Shapes;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.http.Answer.Field;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.SessionPage;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.StoredSession;
import dev.parley.server.streams.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sessions as wholes: opening, listing, looking at, closing, exporting.
final class SessionEndpoints {
  static final String PATH = "/v1/asp/sessions";
  static final String ONE = PATH + "/{sessionId}";
  static final String TRANSCRIPT_TYPE = "application/asp-transcript+ndjson";

  private final Sessions sessions;
  private final Bodies bodies;
  private final Streams streams;

  SessionEndpoints(Sessions sessions, Bodies bodies, Streams streams) {
    this.sessions = sessions;
    this.bodies = bodies;
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, Access.AGENT, this::open),
        new Route("GET", PATH, Access.AGENT, this::list),
        new Route("GET", ONE, Access.AGENT, this::view),
        new Route("DELETE", ONE, Access.AGENT, this::close),
        new Route("GET", ONE + "/commitments", Access.AGENT, this::commitments),
        new Route("GET", ONE + "/cards/{hash}", Access.AGENT, this::card),
        new Route("GET", ONE + "/transcript", Access.AGENT, this::transcript));
  }

  /// Strangers and whoever asks for what does not exist get these same bytes.
  static Answer unknown() {
    return Refusals.of(Outcome.UNKNOWN_SESSION);
  }

  static Optional<SessionId> id(Call call) {
    return SessionId.parse(call.part("sessionId"));
  }

  /// Answers somebody who may see the session.
  static Answer read(Sessions sessions, Call call, Function<SessionReader, Answer> then) {
    return id(call)
        .flatMap(id -> sessions.reader(call.caller(), id))
        .map(then)
        .orElseGet(SessionEndpoints::unknown);
  }

  private Answer open(Call call) {
    return bodies.envelope(
        call,
        body -> {
          Format format = Packing.invited(body.json());
          if (!Packing.takes(format, body.spelt())) {
            return Packing.notHere();
          }
          Outcome outcome = sessions.open(call.caller(), body.submission());
          Answer answer = Submissions.answer(outcome, location(body.json()));
          return Packing.of(call, format, Shapes.AROUND_ENVELOPE, answer);
        });
  }

  /// How the messages of a session may be spelt; for strangers to it as the body is, so that they
  /// learn nothing from it.
  static Format format(Sessions sessions, Call call, SessionId id, Body body) {
    return sessions.view(call.caller(), id).map(SessionView::format).orElse(body.spelt());
  }

  /// In node custody the id may be the node's; then the answer's envelope has it.
  private static List<Field> location(JsonObject envelope) {
    return envelope
        .string("sessionId")
        .flatMap(SessionId::parse)
        .map(id -> List.of(new Field("Location", PATH + "/" + id)))
        .orElse(List.of());
  }

  private Answer list(Call call) {
    Decoded<SessionPage> page =
        call.limit().then(n -> sessions.list(call.caller(), call.parameter("cursor"), n));
    return switch (page) {
      case Decoded.Refused<SessionPage>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<SessionPage>(SessionPage found) ->
          Answer.json(
              200,
              JsonObject.builder()
                  .put(
                      "sessions",
                      JsonArray.of(
                          found.sessions().stream().map(SessionEndpoints::summary).toList()))
                  .putIfPresent("nextCursor", found.next().map(JsonString::new).orElse(null))
                  .build());
    };
  }

  private static JsonObject summary(StoredSession session) {
    return JsonObject.builder()
        .put("sessionId", session.session().toString())
        .put("state", session.state())
        .put("phase", session.phase())
        .put("initiator", session.initiator())
        .put("participants", JsonArray.ofStrings(session.participants()))
        .put("lastSequence", session.length() - 1)
        .put("head", session.head().text())
        .put("updatedAt", Timestamp.format(session.updatedAt()))
        .build();
  }

  private Answer view(Call call) {
    return id(call)
        .flatMap(id -> sessions.view(call.caller(), id))
        .map(view -> Answer.json(200, view.json()))
        .orElseGet(SessionEndpoints::unknown);
  }

  private Answer close(Call call) {
    Optional<SessionId> id = id(call);
    if (id.isEmpty()) {
      return unknown();
    }
    if (!call.request().hasBody()) {
      return Submissions.answer(sessions.cancel(call.caller(), id.get()), List.of());
    }
    return bodies.envelope(call, body -> close(call, id.get(), body));
  }

  private Answer close(Call call, SessionId id, Body body) {
    Format format = format(sessions, call, id, body);
    if (!Packing.takes(format, body.spelt())) {
      return Packing.notHere();
    }
    Answer answer =
        body.json().string("performative").equals(Optional.of(Performative.CLOSE.name()))
            ? Submissions.answer(sessions.append(call.caller(), id, body.submission()), List.of())
            : Refusals.of(ErrorCode.MALFORMED.because("DELETE carries a CLOSE or nothing"));
    return Packing.of(call, format, Shapes.AROUND_ENVELOPE, answer);
  }

  private Answer commitments(Call call) {
    return read(sessions, call, reader -> Answer.json(200, reader.commitments()));
  }

  private Answer card(Call call) {
    return read(
        sessions,
        call,
        reader ->
            Hash.parse(call.part("hash"))
                .flatMap(reader::card)
                .map(card -> Answer.json(200, card))
                .orElseGet(
                    () ->
                        Refusals.of(
                            ErrorCode.INVALID_REFERENCE.because(
                                "the session uses no card with that hash"))));
  }

  private Answer transcript(Call call) {
    return read(
        sessions,
        call,
        reader ->
            streams
                .take(call.caller())
                .map(slot -> export(reader, slot))
                .orElseGet(SessionEndpoints::full));
  }

  static Answer full() {
    return Refusals.of(ErrorCode.UNAVAILABLE.because("as many streams are open as may be"));
  }

  static Answer export(SessionReader reader, Streams.Slot slot) {
    return Answer.streamed(
        TRANSCRIPT_TYPE,
        new Answer.Flow() {
          @Override
          public void write(OutputStream out) throws IOException {
            slot.write(() -> reader.transcript(out));
          }

          @Override
          public void close() {
            slot.close();
          }
        });
  }
}

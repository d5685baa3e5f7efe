package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.message.Format;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import dev.parley.core.msgpack.Shapes;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.streams.SessionFeed;
import dev.parley.server.streams.Streams;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The messages of a session: sending, reading in pages, following.
final class MessageEndpoints {
  private static final String MESSAGES = SessionEndpoints.ONE + "/messages";

  private final Sessions sessions;
  private final SessionFeed.Source source;
  private final Bodies bodies;
  private final Streams streams;
  private final Duration heartbeat;

  MessageEndpoints(SessionFeed.Source source, Bodies bodies, Streams streams, Duration heartbeat) {
    this.sessions = source.sessions();
    this.source = source;
    this.bodies = bodies;
    this.streams = streams;
    this.heartbeat = heartbeat;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", MESSAGES, Access.AGENT, this::append),
        new Route("GET", MESSAGES, Access.AGENT, this::page),
        new Route("GET", MESSAGES + "/{messageId}", Access.AGENT, this::one),
        new Route("GET", SessionEndpoints.ONE + "/events", Access.AGENT, this::follow),
        new Route("GET", SessionEndpoints.ONE + "/ws", Access.OPEN, MessageEndpoints::upgrade));
  }

  /// What wanted no WebSocket connection, or must not have one: pages in a browser have no business
  /// here, so one that names its origin is sent away.
  private static Answer upgrade(Call call) {
    return call.request().header("Origin").isEmpty()
        ? Refusals.of(RequestFault.UPGRADE_REQUIRED, "WebSocket, version 13, is spoken here")
            .with("Upgrade", "websocket")
            .with("Connection", "Upgrade")
            .with("Sec-WebSocket-Version", "13")
        : Refusals.of(RequestFault.FORBIDDEN_ORIGIN, "no connections from pages in a browser");
  }

  private Answer append(Call call) {
    return bodies.envelope(
        call,
        body ->
            SessionEndpoints.id(call)
                .map(id -> append(call, id, body))
                .orElseGet(SessionEndpoints::unknown));
  }

  private Answer append(Call call, SessionId id, Body body) {
    Format format = SessionEndpoints.format(sessions, call, id, body);
    return Packing.takes(format, body.spelt())
        ? Packing.of(
            call,
            format,
            Shapes.AROUND_ENVELOPE,
            Submissions.answer(sessions.append(call.caller(), id, body.submission()), List.of()))
        : Packing.notHere();
  }

  private Answer page(Call call) {
    return SessionEndpoints.read(
        sessions,
        call,
        reader -> {
          Decoded<Long> from = from(call);
          return switch (call.limit()) {
            case Decoded.Refused<Integer>(Refusal refusal) -> Refusals.of(refusal);
            case Decoded.Valid<Integer>(Integer limit) ->
                switch (from) {
                  case Decoded.Refused<Long>(Refusal refusal) -> Refusals.of(refusal);
                  case Decoded.Valid<Long>(Long first) ->
                      Packing.of(
                          call, reader.format(), Shapes.PAGE, page(call, reader, first, limit));
                };
          };
        });
  }

  /// The first position of a page: what the cursor says, or the one behind `since_sequence`. A
  /// cursor names its session, and is good for no other.
  private static Decoded<Long> from(Call call) {
    Optional<String> cursor = call.parameter("cursor");
    if (cursor.isEmpty()) {
      return call.whole("since_sequence", -1).then(n -> Decoded.valid(n + 1));
    }
    String mine = call.part("sessionId") + "~";
    return cursor
        .filter(c -> c.startsWith(mine) && Paging.isPosition(c.substring(mine.length())))
        .map(c -> Decoded.valid(Long.parseLong(c.substring(mine.length()))))
        .orElseGet(
            () ->
                Decoded.refused(
                    ErrorCode.MALFORMED.because("the cursor is none of this session's")));
  }

  private static Answer page(Call call, SessionReader reader, long from, int limit) {
    List<Delivered> messages = reader.messages(from, limit);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ascii(out, "{\"messages\":[");
    for (int i = 0; i < messages.size(); i++) {
      ascii(out, i == 0 ? "" : ",");
      out.writeBytes(messages.get(i).json());
    }
    ascii(out, "]");
    if (!messages.isEmpty()) {
      long next = messages.getLast().position() + 1;
      if (!reader.messages(next, 1).isEmpty()) {
        ascii(out, ",\"nextCursor\":\"" + call.part("sessionId") + "~" + next + "\"");
      }
    }
    ascii(out, "}");
    return Answer.bytes(200, Answer.JSON, out.toByteArray());
  }

  private static void ascii(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Answer one(Call call) {
    return SessionEndpoints.read(
        sessions,
        call,
        reader ->
            MessageId.parse(call.part("messageId"))
                .flatMap(reader::message)
                .map(
                    found ->
                        Packing.of(
                            call,
                            reader.format(),
                            Shapes.AROUND_ENVELOPE,
                            Answer.bytes(200, Answer.JSON, found.json())))
                .orElseGet(
                    () ->
                        Refusals.of(
                            ErrorCode.INVALID_REFERENCE.because(
                                "the session has no message with that id"))));
  }

  private Answer follow(Call call) {
    return SessionEndpoints.read(
        sessions,
        call,
        reader ->
            switch (Cursors.behind(call)) {
              case Decoded.Refused<Long>(Refusal refusal) -> Refusals.of(refusal);
              case Decoded.Valid<Long>(Long from)
                  when from > 0 && reader.messages(from - 1, 1).isEmpty() ->
                  Refusals.of(
                      ErrorCode.INVALID_REFERENCE.because(
                          "the session has no message at position " + (from - 1)));
              case Decoded.Valid<Long>(Long from) ->
                  switch (Packing.ofStream(call, reader.format())) {
                    case Decoded.Refused<Format>(Refusal refusal) -> Refusals.of(refusal);
                    case Decoded.Valid<Format>(Format spelt) -> events(call, reader, from, spelt);
                  };
            });
  }

  private Answer events(Call call, SessionReader reader, long from, Format spelt) {
    SessionId id = SessionEndpoints.id(call).orElseThrow();
    return streams
        .take(call.caller())
        .map(
            slot ->
                Answer.streamed(
                    Cursors.EVENTS,
                    new SessionEvents(
                        id,
                        spelt,
                        new SessionFeed(source, call.caller(), reader.follow(from), slot),
                        source.clock(),
                        heartbeat)))
        .orElseGet(SessionEndpoints::full);
  }
}

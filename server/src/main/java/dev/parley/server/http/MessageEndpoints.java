package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.time.NodeClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The messages of a session: sending, reading in pages, following.
final class MessageEndpoints {
  private static final String MESSAGES = SessionEndpoints.ONE + "/messages";

  private final Sessions sessions;
  private final Bodies bodies;
  private final Streams streams;
  private final NodeClock clock;
  private final Duration heartbeat;

  MessageEndpoints(
      Sessions sessions, Bodies bodies, Streams streams, NodeClock clock, Duration heartbeat) {
    this.sessions = sessions;
    this.bodies = bodies;
    this.streams = streams;
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", MESSAGES, Access.AGENT, this::append),
        new Route("GET", MESSAGES, Access.AGENT, this::page),
        new Route("GET", MESSAGES + "/{messageId}", Access.AGENT, this::one),
        new Route("GET", SessionEndpoints.ONE + "/events", Access.AGENT, this::follow));
  }

  private Answer append(Call call) {
    return bodies.json(
        call,
        body ->
            SessionEndpoints.id(call)
                .map(
                    id ->
                        Submissions.answer(
                            sessions.append(call.caller(), id, body.submission()), List.of()))
                .orElseGet(SessionEndpoints::unknown));
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
                  case Decoded.Valid<Long>(Long first) -> page(call, reader, first, limit);
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
                .map(found -> Answer.bytes(200, Answer.JSON, found.json()))
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
              case Decoded.Valid<Long>(Long from) -> events(call, reader, from);
            });
  }

  private Answer events(Call call, SessionReader reader, long from) {
    SessionId id = SessionEndpoints.id(call).orElseThrow();
    return streams
        .take(call.caller())
        .map(
            slot ->
                Answer.streamed(
                    Cursors.EVENTS,
                    new SessionEvents(
                        sessions, clock, heartbeat, call.caller(), id, reader.follow(from), slot)))
        .orElseGet(SessionEndpoints::full);
  }
}

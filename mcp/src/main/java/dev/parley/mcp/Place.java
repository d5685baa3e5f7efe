package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where in which session a tool is to act, as the model names it.
///
/// @param session the session
/// @param head the last message that the model knows of, if it says
record Place(SessionId session, Optional<Hash> head) {
  private static final SessionId NOWHERE =
      SessionId.parse("00000000-0000-7000-8000-000000000000").orElseThrow();

  /// Starts the arguments of a tool that acts in a session.
  static Schema.Fields fields() {
    return sessionOnly()
        .optional(
            "chainHead",
            Schema.hash(
                "The chainHead that you have seen last: then nothing is said if the session has"
                    + " moved on."));
  }

  static Schema.Fields sessionOnly() {
    return Schema.object()
        .required("sessionId", Schema.text("The session, from asp_open, asp_inbox or asp_status."));
  }

  static Place read(Members in) {
    return new Place(session(in), in.optionalHash("chainHead"));
  }

  static SessionId session(Members in) {
    Optional<SessionId> id = SessionId.parse(in.text("sessionId"));
    if (id.isEmpty()) {
      in.wrong("sessionId", "has to be an id as asp_open gives them");
    }
    return id.orElse(NOWHERE);
  }

  /// A time, however many digits its seconds have.
  static Instant time(Members in, String name) {
    try {
      return Instant.parse(in.text(name)).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException _) {
      in.wrong(name, "has to be a time such as 2026-11-24T06:00:00Z");
      return Instant.EPOCH;
    }
  }

  /// Goes there.
  ToolAnswer in(OpenSessions sessions, Function<Session, ToolAnswer> act) {
    Session there = sessions.take(session);
    Optional<Hash> now = there.state().said().map(Talk::head).map(Talk.Head::hash);
    return head.isPresent() && !head.equals(now)
        ? ToolAnswer.declined(
            ErrorCode.CHAIN_CONFLICT.wire(),
            "Not said: the session has moved on since " + head.get(),
            "Call asp_wait to read what came, and decide anew.")
        : act.apply(there);
  }

  /// Does something about one message of a session.
  static ToolAnswer about(Session session, long position, Function<Received, ToolAnswer> act) {
    List<Received> all = session.history();
    if (position >= all.size()) {
      return ToolAnswer.declined(
          ErrorCode.INVALID_REFERENCE, "there is no message at position " + position);
    }
    try {
      return act.apply(all.get((int) position));
    } catch (IllegalArgumentException e) {
      return ToolAnswer.declined(ErrorCode.INVALID_REFERENCE, String.valueOf(e.getMessage()));
    }
  }

  /// The same, if the message has the hash that the model has seen.
  static ToolAnswer about(
      Session session, long position, Hash hash, Function<Received, ToolAnswer> act) {
    return about(
        session,
        position,
        message ->
            message.hash().equals(hash)
                ? act.apply(message)
                : ToolAnswer.declined(
                    ErrorCode.HASH_MISMATCH.wire(),
                    "The message at position " + position + " has another hash, " + message.hash(),
                    "Read that message (asp_read) and decide anew."));
  }
}

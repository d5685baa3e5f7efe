package dev.parley.server.http;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.SessionId;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.registry.Registry;
import dev.parley.server.sessions.LogFollowing;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.StoreFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node for a transport that queues: it takes signed messages, answers the requests of the HTTP
/// binding, and shows the log to whoever publishes it. The rules are those of HTTP, said once.
/// Thread-safe.
///
/// A message that was queued shows nothing but itself: its signature is the only proof of who sent
/// it. So whoever has not signed it hears the same whether a session exists or not.
public final class QueueDoor {
  private static final Logger LOG = LoggerFactory.getLogger(QueueDoor.class);

  private static final List<ErrorCode> TELLS_OF_SESSIONS =
      List.of(ErrorCode.SESSION_NOT_FOUND, ErrorCode.DUPLICATE);

  private final Gate gate;
  private final Sessions sessions;
  private final Registry registry;
  private final RateLimits rates;
  private final EnvelopeVerifier verifier;

  QueueDoor(
      Gate gate,
      Sessions sessions,
      Registry registry,
      RateLimits rates,
      EnvelopeVerifier verifier) {
    this.gate = gate;
    this.sessions = sessions;
    this.registry = registry;
    this.rates = rates;
    this.verifier = verifier;
  }

  /// An answer.
  ///
  /// @param status the HTTP status
  /// @param fields its headers
  /// @param body JSON
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  public record Answered(int status, List<Field> fields, byte[] body) {
    private static Answered of(Answer answer) {
      return switch (answer) {
        case Answer.Whole(int status, byte[] body, List<Answer.Field> fields) ->
            new Answered(status, Field.of(fields), body);
        case Answer.Streamed _ -> throw new IllegalStateException("a message is answered whole");
      };
    }
  }

  /// A header.
  ///
  /// @param name its name
  /// @param value its value
  public record Field(String name, String value) {
    private static List<Field> of(List<Answer.Field> fields) {
      return fields.stream().map(f -> new Field(f.name(), f.value())).toList();
    }
  }

  /// Takes an answer while it comes into being.
  public interface Sink {
    /// Begins it.
    ///
    /// @param status the HTTP status
    /// @param fields its headers
    /// @throws IOException when nobody takes it
    void begin(int status, List<Field> fields) throws IOException;

    /// Goes on with it.
    ///
    /// @param bytes some bytes of the body
    /// @param offset where they begin
    /// @param length how many
    /// @throws IOException when nobody takes it
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /// What a queued message is to do.
  public enum Act {
    /// Open its session.
    OPEN,
    /// Follow the message before it.
    APPEND,
    /// Open its session if no message is before it.
    AS_IT_STANDS
  }

  /// Takes a message that was queued.
  ///
  /// @param presenter who it says to be from
  /// @param session the session that it was queued for, as text
  /// @param act what it is to do
  /// @param bytes the signed envelope
  /// @return what `POST` of the same message would be answered with by a caller who is the
  ///   presenter; 503 with `unavailable` and 500 mean that nothing was decided
  public Answered submit(AgentUri presenter, String session, Act act, byte[] bytes) {
    try {
      return Answered.of(submitted(presenter, session, act, bytes));
    } catch (StoreFailure e) {
      LOG.error("the store failed a read for a message of {}", presenter, e);
      return Answered.of(Refusals.of(ErrorCode.UNAVAILABLE.because("the store does not read")));
    } catch (RuntimeException e) {
      LOG.error("a queued message of {} failed", presenter, e);
      return Answered.of(
          Refusals.of(RequestFault.INTERNAL_ERROR, "something went wrong here; it was logged"));
    }
  }

  private Answer submitted(AgentUri presenter, String session, Act act, byte[] bytes) {
    Optional<Answer> limited =
        rates.take(presenter).map(wait -> Refusals.of(RateLimits.EXCEEDED, Optional.of(wait)));
    if (limited.isPresent()) {
      return limited.get();
    }
    if (bytes.length > JsonLimits.MESSAGE.maxBytes()) {
      return Bodies.tooLarge(JsonLimits.MESSAGE.maxBytes());
    }
    return switch (Bodies.object(bytes)) {
      case Decoded.Refused<Body>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Body>(Body body) -> answer(presenter, session, act, body);
    };
  }

  private Answer answer(AgentUri presenter, String session, Act act, Body body) {
    if (registry.heldKeys(presenter).isPresent()) {
      return Refusals.of(
          ErrorCode.UNAUTHORIZED.because(
              "the node holds this agent's keys: it has to send a request with its token"));
    }
    Outcome outcome =
        SessionId.parse(session)
            .map(id -> taken(presenter, id, act, body))
            .orElseGet(() -> Outcome.refused(Outcome.UNKNOWN_SESSION));
    if (outcome instanceof Outcome.Refused(Refusal refusal, _)
        && TELLS_OF_SESSIONS.contains(refusal.code())) {
      return unproven(presenter, body)
          .map(Refusals::of)
          .orElseGet(() -> Submissions.answer(outcome, List.of()));
    }
    return Submissions.answer(outcome, List.of());
  }

  private Outcome taken(AgentUri presenter, SessionId id, Act act, Body body) {
    boolean opens =
        switch (act) {
          case OPEN -> true;
          case APPEND -> false;
          case AS_IT_STANDS ->
              body.json()
                  .object("integrity")
                  .flatMap(integrity -> integrity.string("previousHash"))
                  .filter(Hash.ZERO.text()::equals)
                  .isPresent();
        };
    if (!opens) {
      return sessions.append(presenter, id, body.submission());
    }
    return body.json().string("sessionId").filter(named -> !named.equals(id.toString())).isPresent()
        ? Outcome.refused(Outcome.UNKNOWN_SESSION)
        : sessions.open(presenter, body.submission());
  }

  /// Why a message proves nothing of its sender, if so.
  private Optional<Refusal> unproven(AgentUri presenter, Body body) {
    return switch (Envelope.decode(body.json())) {
      case Decoded.Refused<Envelope>(Refusal refusal) -> Optional.of(refusal);
      case Decoded.Valid<Envelope>(Envelope envelope) ->
          envelope.sender().agentId().equals(presenter)
              ? unproven(envelope)
              : Optional.of(ErrorCode.UNAUTHORIZED.because("sender.agentId is not the caller"));
    };
  }

  private Optional<Refusal> unproven(Envelope envelope) {
    AgentUri sender = envelope.sender().agentId();
    Optional<AgentCard> card = registry.current(sender);
    if (card.isEmpty()) {
      return Optional.of(ErrorCode.AGENT_NOT_FOUND.because(sender + " is not registered here"));
    }
    return switch (verifier.verify(envelope, card.get())) {
      case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) -> Optional.of(refusal);
      case Decoded.Valid<VerifiedEnvelope> _ -> Optional.empty();
    };
  }

  /// Answers a request of the HTTP binding. A stream of events ends after what is there now: one
  /// page, to be asked for anew behind the last `id`.
  ///
  /// @param method the HTTP method
  /// @param target path and query, percent-encoded
  /// @param headers the values of a header by its name
  /// @param body its body
  /// @param caller what counts as one caller while it has not shown who it is
  /// @param sink takes the answer
  /// @throws IOException when nobody takes it
  public void request(
      String method,
      String target,
      Function<String, List<String>> headers,
      byte[] body,
      String caller,
      Sink sink)
      throws IOException {
    Answer answer = gate.answer(new QueuedRequest(method, target, headers, body, caller));
    sink.begin(answer.status(), Field.of(answer.fields()));
    switch (answer) {
      case Answer.Whole(_, byte[] whole, _) -> sink.write(whole, 0, whole.length);
      case Answer.Streamed(Answer.Flow flow, List<Answer.Field> fields) -> {
        boolean events =
            fields.stream()
                .anyMatch(f -> f.name().equals("Content-Type") && f.value().equals(Cursors.EVENTS));
        try (flow) {
          flow.write(events ? new OnePage(sink) : new ToSink(sink));
        } catch (PageEnd _) {
          LOG.trace("a page of events was read");
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
  }

  /// A cursor on everything that is accepted.
  ///
  /// @param after the last number already seen, 0 to begin with
  /// @return the cursor, to be closed
  public LogFollowing log(long after) {
    return LogFollowing.of(sessions, after);
  }

  private static class ToSink extends OutputStream {
    private final Sink sink;

    ToSink(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      sink.write(bytes, offset, length);
    }
  }

  /// A stream of events is flushed after each page; the first is all that was asked for.
  private static final class OnePage extends ToSink {
    OnePage(Sink sink) {
      super(sink);
    }

    @Override
    public void flush() throws IOException {
      throw new PageEnd();
    }
  }

  private static final class PageEnd extends IOException {
    private static final long serialVersionUID = 1;

    PageEnd() {
      super("the page ends", null);
    }
  }
}

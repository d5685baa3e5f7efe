package dev.parley.nats;

import dev.parley.core.identity.AgentUri;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the queue needs of a node. Whoever puts a node and a queue together implements it.
/// Thread-safe.
public interface NodeDoor {

  /// Takes a signed message.
  ///
  /// @param presenter who it says to be from
  /// @param session the session that it was queued for, as text
  /// @param act what it is to do
  /// @param envelope its bytes
  /// @return what a request over HTTP with the same message would be answered with
  Answer submit(AgentUri presenter, String session, Act act, byte[] envelope);

  /// Answers a request of the HTTP binding; of a stream of events, what is there now.
  ///
  /// @param request the request
  /// @param sink takes the answer
  /// @throws IOException when nobody takes it
  void request(Request request, Sink sink) throws IOException;

  /// Opens the log of everything that the node has accepted.
  ///
  /// @return the log, at its beginning, to be closed
  Log log();

  /// What a queued message is to do.
  enum Act {
    /// Open its session.
    OPEN,
    /// Follow the message before it.
    APPEND,
    /// Open its session if no message is before it.
    AS_IT_STANDS
  }

  /// An answer.
  ///
  /// @param status the HTTP status
  /// @param headers its headers
  /// @param body JSON
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /// A request.
  ///
  /// @param method the HTTP method
  /// @param target path and query, percent-encoded
  /// @param headers the values of a header by its name
  /// @param body its body
  /// @param caller what counts as one caller while it has not shown who it is
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Request(
      String method,
      String target,
      Function<String, List<String>> headers,
      byte[] body,
      String caller) {}

  /// Takes an answer while it comes into being.
  interface Sink {
    /// Begins it.
    ///
    /// @param status the HTTP status
    /// @param headers its headers
    /// @throws IOException when nobody takes it
    void begin(int status, Map<String, String> headers) throws IOException;

    /// Goes on with it.
    ///
    /// @param bytes some bytes of the body
    /// @param offset where they begin
    /// @param length how many
    /// @throws IOException when nobody takes it
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /// Everything that a node has accepted, in one order. For one thread.
  interface Log extends AutoCloseable {
    /// The next messages.
    ///
    /// @param wait how long to wait for one when there is none
    /// @return them in order; empty when there was none in that time
    /// @throws InterruptedException when the thread is interrupted while it waits
    List<Logged> next(Duration wait) throws InterruptedException;

    /// Goes to another place.
    ///
    /// @param number the next message is the first behind it, 0 for the beginning
    void goTo(long number);

    /// The place before the first message that was accepted at a time or later.
    ///
    /// @param time the time
    /// @return a number for [#goTo]
    long before(Instant time);

    /// Whether the node shuts down.
    ///
    /// @return true once no more can come
    boolean ended();

    @Override
    void close();
  }

  /// An accepted message.
  ///
  /// @param number its place among all messages: it only grows, and may skip numbers
  /// @param sessionId its session
  /// @param position its place in the session
  /// @param json `{position, acceptedAt, envelope}`
  /// @param readers who may see it
  /// @param invited whose inboxes it reached
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Logged(
      long number,
      String sessionId,
      long position,
      byte[] json,
      List<AgentUri> readers,
      List<Invited> invited) {

    /// Copies the lists.
    public Logged {
      readers = List.copyOf(readers);
      invited = List.copyOf(invited);
    }
  }

  /// An entry in an inbox.
  ///
  /// @param agent whose inbox
  /// @param number its place there, from 0 without gaps
  /// @param json the entry
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Invited(AgentUri agent, long number, byte[] json) {}
}

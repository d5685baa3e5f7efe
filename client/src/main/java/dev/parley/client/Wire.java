package dev.parley.client;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The way of requests to a node and of its answers back: HTTP, unless the program brings another
/// one, such as a queue. It carries requests as they are: what they show of their sender, repeats
/// and the order of messages are the business of whoever uses it. Thread-safe.
///
/// Protocol section 13.
public interface Wire extends AutoCloseable {

  /// The name by which proofs and assertions call the node.
  ///
  /// @return a scheme, a host and perhaps a port, without a slash at the end
  String node();

  /// Sends a request once and waits for the whole answer.
  ///
  /// @param request what is asked
  /// @param wait how long an answer may take
  /// @return the answer, whatever its status
  /// @throws java.net.http.HttpTimeoutException when there was none in that time
  /// @throws IOException when the node cannot be reached, or broke off
  Reply send(Request request, Duration wait) throws IOException;

  /// Sends a request once whose answer may be long, and hands out the answer while it comes.
  ///
  /// @param request what is asked
  /// @param wait how long the answer's beginning may take
  /// @return the answer, whatever its status
  /// @throws IOException when the node cannot be reached
  Incoming open(Request request, Duration wait) throws IOException;

  /// What this way brings unasked of the events under a path. A way that brings nothing unasked
  /// streams the answer to a request for them instead.
  ///
  /// @param path the path of the events
  /// @return nothing if it brings none
  Optional<Pushes> pushes(String path);

  /// Opens a connection that carries frames both ways under a path. A way that has none answers
  /// nothing; then requests and events are used.
  ///
  /// @param path the path
  /// @param hearing hears what comes, one after the other
  /// @param wait how long opening may take
  /// @return nothing if this way has no such connections
  /// @throws IOException when the node cannot be reached, or wants none
  default Optional<Line> dial(String path, Hearing hearing, Duration wait) throws IOException {
    return Optional.empty();
  }

  /// Ends all that is under way.
  @Override
  void close();

  /// A connection that carries frames both ways. Thread-safe.
  interface Line extends AutoCloseable {
    /// Sends a frame, after those that were sent before.
    ///
    /// @param frame the frame
    /// @throws IOException when the connection is gone
    void send(Frame frame) throws IOException;

    @Override
    void close();
  }

  /// What a connection carries.
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  sealed interface Frame {
    /// Text.
    ///
    /// @param text what it says
    record Text(String text) implements Frame {}

    /// Bytes.
    ///
    /// @param bytes what it says
    record Binary(byte[] bytes) implements Frame {}
  }

  /// Hears what a connection brings. Nothing more comes while one of these runs.
  interface Hearing {
    /// A frame has come.
    ///
    /// @param frame the frame
    void heard(Frame frame);

    /// Nothing more comes.
    ///
    /// @param why for people
    void ended(String why);
  }

  /// A request.
  ///
  /// @param method the HTTP method
  /// @param path path and query, encoded
  /// @param headers what else is said
  /// @param body what is sent
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Request(String method, String path, Map<String, String> headers, Optional<byte[]> body) {}

  /// A whole answer.
  ///
  /// @param status its HTTP status
  /// @param headers what else is said
  /// @param body what was sent
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  record Reply(int status, HttpHeaders headers, byte[] body) {}

  /// An answer that comes in pieces.
  ///
  /// @param status its HTTP status
  /// @param headers what else is said
  /// @param body its pieces
  record Incoming(int status, HttpHeaders headers, Body body) {}

  /// The pieces of an answer. For one reading thread; [#stop] may come from another.
  interface Body {
    /// The next piece, or why there is none.
    ///
    /// @param wait how long to wait for it
    /// @return the piece
    Chunk next(Duration wait);

    /// Reads no further; a waiting [#next] returns.
    void stop();
  }

  /// What can come of an answer.
  sealed interface Chunk {
    /// Some of its bytes.
    ///
    /// @param bytes at least one
    @SuppressWarnings("ArrayRecordComponent") // Only handed through.
    record Bytes(byte[] bytes) implements Chunk {}

    /// That was all.
    record Ended() implements Chunk {}

    /// It broke off.
    ///
    /// @param cause why
    record Broken(Throwable cause) implements Chunk {}

    /// Nothing came in time.
    record Silence() implements Chunk {}
  }

  /// Events that come unasked: any of them may be missing, come twice or in another order, and
  /// whoever reads them repairs that by asking. For one reading thread; [#close] may come from
  /// another.
  interface Pushes extends AutoCloseable {
    /// The next event.
    ///
    /// @param wait how long to wait for it
    /// @return nothing if none came in that time
    /// @throws IOException when none can come any more
    Optional<Push> next(Duration wait) throws IOException;

    @Override
    void close();
  }

  /// What comes unasked.
  sealed interface Push {
    /// An event.
    ///
    /// @param type its type
    /// @param number its place among those under the same path, from 0 without gaps
    /// @param json what it says
    record Event(String type, long number, String json) implements Push {}

    /// Some may have been lost.
    record Lost() implements Push {}
  }
}

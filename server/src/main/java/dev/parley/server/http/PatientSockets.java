package dev.parley.server.http;

import dev.parley.server.websocket.SocketDoor;
import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How connections are set up, and how long they are waited for. The web server has an option for
/// timed reads and does not apply it, and it takes a connection for busy whenever a byte comes; so
/// a client that stops in the middle of a body, or sends a header for ever, would hold a connection
/// for as long as it likes.
///
/// A read within a body waits only so long: only there, since a timed read costs a thread switch.
/// And a connection that has not brought a whole head of a request for too long is ended.
/// Thread-safe.
final class PatientSockets implements SocketOptions, SocketDoor.Sockets {
  private static final Logger LOG = LoggerFactory.getLogger(PatientSockets.class);

  private static final int LINGER_MILLIS = 1_000;

  private final SocketOptions usual;
  private final int bodyMillis;
  private final long headNanos;
  private final Map<SocketAddress, Line> open = new ConcurrentHashMap<>();

  /// A connection and what it does.
  private static final class Line {
    final Socket socket;

    /// Whether the head of a request is waited for, and since when.
    volatile boolean waiting = true;

    volatile long since = System.nanoTime();

    Line(Socket socket) {
      this.socket = socket;
    }
  }

  /// Sets up connections.
  ///
  /// @param body how long a read within a body waits
  /// @param head how long a connection may take to bring the head of a request
  PatientSockets(Duration body, Duration head) {
    this.usual = SocketOptions.builder().tcpNoDelay(true).build();
    this.bodyMillis = Math.toIntExact(body.toMillis());
    this.headNanos = head.toNanos();
  }

  @Override
  public void configureSocket(Socket socket) {
    SocketOptions.super.configureSocket(socket);
    open.put(socket.getRemoteSocketAddress(), new Line(socket));
  }

  /// The head of a request has arrived.
  @Override
  public void begun(SocketAddress remote) {
    Line line = open.get(remote);
    if (line != null) {
      line.waiting = false;
    }
  }

  /// The next request is waited for.
  void ended(SocketAddress remote) {
    Line line = open.get(remote);
    if (line != null) {
      line.since = System.nanoTime();
      line.waiting = true;
    }
  }

  /// From here on, reads of a connection wait only so long.
  @Override
  public void hurry(SocketAddress remote) {
    waitAtMost(remote, bodyMillis);
  }

  /// From here on, reads of a connection wait a moment only.
  @Override
  public void linger(SocketAddress remote) {
    waitAtMost(remote, Math.min(bodyMillis, LINGER_MILLIS));
  }

  /// From here on, reads of a connection wait as long as it is open.
  @Override
  public void relax(SocketAddress remote) {
    waitAtMost(remote, 0);
  }

  private void waitAtMost(SocketAddress remote, int millis) {
    Line line = open.get(remote);
    try {
      if (line != null) {
        line.socket.setSoTimeout(millis);
      }
    } catch (SocketException _) {
      // It is gone already, which the next read will find.
    }
  }

  /// Ends connections that were waited for too long, and forgets those that have ended.
  void look() {
    long now = System.nanoTime();
    for (Line line : open.values()) {
      if (line.waiting && now - line.since > headNanos) {
        try {
          line.socket.close();
        } catch (IOException e) {
          LOG.debug("a connection cannot be closed", e);
        }
      }
    }
    open.values().removeIf(line -> line.socket.isClosed());
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return usual.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return usual.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return usual.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return usual.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return usual.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return usual.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return usual.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return usual.tcpNoDelay();
  }
}

package dev.parley.server.http;

import io.helidon.common.socket.SocketOptions;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How connections are set up. A read within a body waits only so long: the web server has an
/// option for that and does not apply it, so a client that stops in the middle of a body would hold
/// its request for as long as it likes. Only within a body, since a timed read costs a thread
/// switch, and every request is waited for; connections without one are ended when they have been
/// idle. Thread-safe.
final class PatientSockets implements SocketOptions {
  private final SocketOptions usual;
  private final int patienceMillis;
  private final Map<SocketAddress, Socket> open = new ConcurrentHashMap<>();

  PatientSockets(Duration patience) {
    this.usual = SocketOptions.builder().tcpNoDelay(true).build();
    this.patienceMillis = Math.toIntExact(patience.toMillis());
  }

  @Override
  public void configureSocket(Socket socket) {
    SocketOptions.super.configureSocket(socket);
    open.put(socket.getRemoteSocketAddress(), socket);
  }

  /// From here on, reads of a connection wait only so long.
  void hurry(SocketAddress remote) {
    waitAtMost(remote, patienceMillis);
  }

  /// From here on, reads of a connection wait as long as it is open.
  void relax(SocketAddress remote) {
    waitAtMost(remote, 0);
  }

  private void waitAtMost(SocketAddress remote, int millis) {
    Socket socket = open.get(remote);
    try {
      if (socket != null) {
        socket.setSoTimeout(millis);
      }
    } catch (SocketException _) {
      // It is gone already, which the next read will find.
    }
  }

  /// Forgets connections that have ended.
  void forgetClosed() {
    open.values().removeIf(Socket::isClosed);
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

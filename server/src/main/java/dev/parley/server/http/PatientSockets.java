package dev.parley.server.http;

import io.helidon.common.socket.SocketOptions;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How connections are set up: a read waits only so long. The web server has an option for that and
/// does not apply it, so a client that stops in the middle of a body would hold its request for as
/// long as it likes.
final class PatientSockets implements SocketOptions {
  private final SocketOptions usual;

  PatientSockets(Duration patience) {
    this.usual = SocketOptions.builder().tcpNoDelay(true).readTimeout(patience).build();
  }

  @Override
  public void configureSocket(Socket socket) {
    SocketOptions.super.configureSocket(socket);
    try {
      socket.setSoTimeout(Math.toIntExact(readTimeout().toMillis()));
    } catch (SocketException _) {
      // It is gone already, which the first read will find.
    }
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

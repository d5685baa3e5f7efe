package dev.parley.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A NATS server and how to reach it. Plain `nats` is for this machine only, others need `tls`
/// (protocol section 13).
///
/// @param server scheme `nats` or `tls`, perhaps `user:password@`, host and perhaps a port; no path
/// @param credentials a file of credentials, if the server wants one
public record Broker(URI server, Optional<Path> credentials) {
  private static final System.Logger LOG = System.getLogger(Broker.class.getName());
  private static final Duration RECONNECT = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int PORT = 4222;

  /// Checks the address.
  ///
  /// @throws IllegalArgumentException if it is none of a NATS server
  public Broker {
    String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
    String host = server.getHost();
    if (!scheme.equals("nats") && !scheme.equals("tls")) {
      throw new IllegalArgumentException("neither nats nor tls: " + shown(server));
    }
    if (host == null || !server.getPath().isEmpty() || server.getQuery() != null) {
      throw new IllegalArgumentException("not the address of a NATS server: " + shown(server));
    }
    if (scheme.equals("nats") && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "plain nats is for this machine only; use tls for " + host);
    }
  }

  static boolean isLoopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// An address without what is secret in it.
  private static String shown(URI server) {
    int port = server.getPort() == -1 ? PORT : server.getPort();
    return server.getScheme() + "://" + server.getHost() + ":" + port;
  }

  /// Connects, and goes on connecting whenever the connection breaks.
  Connection connect(String name, String inboxPrefix, ConnectionListener listener)
      throws IOException, InterruptedException {
    int port = server.getPort() == -1 ? PORT : server.getPort();
    Options.Builder options =
        new Options.Builder()
            .server(server.getScheme() + "://" + server.getHost() + ":" + port)
            .connectionName(name)
            .inboxPrefix(inboxPrefix)
            .connectionTimeout(CONNECT)
            .maxReconnects(-1)
            .reconnectWait(RECONNECT)
            .reconnectBufferSize(0) // What cannot be sent now is somebody else's to repeat.
            .connectionListener(listener)
            .errorListener(new Quiet());
    String user = server.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      if (colon < 0) {
        options.token(user.toCharArray());
      } else {
        options.userInfo(
            user.substring(0, colon).toCharArray(), user.substring(colon + 1).toCharArray());
      }
    }
    credentials.ifPresent(file -> options.authHandler(Nats.credentials(file.toString())));
    return Nats.connect(options.build());
  }

  /// Without what is secret in it.
  @Override
  public String toString() {
    return shown(server);
  }

  /// What the library would print.
  private static final class Quiet implements ErrorListener {
    @Override
    public void errorOccurred(Connection connection, String error) {
      LOG.log(System.Logger.Level.WARNING, "the NATS server says: {0}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "the connection to the NATS server", e);
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
      LOG.log(System.Logger.Level.WARNING, "messages of the NATS server were not read in time");
    }
  }
}

package dev.parley.server.websocket;

import dev.parley.core.message.SessionId;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Lets connections change from HTTP to WebSocket (RFC 6455 section 4.2), at the path of a session
/// only. Nothing is negotiated: no extension, so no compression, and no subprotocol. Whatever is
/// not such a request goes on as the HTTP request that it also is, and is told there what is
/// missing. Thread-safe.
public final class SocketDoor implements Http1Upgrader {
  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final String OUR_VERSION = "13";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final String SESSIONS = "/v1/asp/sessions/";
  private static final String WS = "/ws";

  private final Sockets sockets;
  private final Set<SocketConnection> conversing = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Optional<SocketParts>> parts =
      new AtomicReference<>(Optional.empty());

  /// What the listener does for connections.
  public interface Sockets {
    /// A connection is no HTTP connection any more.
    ///
    /// @param remote which
    void begun(SocketAddress remote);

    /// From here on, reads of a connection wait only so long.
    ///
    /// @param remote which
    void hurry(SocketAddress remote);

    /// From here on, reads of a connection wait a moment only: it is closing.
    ///
    /// @param remote which
    void linger(SocketAddress remote);

    /// From here on, reads of a connection wait as long as it is open.
    ///
    /// @param remote which
    void relax(SocketAddress remote);
  }

  /// A door that is not open yet.
  ///
  /// @param sockets what the listener does for connections
  public SocketDoor(Sockets sockets) {
    this.sockets = sockets;
  }

  /// Opens it.
  ///
  /// @param opened what connections stand on
  public void open(SocketParts opened) {
    parts.set(Optional.of(opened));
  }

  @Override
  public String supportedProtocol() {
    return "websocket";
  }

  @Override
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    String path = prologue.uriPath().rawPath();
    Optional<SessionId> session = session(path);
    if (parts.get().isEmpty()
        || session.isEmpty()
        || !prologue.method().text().equals("GET")
        || headers.contains(HeaderNames.ORIGIN)
        || !OUR_VERSION.equals(only(headers, VERSION))
        || !isKey(only(headers, KEY))) {
      return null;
    }
    SocketParts opened = parts.get().get();
    context
        .dataWriter()
        .writeNow(BufferData.create(switching(only(headers, KEY), opened.nonces().present())));
    return new SocketConnection(opened, this, sockets, context, session.get(), path);
  }

  /// A conversation has begun.
  void begun(SocketConnection connection) {
    conversing.add(connection);
  }

  /// It has ended.
  void ended(SocketConnection connection) {
    conversing.remove(connection);
  }

  /// Waits for conversations to end, since the web server breaks connections off when it stops.
  /// Whoever ends the node has woken them before.
  ///
  /// @param grace how long at most
  public void awaitEnd(Duration grace) {
    long until = System.nanoTime() + grace.toNanos();
    for (SocketConnection each : conversing) {
      each.awaitEnd(Duration.ofNanos(until - System.nanoTime()));
    }
  }

  private static Optional<SessionId> session(String path) {
    return path.startsWith(SESSIONS)
            && path.endsWith(WS)
            && path.length() > SESSIONS.length() + WS.length()
        ? SessionId.parse(path.substring(SESSIONS.length(), path.length() - WS.length()))
        : Optional.empty();
  }

  private static String only(Headers headers, HeaderName name) {
    if (!headers.contains(name)) {
      return "";
    }
    Header header = headers.get(name);
    return header.valueCount() == 1 ? header.get() : "";
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static byte[] switching(String key, String nonce) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\nDPoP-Nonce: "
              + nonce
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}

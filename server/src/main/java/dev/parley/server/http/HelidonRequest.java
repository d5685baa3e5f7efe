package dev.parley.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A request of the web server, in our words.
final class HelidonRequest implements Request {
  /// Only names that our own code knows: making one costs more than finding it.
  private static final Map<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  private final ServerRequest request;
  private final PatientSockets sockets;
  private @Nullable InputStream body;

  HelidonRequest(ServerRequest request, PatientSockets sockets) {
    this.request = request;
    this.sockets = sockets;
    sockets.begun(request.remotePeer().address());
  }

  /// The web server's form of a header's name.
  static HeaderName name(String name) {
    return NAMES.computeIfAbsent(name, HeaderNames::create);
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String rawPath() {
    return request.prologue().uriPath().rawPath();
  }

  @Override
  public String rawQuery() {
    return request.prologue().query().rawValue();
  }

  @Override
  public List<String> header(String name) {
    return request.headers().all(name(name), List::of);
  }

  @Override
  public InetAddress remote() {
    return ((InetSocketAddress) request.remotePeer().address()).getAddress();
  }

  @Override
  public boolean hasBody() {
    return request.content().hasEntity();
  }

  /// Whether something is left that is not the next request. What follows an encoding that is not
  /// known ends nobody knows where.
  boolean unread() {
    return request.content().hasEntity()
        ? !request.content().consumed()
        : request.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  /// Whether the client wants the connection to end with the answer.
  boolean isLast() {
    return request.headers().contains(HeaderNames.CONNECTION)
        && header("Connection").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  /// Lets the connection wait for its next request.
  void end() {
    if (body != null) {
      sockets.relax(request.remotePeer().address());
    }
    sockets.ended(request.remotePeer().address());
  }

  /// The same each time, so that whoever has refused a body can have the rest of it read.
  @Override
  public InputStream body() {
    if (body == null) {
      sockets.hurry(request.remotePeer().address());
      body = new Body(request.content().inputStream());
    }
    return body;
  }

  /// The web server throws what it likes when a client breaks off or dawdles.
  private static final class Body extends InputStream {
    private final InputStream in;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (RuntimeException e) {
        throw timedOut(e) ? new Bodies.SlowBody() : new IOException("the body broke off", e);
      }
    }

    private static boolean timedOut(@Nullable Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof SocketTimeoutException) {
          return true;
        }
      }
      return false;
    }
  }
}

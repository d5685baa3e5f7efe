package dev.parley.server.organization;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Sends something to a web server, within the limits of a [WebReach]: what a name resolves to is
/// checked and then connected to, so that it cannot become another address in between. Follows no
/// redirects. Stateless and thread-safe.
public final class WebPost {
  private static final int ANSWER_MAX = 1 << 20;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private WebPost() {}

  /// Sends a body.
  ///
  /// @param reach which addresses may be connected to, which certificates are trusted, and how long
  ///   it may take after the addresses are known; its port is not used
  /// @param url `https` or `http`, with a host
  /// @param headers more headers, ASCII without line breaks
  /// @param body what to send
  /// @return the status of the answer
  /// @throws IOException when there was none
  public static int send(WebReach reach, URI url, Map<String, String> headers, byte[] body)
      throws IOException {
    List<InetAddress> addresses = reach.names().addresses(url.getHost());
    if (addresses.isEmpty() || !addresses.stream().allMatch(reach.addresses()::allows)) {
      throw new WebFault("an address that is not allowed among " + addresses.size());
    }
    boolean secure = url.getScheme().equals("https");
    int port = url.getPort() != -1 ? url.getPort() : secure ? HTTPS : HTTP;
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      AtomicBoolean late = new AtomicBoolean();
      Thread watch = watch(socket, reach.time(), late);
      try {
        int patience = Math.toIntExact(reach.time().toMillis());
        socket.connect(new InetSocketAddress(addresses.getFirst(), port), patience);
        return secure
            ? encrypted(reach, socket, url, port, headers, body)
            : exchange(socket, url, headers, body);
      } catch (IOException e) {
        if (late.get()) {
          throw (IOException) new InterruptedIOException("it took too long").initCause(e);
        }
        throw e;
      } finally {
        watch.interrupt();
      }
    }
  }

  /// A server that sends a byte now and then does not get more time by it.
  private static Thread watch(Socket socket, Duration time, AtomicBoolean late) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(time);
                late.set(true);
                socket.close();
              } catch (InterruptedException | IOException _) {
                // It has ended in time, or is gone either way.
              }
            });
  }

  private static int encrypted(
      WebReach reach, Socket socket, URI url, int port, Map<String, String> headers, byte[] body)
      throws IOException {
    try (SSLSocket secure =
        (SSLSocket) reach.tls().createSocket(socket, url.getHost(), port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return exchange(secure, url, headers, body);
    }
  }

  private static int exchange(Socket socket, URI url, Map<String, String> headers, byte[] body)
      throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    StringBuilder head =
        new StringBuilder("POST " + path + query + " HTTP/1.1\r\nHost: ")
            .append(url.getRawAuthority())
            .append("\r\nContent-Type: application/json\r\nAccept-Encoding: identity\r\n")
            .append("User-Agent: parley\r\nConnection: close\r\nContent-Length: ")
            .append(body.length)
            .append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
    return HttpReply.read(new BufferedInputStream(socket.getInputStream()), ANSWER_MAX).status();
  }
}

package dev.parley.server.organization;

import dev.parley.core.card.OrganizationRecord;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One look at the place of an organisation's record, on one thread; another one may end it. The
/// address that was checked is the one that is connected to: no name is looked up twice.
final class RecordLook {
  private static final int REDIRECTS_MAX = 3;
  private static final int ADDRESSES_MAX = 4;
  private static final int TARGET_MAX = 2_000;
  private static final int HTTPS = 443;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final JsonLimits LIMITS = new JsonLimits(OrganizationRecord.MAX_BYTES, 16, 1000);

  private final WebReach reach;
  private final String domain;
  private @Nullable Socket open;
  private boolean ended;

  RecordLook(WebReach reach, String domain) {
    this.reach = reach;
    this.domain = domain;
  }

  /// Whether a domain can be a name of the public internet: two labels or more, the last of which
  /// begins with a letter, so that it is no address in whatever spelling.
  static boolean isPublicName(String domain) {
    int last = domain.lastIndexOf('.');
    return last > 0 && Character.isLetter(domain.charAt(last + 1));
  }

  /// Gets what lies there.
  ///
  /// @return one JSON object
  /// @throws IOException when nothing was got, for whatever reason
  JsonObject read() throws IOException {
    URI place = URI.create("https://" + domain + OrganizationRecord.PATH);
    for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      HttpReply reply = reply(place);
      if (reply.status() == HttpReply.OK) {
        return json(reply);
      }
      if (!REDIRECTS.contains(reply.status())) {
        throw new WebFault("status " + reply.status());
      }
      place = next(place, reply);
    }
    throw new WebFault("more than " + REDIRECTS_MAX + " redirects");
  }

  /// Ends the look, wherever it is.
  void end() {
    Socket last;
    synchronized (this) {
      ended = true;
      last = open;
    }
    if (last != null) {
      close(last);
    }
  }

  private static JsonObject json(HttpReply reply) throws WebFault {
    String type = reply.header("content-type").orElse("").split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals("application/json")) {
      throw new WebFault("not application/json");
    }
    if (StrictJson.read(reply.body().bytes(), LIMITS) instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new WebFault("not one JSON object");
  }

  private URI next(URI place, HttpReply reply) throws WebFault {
    String location =
        reply.header("location").orElseThrow(() -> new WebFault("a redirect to nowhere"));
    URI next;
    try {
      next = place.resolve(location);
    } catch (IllegalArgumentException _) {
      throw new WebFault("a redirect to no address");
    }
    boolean same =
        "https".equals(next.getScheme())
            && domain.equals(next.getHost())
            && (next.getPort() == -1 || next.getPort() == HTTPS)
            && next.getRawUserInfo() == null;
    if (!same) {
      throw new WebFault("a redirect off the domain or off https");
    }
    return next;
  }

  private HttpReply reply(URI place) throws IOException {
    List<InetAddress> addresses = reach.names().addresses(domain);
    if (addresses.isEmpty() || !addresses.stream().allMatch(reach.addresses()::allows)) {
      throw new WebFault("an address that is not public among " + addresses.size());
    }
    IOException failure = new WebFault("no address");
    for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), ADDRESSES_MAX))) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        remember(socket);
        socket.connect(
            new InetSocketAddress(address, reach.port()), Math.toIntExact(reach.time().toMillis()));
      } catch (IOException e) {
        close(socket);
        failure = e;
        continue;
      }
      try (socket) {
        return asked(socket, place);
      }
    }
    throw failure;
  }

  private HttpReply asked(Socket socket, URI place) throws IOException {
    try (SSLSocket secure =
        (SSLSocket) reach.tls().createSocket(socket, domain, reach.port(), true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      secure.getOutputStream().write(request(place));
      return HttpReply.read(
          new BufferedInputStream(secure.getInputStream()), OrganizationRecord.MAX_BYTES);
    }
  }

  private byte[] request(URI place) throws WebFault {
    String path = place.getRawPath();
    String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
    String target = (path == null || path.isEmpty() ? "/" : path) + query;
    if (target.length() > TARGET_MAX || !target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new WebFault("a redirect to a path that cannot be asked for");
    }
    return ("GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + domain
            + "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\n"
            + "User-Agent: parley\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private synchronized void remember(Socket socket) throws IOException {
    if (ended) {
      throw new InterruptedIOException("it took too long");
    }
    open = socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}

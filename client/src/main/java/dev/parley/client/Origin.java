package dev.parley.client;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// Where a node is: scheme, host and port. Plain HTTP is allowed only to this machine itself
/// (protocol section 13).
record Origin(String text) {

  static Origin of(URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    String host = base.getHost() == null ? "" : base.getHost().toLowerCase(Locale.ROOT);
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    if (host.isEmpty() || !(path.isEmpty() || path.equals("/")) || base.getRawQuery() != null) {
      throw new IllegalArgumentException("not the address of a node: " + base);
    }
    boolean plain = scheme.equals("http");
    if (!plain && !scheme.equals("https")) {
      throw new IllegalArgumentException("neither https nor http: " + base);
    }
    if (plain && !loopback(host)) {
      throw new IllegalArgumentException(
          "plain http is for this machine only; use https for " + host);
    }
    int port = base.getPort();
    boolean usual = port == -1 || port == (plain ? 80 : 443);
    return new Origin(scheme + "://" + host + (usual ? "" : ":" + port));
  }

  private static boolean loopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException notALiteral) {
      return false;
    }
  }

  /// The address of a path.
  URI at(String pathAndQuery) {
    return URI.create(text + pathAndQuery);
  }

  /// The address of a WebSocket connection.
  URI socket(String path) {
    return URI.create("ws" + text.substring("http".length()) + path);
  }

  /// The same address as a proof names it: without the query (RFC 9449, section 4.2).
  String target(String pathAndQuery) {
    int query = pathAndQuery.indexOf('?');
    return text + (query < 0 ? pathAndQuery : pathAndQuery.substring(0, query));
  }
}

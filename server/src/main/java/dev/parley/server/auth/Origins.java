package dev.parley.server.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The addresses under which this node is reached, with which a proof's `htu` is compared. The
/// request's `Host` header is never asked: whoever sends the request writes it. Immutable.
///
/// Compared are scheme, host, port and path after the normalisation of RFC 3986 sections 6.2.2 and
/// 6.2.3; query and fragment are left out (RFC 9449 section 4.3).
public final class Origins {
  private static final int UNRESERVED_MAX = 128;

  private final List<String> bases;

  private Origins(List<String> bases) {
    this.bases = bases;
  }

  /// The node's addresses.
  ///
  /// @param addresses each with scheme and host, perhaps a port, nothing else; the first is the one
  ///   that the node names itself by
  /// @return the origins
  /// @throws IllegalArgumentException when there is none, or one is not of that form
  public static Origins of(List<URI> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a node has an address");
    }
    return new Origins(
        addresses.stream()
            .map(
                address ->
                    base(address)
                        .filter(_ -> address.getRawPath().isEmpty())
                        .orElseThrow(
                            () -> new IllegalArgumentException("not an origin: " + address)))
            .distinct()
            .toList());
  }

  /// The address that the node names itself by.
  ///
  /// @return scheme, host and perhaps a port, without a slash at the end
  public String preferred() {
    return bases.getFirst();
  }

  /// The node's address of a path, under each of its names.
  ///
  /// @param path the path
  /// @return one URL a name
  public List<String> all(String path) {
    return bases.stream().map(base -> base + path).toList();
  }

  /// Whether text names a path of this node.
  ///
  /// @param htu any text
  /// @param rawPath the request's path as sent, percent-encoded
  /// @return true when it does under one of the node's addresses
  public boolean names(String htu, String rawPath) {
    for (String base : bases) {
      if (htu.length() == base.length() + rawPath.length()
          && htu.startsWith(base)
          && htu.endsWith(rawPath)) {
        return true;
      }
    }
    try {
      URI uri = new URI(htu);
      return base(uri).filter(bases::contains).isPresent()
          && normalPath(uri.getRawPath()).equals(normalPath(rawPath));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<String> base(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || host == null || uri.getRawUserInfo() != null) {
      return Optional.empty();
    }
    String name = scheme.toLowerCase(Locale.ROOT);
    int defaultPort = name.equals("https") ? 443 : name.equals("http") ? 80 : -1;
    String port = uri.getPort() == -1 || uri.getPort() == defaultPort ? "" : ":" + uri.getPort();
    return Optional.of(name + "://" + host.toLowerCase(Locale.ROOT) + port);
  }

  /// Unreserved characters decoded, the rest in upper-case hex; an empty path is the root.
  static String normalPath(String rawPath) {
    if (rawPath.isEmpty()) {
      return "/";
    }
    if (rawPath.indexOf('%') < 0) {
      return rawPath;
    }
    StringBuilder out = new StringBuilder(rawPath.length());
    byte[] bytes = rawPath.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] != '%' || high < 0 || low < 0) {
        out.append((char) (bytes[i] & 0xff));
        continue;
      }
      int decoded = high * 16 + low;
      if (unreserved(decoded)) {
        out.append((char) decoded);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", decoded));
      }
      i += 2;
    }
    return out.toString();
  }

  private static boolean unreserved(int c) {
    return c < UNRESERVED_MAX
        && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~');
  }
}

package dev.parley.server.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;

/// A request that came over a queue, whole.
final class QueuedRequest implements Request {
  /// The first byte of a unique local IPv6 address (RFC 4193).
  private static final byte LOCAL = (byte) 0xfd;

  private static final int ADDRESS_BYTES = 16;

  private final String method;
  private final String path;
  private final String query;
  private final Function<String, List<String>> headers;
  private final byte[] body;
  private final InetAddress remote;

  QueuedRequest(
      String method,
      String target,
      Function<String, List<String>> headers,
      byte[] body,
      String caller) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    this.headers = headers;
    this.body = body;
    this.remote = address(caller);
  }

  /// A queue knows no addresses: each of its callers counts as a network of its own.
  private static InetAddress address(String caller) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(caller.getBytes(StandardCharsets.UTF_8));
      byte[] address = new byte[ADDRESS_BYTES];
      System.arraycopy(hash, 0, address, 1, ADDRESS_BYTES - 1);
      address[0] = LOCAL;
      return InetAddress.getByAddress(address);
    } catch (NoSuchAlgorithmException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String rawQuery() {
    return query;
  }

  @Override
  public List<String> header(String name) {
    return headers.apply(name);
  }

  @Override
  public InetAddress remote() {
    return remote;
  }

  @Override
  public boolean hasBody() {
    return body.length > 0;
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(body);
  }
}

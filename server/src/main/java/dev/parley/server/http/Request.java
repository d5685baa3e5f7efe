package dev.parley.server.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;

/// A request as the web server hands it over.
interface Request {

  String method();

  /// The path as sent, percent-encoded.
  String rawPath();

  /// The query as sent, percent-encoded; empty when there is none.
  String rawQuery();

  /// The values of a header, one for each time it is there.
  List<String> header(String name);

  InetAddress remote();

  /// Whether a body follows.
  boolean hasBody();

  /// The body. A read that takes too long, or asks for more than was announced, throws.
  InputStream body();
}

package dev.parley.server.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;

/// A request as the web server hands it over.
public interface Request {

  /// The method.
  ///
  /// @return such as `GET`
  String method();

  /// The path as sent, percent-encoded.
  ///
  /// @return it begins with a slash
  String rawPath();

  /// The query as sent, percent-encoded.
  ///
  /// @return empty when there is none
  String rawQuery();

  /// The values of a header, one for each time it is there.
  ///
  /// @param name the header
  /// @return them in order
  List<String> header(String name);

  /// Where it comes from.
  ///
  /// @return the address of the other end of the connection
  InetAddress remote();

  /// Whether a body follows.
  ///
  /// @return true if so
  boolean hasBody();

  /// The body. A read that takes too long, or asks for more than was announced, throws.
  ///
  /// @return the same stream each time
  InputStream body();
}

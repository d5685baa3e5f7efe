package dev.parley.a2a.serve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A request as the faces see it.
///
/// @param method the HTTP method
/// @param path the path, percent-encoded
/// @param query the parameters, decoded
/// @param headers gives all values of a header
/// @param body all of it
@SuppressWarnings("ArrayRecordComponent") // Only handed through.
record Inbound(
    String method,
    String path,
    Map<String, String> query,
    Function<String, List<String>> headers,
    byte[] body) {

  List<String> header(String name) {
    return headers.apply(name);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /// The media type of the body, without parameters; empty if none is stated.
  String mediaType() {
    List<String> stated = header("Content-Type");
    return stated.isEmpty()
        ? ""
        : stated.getFirst().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}

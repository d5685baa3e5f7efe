package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import java.util.Map;
import java.util.Optional;

/// A request that was let in.
///
/// @param request the request
/// @param parts what stands for the names in the route's template, decoded
/// @param query the query's parameters, decoded
/// @param agent who makes it, if it has shown that
public record Call(
    Request request,
    Map<String, String> parts,
    Map<String, String> query,
    Optional<AgentUri> agent) {

  /// The part of the path with a name of the template.
  ///
  /// @param name the name, without braces
  /// @return the part, decoded
  public String part(String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("the route has no " + name);
    }
    return part;
  }

  /// Who makes it, where the route lets in nobody else.
  AgentUri caller() {
    return agent.orElseThrow();
  }

  /// A parameter of the query.
  ///
  /// @param name its name
  /// @return nothing when it is missing or empty
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /// How many entries a page has: 50 unless asked for fewer or more, 200 at most.
  Decoded<Integer> limit() {
    return whole("limit", Paging.USUAL)
        .then(
            n ->
                n < 1
                    ? Decoded.refused(ErrorCode.MALFORMED.because("limit has to be at least 1"))
                    : Decoded.valid((int) Math.min(n, Paging.MOST)));
  }

  /// A parameter that is a whole number and not negative.
  Decoded<Long> whole(String name, long otherwise) {
    Optional<String> text = parameter(name);
    if (text.isEmpty()) {
      return Decoded.valid(otherwise);
    }
    return text.filter(Paging::isPosition)
        .map(Long::parseLong)
        .map(Decoded::valid)
        .orElseGet(
            () -> Decoded.refused(ErrorCode.MALFORMED.because(name + " has to be a whole number")));
  }
}

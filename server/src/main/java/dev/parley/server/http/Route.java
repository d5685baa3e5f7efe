package dev.parley.server.http;

/// One method of one path.
///
/// @param method the HTTP method
/// @param template the path, names in braces standing for one segment each
/// @param access who may make the request
/// @param endpoint what answers it
public record Route(String method, String template, Access access, Endpoint endpoint) {

  /// Answers requests of one route.
  @FunctionalInterface
  public interface Endpoint {
    /// Answers.
    ///
    /// @param call the request, let in
    /// @return what it comes to
    Answer answer(Call call);
  }
}

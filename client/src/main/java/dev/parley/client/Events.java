package dev.parley.client;

import java.time.Duration;
import java.util.Optional;

/// The events under a path, in order, over every disconnect: nothing is lost and nothing comes
/// twice. For one reading thread; [#close] may come from another.
interface Events extends AutoCloseable {

  /// Events of a node. Nothing is sent yet.
  ///
  /// @param after the id behind which to begin; absent: at the beginning
  static Events of(HttpCalls calls, Credentials by, String path, Optional<String> after) {
    return calls
        .wire()
        .pushes(path)
        .<Events>map(pushes -> new PushedEvents(calls, by, path, after, pushes))
        .orElseGet(() -> new EventStream(calls, by, path, after));
  }

  /// The next event.
  ///
  /// @return nothing if none came in time, or they were closed
  /// @throws RefusedException if the node declines to show it
  /// @throws TransportException if the node could not be reached for longer than the settings allow
  Optional<ServerEvent> next(Duration wait);

  /// Reads no further; a waiting [#next] returns.
  @Override
  void close();
}

package dev.parley.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where a node finds its queue.
///
/// @param server the NATS server: `nats` or `tls`, perhaps with a user and a password
/// @param credentials a file of credentials, if the server wants one
public record Queue(URI server, Optional<Path> credentials) {
  /// Without what is secret in it.
  @Override
  public String toString() {
    return "Queue[" + server.getHost() + ":" + server.getPort() + "]";
  }
}

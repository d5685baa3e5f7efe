package dev.parley.server.config;

/// What a node is for.
public enum Mode {
  /// Trying things out on one machine: loopback, plain HTTP, free domains, clocks that can be
  /// moved. Its evidence counts nowhere else.
  DEVELOPMENT,
  /// Other people's agents: TLS, organisations that the operator has named, real time.
  PRODUCTION
}

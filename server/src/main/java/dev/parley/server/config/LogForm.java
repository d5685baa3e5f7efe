package dev.parley.server.config;

/// How log lines look.
public enum LogForm {
  /// For people.
  PLAIN,
  /// One JSON object a line.
  JSON
}

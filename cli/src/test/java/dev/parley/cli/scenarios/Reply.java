package dev.parley.cli.scenarios;

import dev.parley.core.json.JsonObject;

/// What the node answers to a message, without what differs from way to way.
sealed interface Reply {
  /// It is accepted, now or before.
  ///
  /// @param position its place in the session
  /// @param acceptedAt when
  record Accepted(long position, String acceptedAt) implements Reply {}

  /// It is refused.
  ///
  /// @param code why
  /// @param message why, for people
  /// @param details what a program needs to go on
  record Refused(String code, String message, JsonObject details) implements Reply {}

  /// Reads the object that says so; acknowledgements, receipts and delivered messages agree in the
  /// two members that count.
  static Reply accepted(JsonObject json) {
    return new Accepted(
        json.integer("position").orElseThrow(), json.string("acceptedAt").orElseThrow());
  }

  /// Reads an error.
  static Reply refused(JsonObject error) {
    return new Refused(
        error.string("code").orElseThrow(),
        error.string("message").orElse(""),
        error.object("details").orElse(JsonObject.EMPTY));
  }
}

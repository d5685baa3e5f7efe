package dev.parley.a2a.wire;

import java.util.function.Function;

/// What came of something that a peer asked for or was asked for.
///
/// @param <T> what was asked for
public sealed interface Outcome<T> {

  /// It was done.
  ///
  /// @param value what came of it
  /// @param <T> its type
  record Done<T>(T value) implements Outcome<T> {}

  /// It was not.
  ///
  /// @param fault why
  /// @param <T> what was asked for
  record Refused<T>(Fault fault) implements Outcome<T> {}

  /// It was done.
  ///
  /// @param value what came of it
  /// @param <T> its type
  /// @return `Done`
  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  /// It was not.
  ///
  /// @param error which error
  /// @param message for people
  /// @param <T> what was asked for
  /// @return `Refused`
  static <T> Outcome<T> refused(A2aError error, String message) {
    return new Refused<>(Fault.of(error, message));
  }

  /// Goes on with the value, or passes the fault along.
  ///
  /// @param next what to do with it
  /// @param <R> what comes of it
  /// @return the result of `next`, or the same fault
  default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Fault fault) -> new Refused<>(fault);
    };
  }

  /// The value, for a caller that has no other plan.
  ///
  /// @return the value
  /// @throws IllegalStateException if it was refused
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Refused<T>(Fault fault) ->
          throw new IllegalStateException(fault.error() + ": " + fault.message());
    };
  }
}

package dev.parley.core.error;

import java.util.function.Function;

/// What came of reading something from outside: the value, or why it is not one.
///
/// @param <T> what was to be read
public sealed interface Decoded<T> {

  /// It was well formed.
  ///
  /// @param value what was read
  /// @param <T> its type
  record Valid<T>(T value) implements Decoded<T> {}

  /// It was not.
  ///
  /// @param refusal why
  /// @param <T> what was to be read
  record Refused<T>(Refusal refusal) implements Decoded<T> {}

  /// A well-formed value.
  ///
  /// @param value the value
  /// @param <T> its type
  /// @return `Valid`
  static <T> Decoded<T> valid(T value) {
    return new Valid<>(value);
  }

  /// A refusal.
  ///
  /// @param refusal why
  /// @param <T> what was to be read
  /// @return `Refused`
  static <T> Decoded<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /// Goes on with the value, or passes the refusal along.
  ///
  /// @param next what to do with a valid value
  /// @param <R> what comes of it
  /// @return the result of `next`, or the same refusal
  default <R> Decoded<R> then(Function<T, Decoded<R>> next) {
    return switch (this) {
      case Valid<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  /// The value of something that the calling program made itself.
  ///
  /// @return the value
  /// @throws IllegalStateException if it was refused: then the caller's own input was wrong
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Refused<T>(Refusal refusal) ->
          throw new IllegalStateException(refusal.code().wire() + ": " + refusal.message());
    };
  }
}

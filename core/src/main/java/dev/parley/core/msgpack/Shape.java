package dev.parley.core.msgpack;

import java.util.Map;

/// Where in a document bytes stand for text (protocol section 2): nowhere else may there be any.
/// Immutable.
public sealed interface Shape {
  /// Nothing below is carried as bytes.
  record Plain() implements Shape {}

  /// Members of an object that are of a shape; the others are plain.
  ///
  /// @param shapes by name
  record Members(Map<String, Shape> shapes) implements Shape {
    /// Copies.
    public Members {
      shapes = Map.copyOf(shapes);
    }
  }

  /// All elements of an array are of one shape.
  ///
  /// @param shape that
  record Elements(Shape shape) implements Shape {}

  /// A text that is carried as bytes.
  ///
  /// @param raw which
  record Bytes(Raw raw) implements Shape {}

  /// A compact JWS, carried as an array of its three parts.
  record Jws() implements Shape {}
}

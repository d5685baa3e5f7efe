package dev.parley.core.json;

/// What a document may cost its reader.
///
/// @param maxBytes the length of the document in bytes, at least 1
/// @param maxDepth how many arrays and objects may be open at once, 1 to 256
/// @param maxMembers the members of one object, at least 1
public record JsonLimits(int maxBytes, int maxDepth, int maxMembers) {
  /// The limits of a message: 256 KiB, 64 levels, 1,000 members an object (protocol, section 2).
  public static final JsonLimits MESSAGE = new JsonLimits(256 * 1024, 64, 1000);

  /// The reader calls itself once a level, so this keeps its stack small.
  private static final int DEPTH_CEILING = 256;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when a limit is outside its range
  public JsonLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxDepth > DEPTH_CEILING || maxMembers < 1) {
      throw new IllegalArgumentException(
          "limits out of range: " + maxBytes + ", " + maxDepth + ", " + maxMembers);
    }
  }
}

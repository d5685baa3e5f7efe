package dev.parley.server.config;

/// How a node deals with what waits for people.
///
/// @param escalationsPerDay how many escalations of one principal it takes in 24 hours, at least 1
public record People(int escalationsPerDay) {
  /// A node that is not told otherwise.
  public static final People DEFAULT = new People(20);
}

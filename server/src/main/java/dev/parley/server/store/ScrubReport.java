package dev.parley.server.store;

import java.util.List;
import java.util.UUID;

/// What a scrub found.
///
/// @param sessions how many sessions were read
/// @param messages how many messages were read
/// @param fileDamage what the database says of its own file, at most [#FINDINGS_MAX] lines
/// @param findings the damage, at most [#FINDINGS_MAX] places
public record ScrubReport(
    long sessions, long messages, List<String> fileDamage, List<Finding> findings) {

  /// How many findings a report holds; the scrub ends when it is full.
  public static final int FINDINGS_MAX = 1_000;

  /// Copies the lists.
  public ScrubReport {
    fileDamage = List.copyOf(fileDamage);
    findings = List.copyOf(findings);
  }

  /// A damaged place.
  ///
  /// @param session the session
  /// @param position the message
  /// @param damage what is wrong, with what was expected and what was found
  public record Finding(UUID session, long position, String damage) {}
}

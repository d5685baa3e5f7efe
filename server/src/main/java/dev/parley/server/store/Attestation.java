package dev.parley.server.store;

/// The node's part of a card: it changes without a new card version.
///
/// @param canonical the attestation's canonical form
/// @param trustScoreHundredths the node's trust score for the agent in hundredths, 0 to 10000
public record Attestation(Content canonical, int trustScoreHundredths) {

  /// Refuses a score outside 0 to 10000.
  public Attestation {
    if (trustScoreHundredths < 0 || trustScoreHundredths > 10_000) {
      throw new IllegalArgumentException("a score of " + trustScoreHundredths + " hundredths");
    }
  }
}

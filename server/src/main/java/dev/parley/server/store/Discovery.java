package dev.parley.server.store;

import org.jspecify.annotations.Nullable;

/// A search for agents: the highest trust score first, then by agent URI.
///
/// @param capability what they must offer, compared exactly; null for any
/// @param minTrustHundredths the least trust score, in hundredths
/// @param after the last agent of the page before; null for the first page
/// @param limit how many at most, at least 1
public record Discovery(
    @Nullable String capability, int minTrustHundredths, @Nullable Place after, int limit) {

  /// Where a page ended.
  ///
  /// @param trustScoreHundredths the last agent's trust score
  /// @param agent its agent URI
  public record Place(int trustScoreHundredths, String agent) {

    /// The place of an agent in the list.
    ///
    /// @param agent the last agent of a page
    /// @return where that page ended
    public static Place of(RegisteredAgent agent) {
      return new Place(agent.attestation().trustScoreHundredths(), agent.card().agent());
    }
  }
}

package dev.parley.server.auth;

import dev.parley.server.registry.TrustLevel;
import java.util.EnumMap;
import java.util.Map;

/// The rate limits of a node: one for each level of trust, and one for each remote address as long
/// as nobody has shown who they are (protocol section 13).
///
/// @param levels the limit of an agent at each level
/// @param address the limit of a remote address; failed attempts to show who one is count against
///   it too
public record RateTable(Map<TrustLevel, RateLimit> levels, RateLimit address) {

  /// What a node uses unless told otherwise: from 50 requests a second at `Unverified` to 1,000 at
  /// `Premium`, and 50 an address.
  public static final RateTable DEFAULT =
      new RateTable(
          Map.of(
              TrustLevel.UNVERIFIED, new RateLimit(50, 200),
              TrustLevel.VERIFIED, new RateLimit(100, 400),
              TrustLevel.ESTABLISHED, new RateLimit(200, 800),
              TrustLevel.TRUSTED, new RateLimit(500, 2_000),
              TrustLevel.PREMIUM, new RateLimit(1_000, 4_000)),
          new RateLimit(50, 300));

  /// Copies the map and checks that no level is missing.
  ///
  /// @throws IllegalArgumentException when one is
  public RateTable {
    Map<TrustLevel, RateLimit> all = new EnumMap<>(levels);
    if (all.size() != TrustLevel.values().length) {
      throw new IllegalArgumentException("every level of trust needs a limit");
    }
    levels = Map.copyOf(all);
  }

  /// The same table with every limit multiplied, as a load test needs it.
  ///
  /// @param factor more than 0
  /// @return a new table
  public RateTable times(double factor) {
    Map<TrustLevel, RateLimit> scaled = new EnumMap<>(TrustLevel.class);
    levels.forEach((level, limit) -> scaled.put(level, limit.times(factor)));
    return new RateTable(scaled, address.times(factor));
  }

  RateLimit of(TrustLevel level) {
    RateLimit limit = levels.get(level);
    if (limit == null) {
      throw new IllegalStateException("no limit for " + level);
    }
    return limit;
  }
}

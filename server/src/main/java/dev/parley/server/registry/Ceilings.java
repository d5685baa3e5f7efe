package dev.parley.server.registry;

import dev.parley.core.ledger.Amount;
import java.util.Map;

/// How much others may lose at most by an agent, by its level of trust (protocol section 10).
/// Immutable.
public final class Ceilings {
  /// In US dollars: a hundred for a newcomer, ten times as much with each level.
  public static final Ceilings DEFAULT =
      new Ceilings(
          Map.of(
              "USD",
              Map.of(
                  TrustLevel.UNVERIFIED, 100_00L,
                  TrustLevel.VERIFIED, 1_000_00L,
                  TrustLevel.ESTABLISHED, 10_000_00L,
                  TrustLevel.TRUSTED, 100_000_00L,
                  TrustLevel.PREMIUM, 1_000_000_00L)));

  private final Map<String, Map<TrustLevel, Long>> units;

  private Ceilings(Map<String, Map<TrustLevel, Long>> units) {
    this.units = units;
  }

  /// The ceiling of a level.
  ///
  /// @param level the level of trust
  /// @param currency three capitals
  /// @return nothing at all in a currency that the table does not have: there only fully escrowed
  ///   deals are possible
  public Amount of(TrustLevel level, String currency) {
    return new Amount(units.getOrDefault(currency, Map.of()).getOrDefault(level, 0L), currency);
  }
}

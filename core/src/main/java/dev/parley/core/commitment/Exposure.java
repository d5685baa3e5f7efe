package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Money;
import java.util.List;
import java.util.Optional;

/// What others would lose if a debtor of an ACTIVE commitment did nothing: its value, less what
/// lies in escrow (protocol section 9, value and exposure). Immutable.
///
/// @param debtor whose exposure it is
/// @param amount above 0
public record Exposure(AgentUri debtor, Amount amount) {

  /// What a commitment exposes, each debtor to all of it.
  ///
  /// @param commitment the commitment
  /// @return nothing unless it is ACTIVE and worth more than its escrow
  public static List<Exposure> of(Commitment commitment) {
    if (commitment.status() != CommitmentStatus.ACTIVE) {
      return List.of();
    }
    Optional<Amount> value = commitment.value().map(Exposure::amount);
    Optional<Amount> held = commitment.escrow().map(Escrow::amount);
    Optional<Amount> open =
        value
            .map(
                v ->
                    held.map(h -> h.compareTo(v) < 0 ? v.minus(h) : Amount.zero(v.currency()))
                        .orElse(v))
            .filter(Amount::positive);
    return open.map(
            amount ->
                commitment.obligations().stream()
                    .map(Obligation::debtor)
                    .distinct()
                    .sorted()
                    .map(debtor -> new Exposure(debtor, amount))
                    .toList())
        .orElse(List.of());
  }

  private static Amount amount(Money value) {
    return Amount.of(value, "").orThrow();
  }
}

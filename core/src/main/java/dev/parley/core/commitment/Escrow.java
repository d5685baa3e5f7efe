package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Penalties;
import dev.parley.core.message.ReleaseCondition;
import java.util.List;

/// What is held for a commitment, and how it is shared out (protocol section 9). Immutable.
///
/// @param amount all of it
/// @param depositor whose money it is
/// @param beneficiary who is paid
/// @param release what has to happen before it is paid out
/// @param penalties what lateness and failure cost
/// @param shares what belongs to each obligation, in their order; together the amount
public record Escrow(
    Amount amount,
    AgentUri depositor,
    AgentUri beneficiary,
    ReleaseCondition release,
    Penalties penalties,
    List<Amount> shares) {

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException when the shares are not the amount
  public Escrow {
    shares = List.copyOf(shares);
    if (shares.stream().mapToLong(Amount::units).sum() != amount.units()) {
      throw new IllegalArgumentException("the shares are not the amount");
    }
  }
}

package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a record of a dispute asks of the ledger (protocol section 11): a bond is staked out of an
/// account; the end splits what is still held for the obligation, and the bonds.
public final class DisputeOrders {
  private DisputeOrders() {}

  /// The orders of one record.
  ///
  /// @param dispute the dispute after it
  /// @param effects its effects
  /// @return in the order in which money has to move; all of it, or the record is not accepted
  public static List<Order> of(Dispute dispute, List<DisputeEffect> effects) {
    List<Order> out = new ArrayList<>();
    for (DisputeEffect effect : effects) {
      switch (effect) {
        case DisputeEffect.BondHeld(Bond.Posted posted) -> stake(dispute, posted, out);
        case DisputeEffect.Settled(Settlement settlement) -> settle(dispute, settlement, out);
        case DisputeEffect.Opened _,
            DisputeEffect.Missed _,
            DisputeEffect.RulingStands _,
            DisputeEffect.ObligationStands _,
            DisputeEffect.TrustRecorded _,
            DisputeEffect.ForgivenLater _ -> {}
      }
    }
    return List.copyOf(out);
  }

  /// A bond out of the escrow stays there: it is charged in the end.
  private static void stake(Dispute dispute, Bond.Posted posted, List<Order> out) {
    switch (posted.bond().source()) {
      case ACCOUNT ->
          out.add(
              new Order.Pay(
                  new Account.OfAgent(posted.by()),
                  new Account.Staked(dispute.id(), posted.by()),
                  posted.bond().amount()));
      case ESCROW -> {}
    }
  }

  private static void settle(Dispute dispute, Settlement settlement, List<Order> out) {
    List<Order.Payout> split = new ArrayList<>();
    List<Order> bonds = new ArrayList<>();
    for (Settlement.Part part : settlement.parts()) {
      Account to = to(part.to());
      switch (part.from()) {
        case Settlement.Pot.Escrow() -> split.add(new Order.Payout(to, part.amount()));
        case Settlement.Pot.BondOf(AgentUri by) ->
            bonds.add(new Order.Pay(new Account.Staked(dispute.id(), by), to, part.amount()));
      }
    }
    if (!split.isEmpty()) {
      HoldId hold = new HoldId(dispute.facts().sessionId(), dispute.facts().commitmentId());
      out.add(new Order.Split(hold, dispute.facts().obligation(), split));
    }
    out.addAll(bonds);
  }

  private static Account to(Optional<AgentUri> owner) {
    return owner.<Account>map(Account.OfAgent::new).orElseGet(Account.Burned::new);
  }
}

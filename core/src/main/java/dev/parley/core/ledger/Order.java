package dev.parley.core.ledger;

import dev.parley.core.identity.AgentUri;
import java.util.List;

/// What a record asks of the ledger. The orders of one record are carried out all or none.
public sealed interface Order {

  /// The depositor agreed: money is set aside.
  ///
  /// @param hold the hold to make
  /// @param depositor whose money
  /// @param amount above 0
  record Reserve(HoldId hold, AgentUri depositor, Amount amount) implements Order {}

  /// The commitment binds: what was set aside stays so until its obligations end.
  ///
  /// @param hold a reserved hold
  record Bind(HoldId hold) implements Order {}

  /// An obligation ended: its share leaves the hold.
  ///
  /// @param hold a bound hold
  /// @param obligation which obligation
  /// @param to who is paid
  /// @param paid what goes there, 0 or more
  /// @param returned what goes back to the depositor, 0 or more
  record Post(HoldId hold, int obligation, AgentUri to, Amount paid, Amount returned)
      implements Order {}

  /// A dispute about an obligation is final: what it decided leaves the hold.
  ///
  /// @param hold a bound hold
  /// @param obligation which obligation
  /// @param payouts who gets what, each above 0, in order
  record Split(HoldId hold, int obligation, List<Payout> payouts) implements Order {
    /// Copies the list.
    public Split {
      payouts = List.copyOf(payouts);
    }
  }

  /// A part of what is split.
  ///
  /// @param to who gets it
  /// @param amount above 0
  record Payout(Account to, Amount amount) {}

  /// The commitment will not bind, or is replaced: everything goes back.
  ///
  /// @param hold a reserved hold, or a bound one of which nothing was posted yet
  /// @param why what becomes of the hold
  record GiveBack(HoldId hold, Why why) implements Order {}

  /// Money goes from one account to another at once.
  ///
  /// @param from who pays; the world when money comes in
  /// @param to who is paid; the world when money is paid out
  /// @param amount above 0
  record Pay(Account from, Account to, Amount amount) implements Order {}

  /// Why a hold is voided.
  enum Why {
    /// The commitment was withdrawn, rejected or replaced.
    VOIDED,
    /// It was not accepted in time.
    EXPIRED
  }
}

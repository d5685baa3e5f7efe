package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.LatePenalty;
import dev.parley.core.message.Penalties;
import dev.parley.core.message.SessionId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a change of a commitment asks of the ledger (protocol section 9, money): the depositor's
/// own COMMIT or ACCEPT reserves, the completing ACCEPT binds, each obligation's end posts its
/// share. What was breached or disputed stays held until a dispute about it is final.
public final class LedgerOrders {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration DAY = Duration.ofDays(1);

  private LedgerOrders() {}

  /// Compares a commitment before and after a message.
  ///
  /// @param session its session
  /// @param before the commitment before, if it was there
  /// @param after the commitment after
  /// @return the orders in which money has to move; those that set money free come first
  public static List<Order> between(
      SessionId session, Optional<Commitment> before, Commitment after) {
    List<Order> out = new ArrayList<>();
    after
        .escrow()
        .ifPresent(escrow -> hold(new HoldId(session, after.id()), escrow, before, after, out));
    for (Obligation obligation : after.obligations()) {
      if (ends(before, obligation)) {
        obligation
            .exitPaid()
            .ifPresent(
                fee ->
                    out.add(
                        new Order.Pay(
                            account(obligation.debtor()), account(obligation.creditor()), fee)));
      }
    }
    return List.copyOf(out);
  }

  private static Account account(AgentUri agent) {
    return new Account.OfAgent(agent);
  }

  private static void hold(
      HoldId hold, Escrow escrow, Optional<Commitment> before, Commitment after, List<Order> out) {
    boolean reserved = before.filter(Commitment::reserved).isPresent();
    boolean bound = before.filter(c -> c.status() != CommitmentStatus.PROPOSED).isPresent();
    if (bound) {
      post(hold, escrow, before, after, out);
      return;
    }
    if (!reserved && after.reserved()) {
      out.add(new Order.Reserve(hold, escrow.depositor(), escrow.amount()));
    }
    switch (after.status()) {
      case PROPOSED -> {}
      case ACTIVE, SETTLED, AMENDED -> out.add(new Order.Bind(hold));
      case WITHDRAWN, REJECTED -> giveBack(hold, reserved, Order.Why.VOIDED, out);
      case LAPSED -> giveBack(hold, reserved, Order.Why.EXPIRED, out);
    }
  }

  private static void giveBack(HoldId hold, boolean reserved, Order.Why why, List<Order> out) {
    if (reserved) {
      out.add(new Order.GiveBack(hold, why));
    }
  }

  private static void post(
      HoldId hold, Escrow escrow, Optional<Commitment> before, Commitment after, List<Order> out) {
    for (Obligation obligation : after.obligations()) {
      Amount share = escrow.shares().get(obligation.index());
      if (!ends(before, obligation) || !share.positive()) {
        continue;
      }
      paid(escrow, obligation, share)
          .ifPresent(
              paid ->
                  out.add(
                      new Order.Post(
                          hold,
                          obligation.index(),
                          escrow.beneficiary(),
                          paid,
                          share.minus(paid))));
    }
  }

  /// What was in dispute is split by its ruling.
  private static boolean ends(Optional<Commitment> before, Obligation after) {
    return after.status().ended()
        && before
            .map(c -> c.obligations().get(after.index()).status())
            .filter(was -> was.ended() || was == ObligationStatus.DISPUTED)
            .isEmpty();
  }

  /// What of an ended obligation's share goes to the beneficiary; nothing if only a ruling can say.
  /// Rounded down, so that a fraction of a minor unit stays with the depositor.
  static Optional<Amount> paid(Escrow escrow, Obligation obligation, Amount share) {
    boolean byDepositor = obligation.debtor().equals(escrow.depositor());
    return switch (obligation.status()) {
      case RELEASED -> Optional.of(Amount.zero(share.currency()));
      case FULFILLED ->
          byRecords(escrow)
              .map(_ -> byDepositor ? share : without(share, latePercent(escrow, obligation)));
      case OPEN, CLAIMED, REJECTED, LATE, DISPUTED, BREACHED -> Optional.empty();
    };
  }

  private static Amount without(Amount share, BigDecimal percent) {
    return share.percent(HUNDRED.subtract(percent.min(HUNDRED)));
  }

  /// The penalties, if the records alone may move the money.
  private static Optional<Penalties> byRecords(Escrow escrow) {
    return switch (escrow.release()) {
      case FULFILLMENT_VERIFIED, DEADLINE -> Optional.of(escrow.penalties());
      case RULING -> Optional.empty();
    };
  }

  /// What lateness costs: so much for each day begun between deadline and claim.
  private static BigDecimal latePercent(Escrow escrow, Obligation obligation) {
    return switch (escrow.penalties().late()) {
      case LatePenalty.None() -> BigDecimal.ZERO;
      case LatePenalty.PerDay(BigDecimal percent, _) ->
          percent.multiply(
              BigDecimal.valueOf(
                  obligation.claimedAt().map(at -> days(obligation.deadline(), at)).orElse(0L)));
    };
  }

  /// Days begun.
  private static long days(Instant deadline, Instant at) {
    Duration late = Duration.between(deadline, at);
    if (late.isNegative() || late.isZero()) {
      return 0;
    }
    return late.dividedBy(DAY)
        + (late.minus(DAY.multipliedBy(late.dividedBy(DAY))).isZero() ? 0 : 1);
  }
}

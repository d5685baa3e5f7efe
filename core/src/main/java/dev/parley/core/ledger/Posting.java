package dev.parley.core.ledger;

import dev.parley.core.identity.Hash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of the ledger: what becomes of balances and holds by the orders of one record
/// (protocol section 9). One posting is made for each record and carried out once; nothing is
/// changed but the posting itself. Not thread-safe.
public final class Posting {
  private final Balances before;
  private final Hash cause;
  private final Map<Place, Long> changed = new HashMap<>();
  private final Map<HoldId, Hold> holds = new HashMap<>();
  private final List<Transfer> transfers = new ArrayList<>();

  /// An account in one currency.
  ///
  /// @param account the account
  /// @param currency three capitals
  public record Place(Account account, String currency) {}

  /// What came of it.
  public sealed interface Outcome {
    /// Everything was carried out.
    ///
    /// @param transfers the new lines of the ledger, in order
    /// @param balances the accounts that changed, with their new balance in minor units
    /// @param holds the holds that changed
    record Posted(List<Transfer> transfers, Map<Place, Long> balances, List<Hold> holds)
        implements Outcome {}

    /// The record was carried out before; nothing is to be changed.
    record Repeated() implements Outcome {}

    /// Nothing was carried out.
    ///
    /// @param fault why
    /// @param detail for people
    record Refused(LedgerFault fault, String detail) implements Outcome {}
  }

  /// Stops a posting; never leaves this class.
  @SuppressWarnings("serial") // Never written anywhere.
  private static final class Stop extends RuntimeException {
    private final LedgerFault fault;
    private final String detail;

    Stop(LedgerFault fault, String detail) {
      super(detail, null, false, false);
      this.fault = fault;
      this.detail = detail;
    }
  }

  private Posting(Balances before, Hash cause) {
    this.before = before;
    this.cause = cause;
  }

  /// Works out what a record changes.
  ///
  /// @param before what the ledger knows
  /// @param cause the hash of the record
  /// @param orders what it asks, in order; all or none
  /// @return what came of it
  public static Outcome of(Balances before, Hash cause, List<Order> orders) {
    if (before.has(Transfer.id(cause, 0))) {
      return new Outcome.Repeated();
    }
    Posting posting = new Posting(before, cause);
    try {
      orders.forEach(posting::carryOut);
    } catch (Stop stop) {
      return new Outcome.Refused(stop.fault, stop.detail);
    }
    return new Outcome.Posted(
        List.copyOf(posting.transfers),
        Map.copyOf(posting.changed),
        List.copyOf(posting.holds.values()));
  }

  private void carryOut(Order order) {
    switch (order) {
      case Order.Reserve reserve -> reserve(reserve);
      case Order.Bind(HoldId id) -> bind(id);
      case Order.Post post -> post(post);
      case Order.Split split -> split(split);
      case Order.GiveBack(HoldId id, Order.Why why) -> voided(id, why);
      case Order.Pay(Account from, Account to, Amount amount) -> {
        positive(amount);
        move(from, to, amount);
      }
    }
  }

  private void reserve(Order.Reserve order) {
    positive(order.amount());
    if (hold(order.hold()).isPresent()) {
      throw new Stop(LedgerFault.HOLD_EXISTS, order.hold() + " exists");
    }
    move(new Account.OfAgent(order.depositor()), new Account.Held(order.hold()), order.amount());
    put(
        new Hold(
            order.hold(), order.depositor(), order.amount(), order.amount(), Hold.Status.RESERVED));
  }

  private void bind(HoldId id) {
    Hold hold = unresolved(id);
    if (hold.status() == Hold.Status.HELD) {
      throw new Stop(LedgerFault.ALREADY_HELD, id + " binds already");
    }
    put(hold.in(Hold.Status.HELD));
  }

  private void post(Order.Post order) {
    Hold hold = bound(order.hold());
    payOut(
        hold,
        List.of(
            new Order.Payout(new Account.OfAgent(order.to()), order.paid()),
            new Order.Payout(new Account.OfAgent(hold.depositor()), order.returned())));
  }

  private void split(Order.Split order) {
    Hold hold = bound(order.hold());
    order.payouts().forEach(payout -> positive(payout.amount()));
    payOut(hold, order.payouts());
  }

  private Hold bound(HoldId id) {
    Hold hold = unresolved(id);
    if (hold.status() == Hold.Status.RESERVED) {
      throw new Stop(LedgerFault.NOT_HELD, id + " does not bind yet");
    }
    return hold;
  }

  private void payOut(Hold hold, List<Order.Payout> payouts) {
    String currency = hold.amount().currency();
    BigInteger taken = BigInteger.ZERO;
    for (Order.Payout payout : payouts) {
      if (!payout.amount().currency().equals(currency)) {
        throw new Stop(LedgerFault.CURRENCY_MISMATCH, hold.id() + " is in " + currency);
      }
      taken = taken.add(BigInteger.valueOf(payout.amount().units()));
    }
    if (taken.signum() == 0) {
      throw new Stop(LedgerFault.NOT_POSITIVE, "nothing is moved");
    }
    if (taken.compareTo(BigInteger.valueOf(hold.left().units())) > 0) {
      throw new Stop(LedgerFault.EXCEEDS_HOLD, "only " + hold.left() + " is left of " + hold.id());
    }
    payouts.forEach(payout -> payOut(hold, payout.to(), payout.amount()));
    put(hold.without(new Amount(taken.longValueExact(), currency)));
  }

  private void voided(HoldId id, Order.Why why) {
    Hold hold = unresolved(id);
    if (hold.left().units() < hold.amount().units()) {
      throw new Stop(LedgerFault.ALREADY_POSTED, "a part of " + id + " was paid out before");
    }
    payOut(hold, new Account.OfAgent(hold.depositor()), hold.left());
    Hold.Status next =
        switch (why) {
          case VOIDED -> Hold.Status.VOIDED;
          case EXPIRED -> Hold.Status.EXPIRED;
        };
    put(new Hold(id, hold.depositor(), hold.amount(), Amount.zero(hold.amount().currency()), next));
  }

  private void payOut(Hold hold, Account to, Amount amount) {
    if (amount.positive()) {
      move(new Account.Held(hold.id()), to, amount);
    }
  }

  private void move(Account from, Account to, Amount amount) {
    long left = balance(from, amount.currency()) - amount.units();
    if (left < 0 && !(from instanceof Account.World)) {
      throw new Stop(LedgerFault.INSUFFICIENT_FUNDS, from.text() + " has less than " + amount);
    }
    changed.put(new Place(from, amount.currency()), left);
    long more = balance(to, amount.currency()) + amount.units();
    if (more > Amount.MAX_UNITS || left < -Amount.MAX_UNITS) {
      throw new Stop(LedgerFault.OVERFLOW, to.text() + " would hold more than it can");
    }
    changed.put(new Place(to, amount.currency()), more);
    transfers.add(new Transfer(Transfer.id(cause, transfers.size()), from, to, amount));
  }

  private static void positive(Amount amount) {
    if (!amount.positive()) {
      throw new Stop(LedgerFault.NOT_POSITIVE, "an amount above zero is needed");
    }
  }

  private Hold unresolved(HoldId id) {
    Hold hold =
        hold(id).orElseThrow(() -> new Stop(LedgerFault.UNKNOWN_HOLD, id + " does not exist"));
    return switch (hold.status()) {
      case RESERVED, HELD -> hold;
      case POSTED -> throw new Stop(LedgerFault.ALREADY_POSTED, id + " was paid out before");
      case VOIDED -> throw new Stop(LedgerFault.ALREADY_VOIDED, id + " was voided before");
      case EXPIRED -> throw new Stop(LedgerFault.ALREADY_EXPIRED, id + " has expired");
    };
  }

  private Optional<Hold> hold(HoldId id) {
    Hold known = holds.get(id);
    return known == null ? before.hold(id) : Optional.of(known);
  }

  private void put(Hold hold) {
    holds.put(hold.id(), hold);
  }

  private long balance(Account account, String currency) {
    Long known = changed.get(new Place(account, currency));
    return known == null ? before.of(account, currency) : known;
  }
}

package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.Outcome;
import dev.parley.core.dispute.Stage;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.Book;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.message.ReleaseCondition;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has to hold of a ledger after every step of the deals on it, computed here from where each
/// obligation and each dispute stands and not from what was ordered.
final class SharedLedger {
  private static final String CURRENCY = "USD";

  private final Book book;
  private long funded;
  private int probes;

  SharedLedger(Book book) {
    this.book = book;
  }

  void fund(Account account, long units) {
    Order funding = new Order.Pay(new Account.World(), account, new Amount(units, CURRENCY));
    Hash cause = probe();
    require(book.post(cause, List.of(funding)) instanceof Posting.Outcome.Posted, "%s", funding);
    funded += units;
  }

  private Hash probe() {
    return Hash.of(("probe " + probes++).getBytes(StandardCharsets.UTF_8));
  }

  void check(List<Deal> deals) {
    long sum = 0;
    for (Map.Entry<String, Map<String, Long>> account : book.balances().entrySet()) {
      long units = account.getValue().getOrDefault(CURRENCY, 0L);
      if (!account.getKey().equals("world")) {
        require(units >= 0, "%s is at %s", account.getKey(), units);
        sum += units;
      }
    }
    require(sum == funded, "%s are there, %s were funded", sum, funded);
    Set<HoldId> known = new HashSet<>();
    for (Deal deal : deals) {
      for (Commitment commitment : deal.talk().promises().all()) {
        commitment.escrow().ifPresent(escrow -> known.add(held(deal, commitment, escrow)));
      }
      deal.docket().all().forEach(this::staked);
    }
    for (Hold hold : book.holds()) {
      require(known.contains(hold.id()), "%s is of no commitment", hold);
      resolved(hold).ifPresent(fault -> refusesMore(hold, fault));
    }
  }

  private HoldId held(Deal deal, Commitment commitment, Escrow escrow) {
    HoldId id = new HoldId(deal.talk().opening().session(), commitment.id());
    long left = book.of(new Account.Held(id), CURRENCY);
    long due =
        switch (commitment.status()) {
          case PROPOSED -> commitment.reserved() ? escrow.amount().units() : 0;
          case WITHDRAWN, REJECTED, LAPSED -> 0;
          case ACTIVE, SETTLED, AMENDED ->
              commitment.obligations().stream()
                  .filter(owed -> stays(deal, commitment, escrow, owed))
                  .mapToLong(owed -> escrow.shares().get(owed.index()).units())
                  .sum();
        };
    require(left == due, "%s holds %s, not %s: %s", id, left, due, commitment);
    return id;
  }

  /// What was paid by the records, released, or decided by a dispute is gone.
  private static boolean stays(Deal deal, Commitment commitment, Escrow escrow, Obligation owed) {
    boolean decided =
        deal.docket().about(commitment.id(), owed.index()).stream()
            .flatMap(dispute -> dispute.outcome().stream())
            .anyMatch(outcome -> outcome != Outcome.UNCHANGED);
    boolean paid =
        owed.status() == ObligationStatus.FULFILLED && escrow.release() != ReleaseCondition.RULING;
    return !decided && !paid && owed.status() != ObligationStatus.RELEASED;
  }

  private void staked(Dispute dispute) {
    boolean over = dispute.stage() instanceof Stage.Final;
    for (var by : List.of(Players.ALPHA.uri(), Players.BETA.uri())) {
      long due =
          dispute.bonds().stream()
              .filter(bond -> bond.by().equals(by) && !over)
              .filter(bond -> bond.bond().source() == Bond.Source.ACCOUNT)
              .mapToLong(bond -> bond.bond().amount().units())
              .sum();
      long staked = book.of(new Account.Staked(dispute.id(), by), CURRENCY);
      require(staked == due, "%s has staked %s, not %s: %s", by, staked, due, dispute);
    }
  }

  private static Optional<LedgerFault> resolved(Hold hold) {
    return switch (hold.status()) {
      case RESERVED, HELD -> Optional.empty();
      case POSTED -> Optional.of(LedgerFault.ALREADY_POSTED);
      case VOIDED -> Optional.of(LedgerFault.ALREADY_VOIDED);
      case EXPIRED -> Optional.of(LedgerFault.ALREADY_EXPIRED);
    };
  }

  /// Every second resolution has an error of its own.
  private void refusesMore(Hold hold, LedgerFault expected) {
    Amount one = new Amount(1, CURRENCY);
    for (Order again :
        List.of(
            new Order.Bind(hold.id()),
            new Order.Post(hold.id(), 0, hold.depositor(), one, new Amount(0, CURRENCY)),
            new Order.Split(hold.id(), 0, List.of(new Order.Payout(new Account.Burned(), one))),
            new Order.GiveBack(hold.id(), Order.Why.VOIDED),
            new Order.GiveBack(hold.id(), Order.Why.EXPIRED))) {
      require(
          book.post(probe(), List.of(again)) instanceof Posting.Outcome.Refused refused
              && refused.fault() == expected,
          "%s is not refused as %s",
          again,
          expected);
    }
  }

  /// Once all is over nothing is held or staked: everything is somebody's, or burned.
  void nothingIsHeld() {
    for (String account : book.balances().keySet()) {
      boolean bound = account.startsWith("hold:") || account.startsWith("bond:");
      long units = book.balances().get(account).getOrDefault(CURRENCY, 0L);
      require(!bound || units == 0, "%s still has %s", account, units);
    }
  }
}

package dev.parley.server.ledger;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.ledger.Posting;
import dev.parley.core.ledger.SessionMoney;
import dev.parley.core.ledger.Transfer;
import dev.parley.server.store.Content;
import dev.parley.server.store.LedgerLine;
import dev.parley.server.store.LedgerStore;
import dev.parley.server.store.LedgerStore.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Builds the ledger again from the messages of all sessions and the bookings of the operators, and
/// compares it with the ledger that is kept (protocol section 9): each line for line, each balance
/// as the sum of its lines, never below zero at any time, each hold as its session left it. Not
/// thread-safe; one is made for each audit.
public final class LedgerAudit {
  private final LedgerStore store;
  private final Records records;
  private final List<String> findings = new ArrayList<>();
  private final Map<Hash, Transfer> expected = new HashMap<>();
  private final Map<HoldId, Hold> holds = new HashMap<>();

  /// Prepares an audit.
  ///
  /// @param store the ledger that is kept
  /// @param records replays the sessions from their messages
  public LedgerAudit(LedgerStore store, Records records) {
    this.store = store;
    this.records = records;
  }

  /// Replays the records of sessions.
  @FunctionalInterface
  public interface Records {
    /// Replays one session.
    ///
    /// @param session which
    /// @param extent how much of it
    /// @param ordered hears what each record asks of the ledger, and the record's hash
    void replay(UUID session, LedgerStore.Extent extent, BiConsumer<Hash, List<Order>> ordered);
  }

  /// Runs it, over the ledger and the sessions as they are at one moment.
  ///
  /// @return what was found
  public AuditReport run() {
    Whole kept = store.wholeLedger();
    for (Content document : kept.bookings()) {
      expect(BookingOrder.kept(json(document)));
    }
    kept.sessions().forEach(this::replay);
    lines(kept.lines());
    balances(kept);
    holds(kept.holds());
    return new AuditReport(
        kept.sessions().size(),
        kept.bookings().size(),
        kept.lines().size(),
        kept.holds().size(),
        findings);
  }

  private void replay(UUID session, LedgerStore.Extent extent) {
    SessionMoney money = new SessionMoney();
    records.replay(
        session,
        extent,
        (cause, orders) -> {
          if (money.post(cause, orders) instanceof Posting.Outcome.Refused(var fault, String why)) {
            found("session " + session + ": " + fault.wire() + ": " + why);
          }
        });
    money.transfers().forEach(line -> expected.put(line.id(), line));
    money.holds().forEach(hold -> holds.put(hold.id(), hold));
  }

  private static JsonObject json(Content document) {
    return StrictJson.read(document.bytes(), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject json, _)
        ? json
        : JsonObject.EMPTY;
  }

  private void expect(BookingOrder booking) {
    Transfer line =
        new Transfer(
            Transfer.id(booking.cause(), 0), booking.from(), booking.to(), booking.amount());
    expected.put(line.id(), line);
  }

  private void lines(List<LedgerLine> kept) {
    Set<Hash> seen = new HashSet<>();
    for (LedgerLine line : kept) {
      Transfer transfer = line.transfer();
      seen.add(transfer.id());
      Transfer due = expected.get(transfer.id());
      if (due == null) {
        found("line " + line.number() + " is caused by no message and no booking");
      } else if (!due.equals(transfer)) {
        found("line " + line.number() + " says " + words(transfer) + ", not " + words(due));
      }
    }
    expected.forEach(
        (id, transfer) -> {
          if (!seen.contains(id)) {
            found("no line says " + words(transfer) + " (" + id + ")");
          }
        });
  }

  private static String words(Transfer transfer) {
    return transfer.amount() + " from " + transfer.from().text() + " to " + transfer.to().text();
  }

  private void balances(Whole kept) {
    Map<Posting.Place, Long> sums = new HashMap<>();
    for (LedgerLine line : kept.lines()) {
      Transfer transfer = line.transfer();
      String currency = transfer.amount().currency();
      long left =
          sums.merge(
              new Posting.Place(transfer.from(), currency), -transfer.amount().units(), Long::sum);
      sums.merge(new Posting.Place(transfer.to(), currency), transfer.amount().units(), Long::sum);
      if (left < 0 && !(transfer.from() instanceof Account.World)) {
        found(transfer.from().text() + " is below zero after line " + line.number());
      }
    }
    sums.values().removeIf(units -> units == 0);
    for (Map.Entry<Posting.Place, Long> sum : sums.entrySet()) {
      long balance = kept.balances().getOrDefault(sum.getKey(), 0L);
      if (balance != sum.getValue()) {
        found(place(sum.getKey()) + " holds " + balance + ", its lines make " + sum.getValue());
      }
    }
    for (Posting.Place place : kept.balances().keySet()) {
      if (!sums.containsKey(place)) {
        found(place(place) + " holds something, its lines make nothing");
      }
    }
  }

  private static String place(Posting.Place place) {
    return place.account().text() + " in " + place.currency();
  }

  private void holds(List<Hold> kept) {
    Map<HoldId, Hold> known = new HashMap<>();
    kept.forEach(hold -> known.put(hold.id(), hold));
    holds.forEach(
        (id, due) -> {
          Hold hold = known.remove(id);
          if (!due.equals(hold)) {
            found("hold " + id + " is " + hold + ", not " + due);
          }
        });
    known.keySet().forEach(id -> found("hold " + id + " belongs to no commitment"));
  }

  private void found(String what) {
    if (findings.size() < AuditReport.FINDINGS_MAX) {
      findings.add(what);
    }
  }
}

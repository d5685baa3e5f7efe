package dev.parley.core.ledger;

import dev.parley.core.identity.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The money of one session, as its records alone say it. Whether the agents had it was for the
/// ledger of their node to say, so here everybody has enough; what moved from whom to whom is the
/// same. Not thread-safe.
public final class SessionMoney {
  /// More than any session takes, and far from what an account cannot hold.
  private static final long ENOUGH = Amount.MAX_UNITS / 2;

  private final Map<HoldId, Hold> holds = new HashMap<>();
  private final Map<Posting.Place, Long> staked = new HashMap<>();
  private final List<Transfer> transfers = new ArrayList<>();

  /// What the rules of the ledger may ask.
  private final Balances known =
      new Balances() {
        @Override
        public long of(Account account, String currency) {
          return switch (account) {
            case Account.Held(HoldId id) -> hold(id).map(hold -> hold.left().units()).orElse(0L);
            case Account.OfAgent _, Account.OfOrganisation _ -> ENOUGH;
            case Account.Staked _ -> staked.getOrDefault(new Posting.Place(account, currency), 0L);
            case Account.World _, Account.Burned _ -> 0;
          };
        }

        @Override
        public Optional<Hold> hold(HoldId id) {
          return Optional.ofNullable(holds.get(id));
        }

        @Override
        public boolean has(Hash id) {
          return false;
        }
      };

  /// Nothing has moved.
  public SessionMoney() {}

  /// Carries out the orders of one record of the session.
  ///
  /// @param cause the hash of the record; each comes once
  /// @param orders what it asks
  /// @return what came of it; a refusal says that no node can have accepted the record
  public Posting.Outcome post(Hash cause, List<Order> orders) {
    Posting.Outcome outcome = Posting.of(known, cause, orders);
    if (outcome
        instanceof
        Posting.Outcome.Posted(
            List<Transfer> lines,
            Map<Posting.Place, Long> balances,
            List<Hold> changed)) {
      transfers.addAll(lines);
      balances.forEach(
          (place, units) -> {
            if (place.account() instanceof Account.Staked) {
              staked.put(place, units);
            }
          });
      changed.forEach(hold -> holds.put(hold.id(), hold));
    }
    return outcome;
  }

  /// Every hold that there was.
  ///
  /// @return in the order of their names
  public List<Hold> holds() {
    return List.copyOf(new TreeMap<>(byName()).values());
  }

  private Map<String, Hold> byName() {
    Map<String, Hold> out = new HashMap<>();
    holds.forEach((id, hold) -> out.put(id.toString(), hold));
    return out;
  }

  /// Every transfer.
  ///
  /// @return in the order of the records
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  /// What each account has more or less than before.
  ///
  /// @return minor units by account name, then currency, sorted; together they are zero
  public Map<String, Map<String, Long>> changes() {
    Map<String, Map<String, Long>> out = new TreeMap<>();
    for (Transfer line : transfers) {
      String currency = line.amount().currency();
      of(out, line.from()).merge(currency, -line.amount().units(), Long::sum);
      of(out, line.to()).merge(currency, line.amount().units(), Long::sum);
    }
    out.values().forEach(each -> each.values().removeIf(units -> units == 0));
    out.values().removeIf(Map::isEmpty);
    return out;
  }

  private static Map<String, Long> of(Map<String, Map<String, Long>> all, Account account) {
    return all.computeIfAbsent(account.text(), _ -> new TreeMap<>());
  }
}

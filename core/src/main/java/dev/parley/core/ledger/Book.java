package dev.parley.core.ledger;

import dev.parley.core.identity.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A whole ledger in memory: what a verifier or an audit rebuilds from records. Not thread-safe.
public final class Book implements Balances {
  private final Map<Posting.Place, Long> balances = new HashMap<>();
  private final Map<HoldId, Hold> holds = new HashMap<>();
  private final Set<Hash> ids = new HashSet<>();
  private final List<Transfer> transfers = new ArrayList<>();

  /// An empty ledger.
  public Book() {}

  /// Carries out the orders of one record.
  ///
  /// @param cause the hash of the record
  /// @param orders what it asks, all or none
  /// @return what came of it; unless it is `Posted` nothing changed
  public Posting.Outcome post(Hash cause, List<Order> orders) {
    Posting.Outcome outcome = Posting.of(this, cause, orders);
    if (outcome
        instanceof
        Posting.Outcome.Posted(
            List<Transfer> lines,
            Map<Posting.Place, Long> changed,
            List<Hold> resolved)) {
      transfers.addAll(lines);
      lines.forEach(line -> ids.add(line.id()));
      balances.putAll(changed);
      resolved.forEach(hold -> holds.put(hold.id(), hold));
    }
    return outcome;
  }

  @Override
  public long of(Account account, String currency) {
    return balances.getOrDefault(new Posting.Place(account, currency), 0L);
  }

  @Override
  public Optional<Hold> hold(HoldId id) {
    return Optional.ofNullable(holds.get(id));
  }

  @Override
  public boolean has(Hash id) {
    return ids.contains(id);
  }

  /// Every balance that ever changed.
  ///
  /// @return minor units by account name, then currency, sorted
  public Map<String, Map<String, Long>> balances() {
    Map<String, Map<String, Long>> out = new TreeMap<>();
    balances.forEach(
        (place, units) ->
            out.computeIfAbsent(place.account().text(), _ -> new TreeMap<>())
                .put(place.currency(), units));
    return Collections.unmodifiableMap(out);
  }

  /// Every hold.
  ///
  /// @return in no order
  public List<Hold> holds() {
    return List.copyOf(holds.values());
  }

  /// Every line, in order.
  ///
  /// @return a copy
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }
}

package dev.parley.server.ledger;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Transfer;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Booking;
import dev.parley.server.store.BookingOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.store.LedgerLine;
import dev.parley.server.store.LedgerStore;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts of a node's agents and their organisations, for operators and owners. What sessions
/// move is not ordered here but follows from their messages. Thread-safe.
public final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final LedgerStore store;
  private final Registry registry;
  private final NodeClock clock;

  /// Opens the ledger of a node.
  ///
  /// @param store where it is kept
  /// @param registry the node's agents
  /// @param clock the node's clock
  public Ledger(LedgerStore store, Registry registry, NodeClock clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  /// Carries out what an operator orders.
  ///
  /// @param order the order
  /// @return the booking as it is kept; else `agent_not_found`, `duplicate` (another order has that
  ///   id), `budget_exceeded` (with the ledger's fault), or `unavailable`
  public Decoded<JsonObject> book(BookingOrder order) {
    for (Account owner : List.of(order.from(), order.to())) {
      if (owner instanceof Account.OfAgent(AgentUri agent) && registry.card(agent).isEmpty()) {
        return Decoded.refused(
            ErrorCode.AGENT_NOT_FOUND.because("no agent " + agent + " is registered here"));
      }
    }
    Content document = Content.of(order.canonical());
    BookingOutcome outcome =
        store.book(new Booking(order.cause(), order.order(), clock.now(), document)).join();
    return switch (outcome) {
      case BookingOutcome.Booked _ -> Decoded.valid(order.json());
      case BookingOutcome.Repeated(Content earlier) ->
          earlier.equals(document)
              ? Decoded.valid(order.json())
              : Decoded.refused(
                  ErrorCode.DUPLICATE
                      .because("another booking has that bookingId")
                      .with("bookingId", order.id()));
      case BookingOutcome.Refused(LedgerFault fault, String detail) ->
          Decoded.refused(ErrorCode.BUDGET_EXCEEDED.because(detail).with("fault", fault.wire()));
      case Unavailable(Unavailable.Cause cause, String detail) -> {
        LOG.warn("a booking is not stored: {} ({})", cause, detail);
        yield Decoded.refused(
            ErrorCode.UNAVAILABLE.because("the booking could not be made durable"));
      }
    };
  }

  /// What an account holds, and what moved, the newest first.
  ///
  /// @param account the account
  /// @param before the last number of the page before, or [Long#MAX_VALUE]
  /// @param limit how many lines at most, at least 1
  /// @return `{account, balances, lines, nextCursor}`
  public JsonObject statement(Account account, long before, int limit) {
    List<LedgerLine> lines = store.lines(account, before, limit + 1);
    List<LedgerLine> shown = lines.subList(0, Math.min(limit, lines.size()));
    JsonObject.Builder out =
        JsonObject.builder()
            .put("account", account.text())
            .put("balances", balances(account))
            .put("lines", JsonArray.of(shown.stream().map(Ledger::json).toList()));
    if (lines.size() > limit) {
      out.put("nextCursor", Long.toString(shown.getLast().number()));
    }
    return out.build();
  }

  private JsonArray balances(Account account) {
    Map<String, Long> available = store.balances(account);
    Map<String, Long> held =
        account instanceof Account.OfAgent(AgentUri agent) ? store.held(agent) : Map.of();
    Set<String> currencies = new TreeSet<>(available.keySet());
    currencies.addAll(held.keySet());
    return JsonArray.of(
        currencies.stream()
            .<JsonValue>map(
                currency ->
                    JsonObject.builder()
                        .put("currency", currency)
                        .put("available", decimal(available, currency))
                        .put("held", decimal(held, currency))
                        .build())
            .toList());
  }

  private static String decimal(Map<String, Long> units, String currency) {
    long amount = units.getOrDefault(currency, 0L);
    String sign = amount < 0 ? "-" : "";
    return sign + new Amount(Math.abs(amount), currency).decimal().toPlainString();
  }

  private static JsonObject json(LedgerLine line) {
    Transfer transfer = line.transfer();
    return transfer
        .amount()
        .json()
        .with("transferId", transfer.id().text())
        .with("cause", line.cause().text())
        .with("at", Timestamp.format(line.at()))
        .with("from", transfer.from().text())
        .with("to", transfer.to().text());
  }
}

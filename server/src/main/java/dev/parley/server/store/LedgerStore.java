package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Hold;
import dev.parley.core.ledger.Posting;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The ledger of a node: balances, holds and every transfer that led to them. What messages cause
/// is written with them, see [Append]. Safe for all threads.
public interface LedgerStore {

  /// Carries out what an operator orders.
  ///
  /// @param booking the order
  /// @return what became of it, once that is certain
  CompletableFuture<BookingOutcome> book(Booking booking);

  /// What an account holds.
  ///
  /// @param account the account
  /// @return minor units by currency, sorted; without currencies that it never held
  Map<String, Long> balances(Account account);

  /// Lines of an account, the newest first, below `before`; start with [Long#MAX_VALUE].
  ///
  /// @param account the account
  /// @param before the last number of the page before
  /// @param limit how many at most
  /// @return the lines
  List<LedgerLine> lines(Account account, long before, int limit);

  /// What is set aside of an agent's money.
  ///
  /// @param depositor the agent
  /// @return minor units by currency, sorted
  Map<String, Long> held(AgentUri depositor);

  /// The whole ledger at one moment, for an audit. Reads everything.
  ///
  /// @return all of it
  Whole wholeLedger();

  /// All that the ledger says at one moment.
  ///
  /// @param balances every balance that is not zero
  /// @param holds every hold
  /// @param lines every line, in order
  /// @param bookings every document that an operator ordered, in order
  /// @param sessions every session, with how much of it there was at that moment
  record Whole(
      Map<Posting.Place, Long> balances,
      List<Hold> holds,
      List<LedgerLine> lines,
      List<Content> bookings,
      Map<UUID, Extent> sessions) {}

  /// How much there is of a session.
  ///
  /// @param messages how many messages
  /// @param disputeRecords how many records of disputes about it
  record Extent(long messages, long disputeRecords) {}
}

package dev.parley.server.store;

/// Everything that a node keeps.
public interface NodeStore
    extends SessionStore, CardStore, LedgerStore, DisputeStore, TrustStore, AutoCloseable {

  /// The fencing epoch taken when this store was opened. Opening raises it, so a node that was
  /// paused and wakes up writes nothing more.
  ///
  /// @return the epoch, at least 1
  long epoch();

  /// Everything that was accepted, in one order.
  ///
  /// @return a reader of it
  LogStore log();

  /// What agents say of each other.
  ///
  /// @return the same object each time
  RatingStore ratings();

  /// What bidders in sealed calls hand in.
  ///
  /// @return the same object each time
  CallStore calls();

  /// What waits for people, and what they have decided.
  ///
  /// @return the same object each time
  PeopleStore people();

  /// How the store is doing now.
  ///
  /// @return its health
  StoreHealth health();

  /// Reads every message again and checks rows, positions, hashes and chains. Slow; it runs beside
  /// appends.
  ///
  /// @param links reads hashes from envelopes
  /// @return what was found
  ScrubReport scrub(EnvelopeLinks links);

  /// Finishes the writes that are waiting, then closes. Closing again does nothing.
  @Override
  void close();
}

package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Disputes with their records. Safe for all threads.
public interface DisputeStore {

  /// Stores a record with its effects. The future completes on the store's writer thread.
  ///
  /// @param append the record and its effects
  /// @return what became of it, once that is certain; a dispute's id that is taken is
  ///   [AppendOutcome.Taken]
  CompletableFuture<AppendOutcome> append(DisputeAppend append);

  /// The dispute records of a session, in the order of their acceptance.
  ///
  /// @param session the session
  /// @return all of them
  List<StoredRecord> disputeRecords(UUID session);

  /// The session that a dispute is about.
  ///
  /// @param dispute the dispute
  /// @return nothing when there is none of that id
  Optional<UUID> sessionOfDispute(String dispute);

  /// Whether an agent takes or took part in a dispute.
  ///
  /// @param agent the agent URI
  /// @param dispute the dispute
  /// @return true if so
  boolean takesPart(String agent, String dispute);

  /// The disputes of an agent, by id, above `after`; start with an empty text.
  ///
  /// @param agent the agent URI
  /// @param after the last one of the page before
  /// @param limit how many at most
  /// @return their ids
  List<String> disputesOf(String agent, String after, int limit);

  /// The disputes that are not final, by id, above `after`; start with an empty text.
  ///
  /// @param stage at which stage; nothing for any
  /// @param after the last one of the page before
  /// @param limit how many at most
  /// @return their ids
  List<String> openDisputes(Optional<String> stage, String after, int limit);

  /// When an agent last took part in a session with one of two others.
  ///
  /// @param agent the agent URI
  /// @param others the other two
  /// @return when the last such session last moved; nothing when there was none
  Optional<Instant> lastDealt(String agent, List<String> others);
}

package dev.parley.server.store;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What bidders in sealed calls hand in. Safe for all threads; reads and futures behave as in
/// [SessionStore].
public interface CallStore {

  /// Keeps what was handed in, unless something was before.
  ///
  /// @param reveal what
  /// @return what became of it, once that is certain
  CompletableFuture<RevealOutcome> keep(StoredReveal reveal);

  /// What was handed in for a call.
  ///
  /// @param session the session
  /// @param queryId the call
  /// @return in the order of the proposals' ids
  List<StoredReveal> reveals(UUID session, String queryId);
}

package dev.parley.server.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The mandates of agents, the newest of each. Safe for all threads; reads and futures behave as in
/// [SessionStore].
public interface MandateStore {

  /// Keeps a mandate in place of an older one.
  ///
  /// @param mandate which
  /// @return superseded where one is kept that was signed later, or at the same time
  CompletableFuture<WriteOutcome> keep(StoredMandate mandate);

  /// The mandate of an agent.
  ///
  /// @param agent whose
  /// @return nothing if none was lodged
  Optional<StoredMandate> mandate(String agent);
}

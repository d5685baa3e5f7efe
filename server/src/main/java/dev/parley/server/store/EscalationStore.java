package dev.parley.server.store;

import dev.parley.core.message.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What waits for people. Escalations come and go with the messages that make and end them, see
/// [Append]. Safe for all threads; reads and futures behave as in [SessionStore].
public interface EscalationStore {

  /// One escalation.
  ///
  /// @param session the session
  /// @param escalationId which
  /// @return nothing if there is none
  Optional<StoredEscalation> escalation(UUID session, String escalationId);

  /// What waits, the most urgent first: by the amount at stake over the time that is left, whatever
  /// its currency; then what has no amount, by the time that is left.
  ///
  /// @param decider whom it waits for; nobody for the node's operators
  /// @param now the time
  /// @param limit how many at most, at least 1
  /// @return the first of the queue
  List<StoredEscalation> waiting(Optional<String> decider, Instant now, int limit);

  /// Keeps what somebody plans to say.
  ///
  /// @param session the session
  /// @param escalationId about which it asks
  /// @param body its canonical form
  /// @param stake what is at stake by it, where that is known
  /// @return superseded when nobody has to decide any more
  CompletableFuture<WriteOutcome> show(
      UUID session, String escalationId, Content body, Optional<Money> stake);
}

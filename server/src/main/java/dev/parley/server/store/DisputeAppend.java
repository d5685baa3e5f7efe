package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Order;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One accepted record of a dispute with all that it causes, to be stored in one transaction
/// (protocol sections 1 and 11). It is stored only if the session's head and the number of its
/// dispute records are still those that it was decided on.
///
/// @param session the session
/// @param epoch the fencing epoch under which the caller works
/// @param expectedHead hash of the session's last message
/// @param record the record
/// @param stage where the dispute stands after it
/// @param agents who takes part from here on; repeating an earlier one changes nothing
/// @param pin the card that its maker uses, unless it is the steward's
/// @param notices new entries for inboxes
/// @param orders what it asks of the ledger; all of it, or nothing is stored
/// @param exposures how it changes what others may lose
/// @param evidence what trust learns by it
/// @param said the steward's message that says so in a session that goes on
/// @param due when the session is to be looked at again; null when nothing waits
public record DisputeAppend(
    UUID session,
    long epoch,
    Hash expectedHead,
    StoredRecord record,
    String stage,
    List<String> agents,
    Optional<PinnedCard> pin,
    List<Notice> notices,
    List<Order> orders,
    List<ExposureChange> exposures,
    List<Evidence> evidence,
    Optional<Append> said,
    @Nullable Instant due) {

  /// Copies the lists.
  public DisputeAppend {
    agents = List.copyOf(agents);
    notices = List.copyOf(notices);
    orders = List.copyOf(orders);
    exposures = List.copyOf(exposures);
    evidence = List.copyOf(evidence);
    Times.requireMilliseconds(due);
  }
}

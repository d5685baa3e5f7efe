package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Order;
import dev.parley.core.trust.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One accepted message with all that it causes, to be stored in one transaction (protocol,
/// sections 1 and 3).
///
/// It is a compare-and-append: it is stored only if `message.position()` is the session's next
/// position and `expectedHead` its head.
///
/// @param session the session
/// @param epoch the fencing epoch under which the caller works, from [NodeStore#epoch()]
/// @param expectedHead hash of the message before this one, [Hash#ZERO] at position 0
/// @param message the message
/// @param after what the session is once the message is in
/// @param notices new entries for inboxes of agents
/// @param pins cards that the session uses from here on; repeating an earlier one changes nothing
/// @param orders what the message asks of the ledger; all of it, or nothing is stored
/// @param exposures how the message changes what others may lose; none may pass its ceiling
/// @param evidence what trust learns by it; of the day of the message
/// @param escalation what it does to the queue of those who decide, if anything
public record Append(
    UUID session,
    long epoch,
    Hash expectedHead,
    StoredMessage message,
    SessionRow after,
    List<Notice> notices,
    List<PinnedCard> pins,
    List<Order> orders,
    List<ExposureChange> exposures,
    List<Evidence> evidence,
    Optional<EscalationChange> escalation) {

  /// Copies the lists.
  public Append {
    notices = List.copyOf(notices);
    pins = List.copyOf(pins);
    orders = List.copyOf(orders);
    exposures = List.copyOf(exposures);
    evidence = List.copyOf(evidence);
  }
}

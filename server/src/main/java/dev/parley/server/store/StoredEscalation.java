package dev.parley.server.store;

import dev.parley.core.message.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An escalation as it is kept.
///
/// @param session the session
/// @param escalationId its id, unique in the session
/// @param position the position of the ESCALATE
/// @param principal for whom it was asked
/// @param askedAt when
/// @param due when the safe answer takes effect
/// @param stake what is at stake, where that is known
/// @param shown the canonical form of the planned body, [Content#EMPTY] where none was shown
/// @param end what became of it, nothing while it waits
public record StoredEscalation(
    UUID session,
    String escalationId,
    long position,
    String principal,
    Instant askedAt,
    Instant due,
    Optional<Money> stake,
    Content shown,
    Optional<End> end) {

  /// What became of an escalation.
  ///
  /// @param at when
  /// @param outcome what
  public record End(Instant at, EscalationOutcome outcome) {}
}

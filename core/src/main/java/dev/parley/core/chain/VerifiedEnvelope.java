package dev.parley.core.chain;

import dev.parley.core.card.AgentCard;
import dev.parley.core.message.Envelope;
import java.util.Optional;

/// An envelope whose hash, signature and proof hold with one particular card of its sender. The
/// session machine takes nothing else. Immutable.
public final class VerifiedEnvelope {
  private final Envelope envelope;
  private final AgentCard card;

  VerifiedEnvelope(Envelope envelope, AgentCard card) {
    this.envelope = envelope;
    this.card = card;
  }

  /// Takes back a message that this program verified before it stored it, so that a restart need
  /// not verify all of it again. Never for anything that came from outside.
  ///
  /// @param envelope a stored message
  /// @param card the card with which it was verified
  /// @return the same value as at that time
  public static VerifiedEnvelope verifiedBefore(Envelope envelope, AgentCard card) {
    return new VerifiedEnvelope(envelope, card);
  }

  /// The same message under another card of its sender: a later version may keep the keys, and then
  /// whatever verifies with one of the two verifies with the other.
  ///
  /// @param other a card
  /// @return nothing if that card has other keys, or is somebody else's
  public Optional<VerifiedEnvelope> under(AgentCard other) {
    boolean alike =
        other.agentId().equals(card.agentId())
            && other.orgId().equals(card.orgId())
            && other.signingKey().equals(card.signingKey())
            && other.proofKey().equals(card.proofKey());
    return alike ? Optional.of(new VerifiedEnvelope(envelope, other)) : Optional.empty();
  }

  /// The message.
  ///
  /// @return never null
  public Envelope envelope() {
    return envelope;
  }

  /// The card with whose keys it verified.
  ///
  /// @return never null
  public AgentCard card() {
    return card;
  }
}

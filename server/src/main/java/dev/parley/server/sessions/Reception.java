package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Content;
import java.util.Optional;

/// The expensive part of taking a message: reading, hash, signature, proof. It needs no order and
/// runs on the caller's thread before the session's turn.
final class Reception {
  private final EnvelopeVerifier verifier;
  private final Registry registry;

  Reception(EnvelopeVerifier verifier, Registry registry) {
    this.verifier = verifier;
    this.registry = registry;
  }

  /// Reads an envelope that its caller must have written.
  static Decoded<Envelope> read(AgentUri caller, Submission submission) {
    return Envelope.decode(submission.envelope())
        .then(
            envelope ->
                envelope.sender().agentId().equals(caller)
                    ? Decoded.valid(envelope)
                    : Decoded.refused(
                        ErrorCode.UNAUTHORIZED.because("sender.agentId is not the caller")));
  }

  /// Verifies it with the card that the sender uses in the session.
  Decoded<Ready> verify(
      Envelope envelope, CanonicalEnvelope form, SessionState state, Submission submission) {
    Optional<AgentCard> card = card(envelope.sender().agentId(), state);
    if (card.isEmpty()) {
      return Decoded.refused(
          ErrorCode.AGENT_NOT_FOUND.because(
              envelope.sender().agentId() + " is not registered here"));
    }
    return verifier
        .verify(envelope, form, card.get())
        .then(
            verified -> {
              Content canonical = Content.of(form.bytes());
              Content received = submission.received();
              return Decoded.valid(
                  new Ready(
                      verified, canonical, received.equals(canonical) ? Content.EMPTY : received));
            });
  }

  /// The card that an agent uses in a session, else its current one.
  Optional<AgentCard> card(AgentUri agent, SessionState state) {
    return state
        .said()
        .flatMap(talk -> talk.participant(agent))
        .flatMap(Participant::card)
        .or(() -> registry.current(agent));
  }
}

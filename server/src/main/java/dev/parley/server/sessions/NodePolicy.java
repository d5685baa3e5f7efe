package dev.parley.server.sessions;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Propose;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.message.SessionTerms.Invitee;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.server.registry.ContactPolicy;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.SessionStore;
import java.util.List;
import java.util.Optional;

/// What this node refuses although the fold would allow it (protocol section 1: a node may refuse
/// more, never accept more).
final class NodePolicy {
  private final AgentUri steward;
  private final Registry registry;
  private final SessionStore store;

  NodePolicy(AgentUri steward, Registry registry, SessionStore store) {
    this.steward = steward;
    this.registry = registry;
    this.store = store;
  }

  /// What speaks against an invitation.
  Optional<Refusal> toInvitation(Envelope envelope) {
    if (!(envelope.message() instanceof Propose invitation)) {
      return Optional.empty();
    }
    return switch (SessionTerms.decode(invitation.terms(), envelope.recipient())) {
      case Decoded.Refused<SessionTerms>(Refusal refusal) -> Optional.of(refusal);
      case Decoded.Valid<SessionTerms>(SessionTerms terms) -> toTerms(envelope, terms);
    };
  }

  private Optional<Refusal> toTerms(Envelope envelope, SessionTerms terms) {
    if (!terms.node().equals(steward)) {
      return Optional.of(
          ErrorCode.POLICY_VIOLATION
              .because("terms.node is not this node's steward")
              .with("expected", steward.text())
              .with("found", terms.node().text()));
    }
    for (Invitee invitee : terms.invitees()) {
      Optional<Refusal> objection = toInvitee(envelope, invitee.agentId());
      if (objection.isPresent()) {
        return objection;
      }
    }
    return unreachable(terms.authorities());
  }

  private Optional<Refusal> toInvitee(Envelope envelope, AgentUri invitee) {
    Optional<ContactPolicy> policy = registry.contactPolicy(invitee);
    if (policy.isEmpty()) {
      return unreachable(List.of(invitee));
    }
    int most = (int) Math.min(policy.get().maxOpenSessions().orElse(0), Integer.MAX_VALUE);
    int open = most == 0 ? 0 : store.openSessionsOf(invitee.text(), most);
    return policy
        .get()
        .objection(invitee, envelope.sender().agentId(), envelope.sender().trustScore(), open);
  }

  /// What speaks against a message of a session that goes on. A delegate has to be an agent of this
  /// node before the others are asked for their consent.
  Optional<Refusal> toMessage(Envelope envelope, List<AgentUri> asked) {
    return unreachable(asked)
        .or(
            () ->
                envelope.message() instanceof Delegate delegate
                    ? unreachable(List.of(delegate.targetAgent()))
                    : Optional.empty());
  }

  /// Whoever is asked to take part has to be an agent of this node.
  private Optional<Refusal> unreachable(List<AgentUri> asked) {
    return asked.stream()
        .filter(agent -> registry.current(agent).isEmpty())
        .findFirst()
        .map(
            agent ->
                ErrorCode.AGENT_NOT_FOUND
                    .because(agent + " is not registered on this node")
                    .with("agentId", agent.text()));
  }

  /// A sender's first message states the score that the node served for it.
  Optional<Refusal> toScore(Envelope envelope, SessionState state) {
    AgentUri sender = envelope.sender().agentId();
    boolean recorded =
        state
            .said()
            .flatMap(talk -> talk.participant(sender))
            .flatMap(Participant::card)
            .isPresent();
    if (recorded || registry.servedLately(sender, envelope.sender().trustScore())) {
      return Optional.empty();
    }
    String expected = new JsonNumber(registry.score(sender)).canonicalText();
    return Optional.of(
        ErrorCode.TRUST_MISMATCH
            .because("sender.trustScore is not the score that this node computed")
            .with("expected", expected));
  }
}

package dev.parley.server.sessions;

import dev.parley.core.commitment.Exposure;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.LedgerFault;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.Propose;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.message.SessionTerms.Invitee;
import dev.parley.core.session.Effect;
import dev.parley.core.session.MandateRules;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.server.registry.Ceilings;
import dev.parley.server.registry.ContactPolicy;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Append;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.ExposureChange;
import dev.parley.server.store.MandateStore;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoredJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What this node refuses although the fold would allow it (protocol section 1: a node may refuse
/// more, never accept more).
final class NodePolicy {
  private final AgentUri steward;
  private final Registry registry;
  private final SessionStore store;
  private final MandateStore mandates;
  private final Ceilings ceilings = Ceilings.DEFAULT;

  NodePolicy(AgentUri steward, Registry registry, SessionStore store, MandateStore mandates) {
    this.mandates = mandates;
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
    AgentUri initiator = envelope.sender().agentId();
    return policy
        .get()
        .objection(
            invitee,
            initiator,
            envelope.sender().trustScore(),
            () -> registry.trustScore(initiator),
            open);
  }

  /// What speaks against a message of a session that goes on. A delegate has to be an agent of this
  /// node before the others are asked for their consent.
  Optional<Refusal> toMessage(Envelope envelope, List<AgentUri> asked) {
    return unreachable(asked)
        .or(
            () ->
                envelope.message() instanceof Delegate delegate && delegate.a2aCard().isEmpty()
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

  /// What binds beyond the mandate that its principal has lodged is refused, to the sender alone
  /// and before anything is stored, unless somebody has approved exactly that.
  Optional<Refusal> toMandate(Envelope envelope, SessionState state) {
    if (!(envelope.message() instanceof Commit || envelope.message() instanceof Accept)
        || state.said().isEmpty()) {
      return Optional.empty();
    }
    Talk talk = state.said().get();
    Optional<AgentUri> principal =
        talk.participant(envelope.sender().agentId()).map(Participant::principal);
    return principal
        .flatMap(agent -> mandates.mandate(agent.text()))
        .map(lodged -> Mandate.decode(StoredJson.of(lodged.canonical())).orThrow())
        .flatMap(
            mandate ->
                MandateRules.objection(
                    mandate, talk, principal.orElseThrow(), envelope.message(), envelope.body()));
  }

  /// How a step changes what others may lose, with the ceilings that the parties' levels of trust
  /// set. An organisation has the ceiling of the agent that deals for it.
  List<ExposureChange> exposures(Step.Moved step) {
    List<ExposureChange> out = new ArrayList<>();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.ExposureChanged(List<Exposure> before, List<Exposure> after)) {
        before.forEach(exposure -> out.addAll(changes(step, exposure, -1)));
        after.forEach(exposure -> out.addAll(changes(step, exposure, 1)));
      }
    }
    return out;
  }

  private List<ExposureChange> changes(Step.Moved step, Exposure exposure, int sign) {
    AgentUri debtor = exposure.debtor();
    String currency = exposure.amount().currency();
    long units = sign * exposure.amount().units();
    long ceiling = ceilings.of(registry.level(debtor), currency).units();
    List<ExposureChange> out = new ArrayList<>();
    out.add(new ExposureChange(debtor.text(), currency, units, ceiling));
    step.next()
        .said()
        .flatMap(talk -> talk.participant(debtor))
        .flatMap(Participant::card)
        .ifPresent(
            card -> out.add(new ExposureChange("org:" + card.orgId(), currency, units, ceiling)));
    return out;
  }

  /// Why a change of exposure is refused. How much of the ceiling is used is the owner's affair.
  static Refusal overexposed(ExposureChange change) {
    Amount ceiling = new Amount(change.ceiling(), change.currency());
    return ErrorCode.BUDGET_EXCEEDED
        .because(
            "what is not in escrow would pass the ceiling of "
                + change.owner()
                + ", which is "
                + ceiling)
        .with("owner", change.owner())
        .with("ceiling", ceiling.decimal().toPlainString())
        .with("currency", change.currency());
  }

  /// No escrow, no commitment; and who leaves for a fee has to have it. Whose account it is, is
  /// said to its owner alone: only the depositor's or debtor's own message takes money.
  static Refusal unfunded(Append append, LedgerFault fault, String detail) {
    boolean reserves = append.orders().stream().anyMatch(Order.Reserve.class::isInstance);
    return (reserves ? ErrorCode.ESCROW_UNAVAILABLE : ErrorCode.BUDGET_EXCEEDED)
        .because(detail)
        .with("fault", fault.wire());
  }

  /// Why no more people are asked. How often it asks is the principal's affair.
  static Refusal crowded(EscalationChange.Budget budget) {
    return ErrorCode.BUDGET_EXCEEDED
        .because(
            "at most "
                + budget.most()
                + " escalations of one principal in "
                + budget.within().toHours()
                + " hours")
        .with("limit", budget.most());
  }
}

package dev.parley.server.sessions;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Order;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.Effect;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Participant;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Stake;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
import dev.parley.core.trust.Evidence;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.Append;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.EscalationOutcome;
import dev.parley.server.store.ExposureChange;
import dev.parley.server.store.Notice;
import dev.parley.server.store.PinnedCard;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts a step of the machine into the form in which it is stored: the message and all that it
/// causes, in one transaction. Immutable.
public final class Filing {
  private final long epoch;
  private final AgentCard steward;
  private final EscalationChange.Budget budget;

  /// How many escalations of one principal a node takes that is not told otherwise.
  public static final EscalationChange.Budget USUAL =
      new EscalationChange.Budget(20, Duration.ofHours(24));

  /// Files under an epoch of the store.
  ///
  /// @param epoch the store's fencing epoch
  /// @param steward the card of the node's own agent
  /// @param budget how many escalations of one principal are taken
  public Filing(long epoch, AgentCard steward, EscalationChange.Budget budget) {
    this.budget = budget;
    this.epoch = epoch;
    this.steward = steward;
  }

  /// Files a message.
  ///
  /// @param before the session before it
  /// @param ready the message
  /// @param step what the machine made of it
  /// @param at when it is accepted
  /// @param exposures how it changes what others may lose
  /// @param disputesDue when something of a dispute about the session is due
  /// @return what is to be stored
  public Append append(
      SessionState before,
      Ready ready,
      Step.Moved step,
      Instant at,
      List<ExposureChange> exposures,
      Optional<Instant> disputesDue) {
    Envelope envelope = ready.message().envelope();
    Optional<Talk.Head> head = before.said().map(Talk::head);
    StoredMessage message =
        new StoredMessage(
            head.map(Talk.Head::nextPosition).orElse(0L),
            envelope.messageId().value(),
            envelope.sender().agentId().text(),
            envelope.integrity().hash(),
            at,
            ready.canonical(),
            ready.received());
    return new Append(
        envelope.sessionId().value(),
        epoch,
        head.map(Talk.Head::hash).orElse(Hash.ZERO),
        message,
        row(step.next(), disputesDue),
        notices(step),
        pins(before, step.next(), envelope.sender().agentId()),
        orders(step),
        exposures,
        evidence(step),
        escalation(step));
  }

  /// Whom a step asks to take part.
  static List<AgentUri> asked(Step.Moved step) {
    return step.effects().stream()
        .filter(Effect.Asked.class::isInstance)
        .map(effect -> ((Effect.Asked) effect).agent())
        .toList();
  }

  /// What a step asks of the ledger.
  private static List<Order> orders(Step.Moved step) {
    return step.effects().stream()
        .filter(Effect.MoneyOrdered.class::isInstance)
        .flatMap(effect -> ((Effect.MoneyOrdered) effect).orders().stream())
        .toList();
  }

  /// What trust learns by a step.
  static List<Evidence> evidence(Step.Moved step) {
    return step.effects().stream()
        .filter(Effect.EvidenceArose.class::isInstance)
        .flatMap(effect -> ((Effect.EvidenceArose) effect).evidence().stream())
        .toList();
  }

  /// What a step does to the queue of those who decide: something is asked, or no more.
  private Optional<EscalationChange> escalation(Step.Moved step) {
    Talk talk = step.next().said().orElseThrow();
    for (Effect effect : step.effects()) {
      if (effect instanceof Effect.EscalationAsked(Matter.Escalation asked)) {
        return Optional.of(
            new EscalationChange.Asked(
                asked.id(),
                asked.origin().principal().text(),
                Timestamp.whole(asked.due()),
                asked.deciders(talk.opening().terms()).stream().map(AgentUri::text).toList(),
                Stake.of(talk, asked),
                budget));
      }
      if (effect instanceof Effect.EscalationEnded(Matter.Escalation ended)) {
        return Optional.of(new EscalationChange.Ended(ended.id(), outcome(ended.answer())));
      }
    }
    return Optional.empty();
  }

  private static EscalationOutcome outcome(Matter.Escalation.Answer answer) {
    return switch (answer) {
      case APPROVED -> EscalationOutcome.APPROVED;
      case REFUSED -> EscalationOutcome.REFUSED;
      case EXPIRED -> EscalationOutcome.EXPIRED;
      case WAITING -> EscalationOutcome.ENDED;
    };
  }

  private static SessionRow row(SessionState state, Optional<Instant> disputesDue) {
    Talk talk = state.said().orElseThrow();
    StateName name = state.name();
    return new SessionRow(
        name.name(),
        name.phase().name(),
        name.terminal() ? SessionRow.Lifecycle.ENDED : SessionRow.Lifecycle.OPEN,
        talk.opening().initiator().text(),
        talk.participants().keySet().stream()
            .filter(agent -> !agent.equals(talk.steward()))
            .map(AgentUri::text)
            .toList(),
        LiveSession.earlier(talk.timers().next().map(Timer::due), disputesDue).orElse(null));
  }

  private static List<Notice> notices(Step.Moved step) {
    Talk talk = step.next().said().orElseThrow();
    return asked(step).stream()
        .map(agent -> new Notice(agent.text(), kind(talk.participant(agent).orElseThrow())))
        .toList();
  }

  private static String kind(Participant participant) {
    if (participant.seat() == Seat.AUTHORITY) {
      return "escalation";
    }
    return participant.via().isPresent() ? "delegation" : "invitation";
  }

  /// The card that the sender uses from here on; with the first message also the steward's, which
  /// signs the end of the transcript whether it spoke or not.
  private List<PinnedCard> pins(SessionState before, SessionState after, AgentUri sender) {
    Optional<AgentCard> was = card(before, sender);
    Optional<AgentCard> is = card(after, sender);
    List<PinnedCard> pins = new ArrayList<>();
    if (before instanceof SessionState.Idle) {
      pins.add(pin(steward));
    }
    if (!is.equals(was)) {
      is.ifPresent(card -> pins.add(pin(card)));
    }
    return pins;
  }

  private static PinnedCard pin(AgentCard card) {
    return new PinnedCard(card.agentId().text(), card.hash());
  }

  private static Optional<AgentCard> card(SessionState state, AgentUri agent) {
    return state.said().flatMap(talk -> talk.participant(agent)).flatMap(Participant::card);
  }
}

package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.Conformance;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Performative;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.Withdraw;
import dev.parley.core.session.Participant.Standing;
import dev.parley.core.session.Ruling.Next;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The session machine: `state = fold(apply, start, records)` (protocol section 1, the central
/// rule). Pure: the same messages give the same state everywhere. Immutable and safe on any thread.
///
/// A message passes, in this order: is the session still going on; does the sender take part; does
/// it follow the head; is it the sender's next; is its time right; are score and card the recorded
/// ones; is a timer waiting; what does the table say; whose turn is it; and last the rules of the
/// act itself.
public final class SessionMachine {
  /// How far a timestamp may lie from the time of acceptance.
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /// The score that the steward states.
  public static final double STEWARD_SCORE = 100;

  /// The kinds of INFORM of which nobody appends many in a row; others are never stopped.
  private static final Set<String> LIMITED_NEWS = Set.of("status", "data", "progress");

  private final ClockKind clock;
  private final Cells cells;

  /// Where the machine looks up what the table says. There is one table; a test breaks it.
  @FunctionalInterface
  interface Cells {
    Cell cell(StateName state, Act act, Seat seat);
  }

  /// Makes a machine.
  ///
  /// @param clock the kind of clock of the session's node; decides whether timer lengths have
  ///   floors
  public SessionMachine(ClockKind clock) {
    this(clock, SessionTable::cell);
  }

  SessionMachine(ClockKind clock, Cells cells) {
    this.clock = clock;
    this.cells = cells;
  }

  /// Applies one message.
  ///
  /// @param state the session's state
  /// @param message the next message, verified
  /// @param acceptedAt when its node accepted it, in whole milliseconds
  /// @param cards finds cards that the message names
  /// @return the next state, or why nothing changed
  public Step apply(SessionState state, VerifiedEnvelope message, Instant acceptedAt, Cards cards) {
    Instant at = Timestamp.whole(acceptedAt);
    return switch (state) {
      case SessionState.Idle _ -> open(message, at);
      case SessionState.Ended ended -> AfterEnd.apply(ended, message, at);
      case SessionState.Ongoing ongoing -> goOn(ongoing, message, at, cards);
    };
  }

  private Step open(VerifiedEnvelope message, Instant at) {
    Envelope envelope = message.envelope();
    if (!(envelope.message() instanceof Propose invitation)
        || cells.cell(StateName.IDLE, opening(invitation), Seat.INITIATOR) == Cell.REFUSED) {
      return refuse(
          ErrorCode.INVALID_TRANSITION
              .because("a session begins with PROPOSE session-invitation")
              .with("state", StateName.IDLE.name()));
    }
    if (!envelope.integrity().previousHash().equals(Hash.ZERO)) {
      return refuse(Placement.conflict(Hash.ZERO, 0));
    }
    if (envelope.sequenceNumber() != 0) {
      return refuse(Placement.gap(0, envelope.sequenceNumber()));
    }
    Optional<Refusal> untimely = Placement.untimely(envelope, at, at);
    if (untimely.isPresent()) {
      return refuse(untimely.get());
    }
    return switch (InvitationRules.open(envelope, invitation, at, clock)) {
      case Ruling.Denied(Refusal refusal) -> refuse(refusal);
      case Ruling.Granted(Talk talk, _) -> {
        AgentUri initiator = envelope.sender().agentId();
        Participant speaker = talk.participant(initiator).orElseThrow();
        Turn turn =
            new Turn(
                envelope,
                message.card(),
                at,
                speaker,
                Act.PROPOSE_INVITATION,
                _ -> Optional.empty());
        Talk opened =
            Clocks.opened(talk, turn)
                .change(initiator, p -> p.spoke(message.card(), envelope.sender().trustScore(), at))
                .with(new Talk.Head(1, envelope.integrity().hash(), at));
        SessionState next = new SessionState.Invited(opened);
        yield new Step.Moved(next, Effects.between(SessionState.start(), next, Set.of()));
      }
    };
  }

  private static Act opening(Propose invitation) {
    return invitation.type().equals(ProposalType.SESSION_INVITATION)
        ? Act.PROPOSE_INVITATION
        : Act.PROPOSE;
  }

  private Step goOn(SessionState.Ongoing state, VerifiedEnvelope message, Instant at, Cards cards) {
    Talk talk = state.talk();
    Envelope envelope = message.envelope();
    Optional<Participant> sender =
        talk.participant(envelope.sender().agentId()).filter(Participant::present);
    if (!envelope.sessionId().equals(talk.opening().session())) {
      return refuse(ErrorCode.SESSION_NOT_FOUND.because("the message belongs to another session"));
    }
    if (sender.isEmpty()) {
      return refuse(ErrorCode.NOT_PARTICIPANT.because("the sender takes no part in this session"));
    }
    Participant speaker = sender.get();
    return Placement.fault(talk, speaker, message, at)
        .map(SessionMachine::refuse)
        .orElseGet(() -> judge(state, speaker, message, at, cards));
  }

  private Step judge(
      SessionState.Ongoing state,
      Participant speaker,
      VerifiedEnvelope message,
      Instant at,
      Cards cards) {
    Talk talk = state.talk();
    Envelope envelope = message.envelope();
    Seat seat = effectiveSeat(speaker, state.name(), message.card());
    Optional<Act> act = Acts.of(envelope.message(), talk, state.name(), seat);
    if (act.isEmpty()) {
      return refuse(
          ErrorCode.INVALID_REFERENCE.because("nothing that can be answered so has that id"));
    }
    Turn turn = new Turn(envelope, message.card(), at, speaker, act.get(), cards);
    Optional<Ruling> waiting = Clocks.unrecorded(talk, turn);
    if (waiting.isPresent()) {
      return step(state, turn, Cell.REFUSED, waiting.get());
    }
    Cell cell = cells.cell(state.name(), act.get(), seat);
    boolean unseen =
        speaker.standing() == Standing.ACCEPTED
            && state.name() != StateName.INVITED
            && act.get() != Act.INFORM_IDENTITY;
    if (cell == Cell.REFUSED || unseen || DelegationRules.ended(talk, turn)) {
      String why = unseen ? " before it has shown its card" : "";
      return refuse(
          ErrorCode.INVALID_TRANSITION
              .because(
                  envelope.performative() + " by " + seat.title() + " in " + state.name() + why)
              .with("state", state.name().name())
              .with("act", act.get().name())
              .with("seat", seat.title()));
    }
    return step(state, turn, cell, allowed(state, turn));
  }

  private Ruling allowed(SessionState.Ongoing state, Turn turn) {
    Talk talk = state.talk();
    if (limited(turn) && inTurns(state.name()) && talk.turns().exhausted(turn.principal())) {
      return Ruling.denied(
          ErrorCode.NOT_YOUR_TURN,
          "at most " + Turns.MOST_IN_A_ROW + " messages of this kind in a row");
    }
    Optional<Duration> wait = turn.speaker().wait(turn.at());
    if (wait.isPresent()) {
      return new Ruling.Denied(
          ErrorCode.RATE_LIMITED
              .because(
                  "an observer says at most " + Participant.MOST_BY_OBSERVERS + " things a minute")
              .with("waitMs", wait.get().toMillis()));
    }
    if (!talk.forbidden().isEmpty() && talk.forbidden().contains(plan(turn))) {
      return Ruling.denied(ErrorCode.POLICY_VIOLATION, "an authority refused exactly this body");
    }
    return DelegationRules.beyondScope(talk, turn)
        .or(() -> Answers.constrained(talk, turn.envelope()))
        .orElseGet(() -> Rules.apply(state, turn, clock));
  }

  private static Talk.Forbidden plan(Turn turn) {
    return new Talk.Forbidden(turn.principal(), Bodies.hash(turn.envelope().body()));
  }

  private static boolean inTurns(StateName state) {
    return state == StateName.CONVERSING || state == StateName.AGREEING;
  }

  private static boolean limited(Turn turn) {
    return switch (turn.envelope().message()) {
      case Propose _, Counter _, Commit _, Query _, Delegate _, Observe _ -> true;
      case Inform inform -> LIMITED_NEWS.contains(inform.informType());
      case Accept _, Reject _, Clarify _, Escalate _, Withdraw _, Close _ -> false;
    };
  }

  private static Step step(SessionState.Ongoing state, Turn turn, Cell cell, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Denied(Refusal refusal) -> refuse(refusal);
      case Ruling.Granted(Talk talk, Next next) -> {
        Talk counted =
            talk.change(turn.speaker().agent(), p -> spoken(p, turn))
                .with(new Talk.Head(talk.head().nextPosition() + 1, turn.hash(), turn.at()))
                .with(talk.promises().quiet())
                .with(turns(state, talk, turn));
        StateName name = name(state, cell, talk, next);
        Talk timed = Clocks.after(state.name(), name, state.talk(), counted, turn);
        Talk judged = ConductRules.after(state.talk(), timed, turn);
        SessionState after = state(state, name, judged, next);
        yield new Step.Moved(after, Effects.between(state, after, talk.promises().changed()));
      }
    };
  }

  /// Counts the message; a rotation has put the new card in place already, and that one stays.
  private static Participant spoken(Participant participant, Turn turn) {
    return participant.spoke(turn.card(), turn.envelope().sender().trustScore(), turn.at());
  }

  private static Turns turns(SessionState.Ongoing state, Talk talk, Turn turn) {
    if (!turn.speaker().seat().informs()) {
      return talk.turns();
    }
    Performative performative = turn.act().performative();
    boolean round =
        performative == Performative.COUNTER
            || (performative == Performative.PROPOSE && state.name() != StateName.IDLE);
    Turns.Weight weight =
        limited(turn) && inTurns(state.name()) ? Turns.Weight.LIMITED : Turns.Weight.FREE;
    Turns spoken = talk.turns().spoken(turn.principal(), weight);
    return round
        ? spoken.round(
            talk.opening().terms(), turn.envelope().body().object("terms").orElse(JsonObject.EMPTY))
        : spoken;
  }

  private static StateName name(SessionState.Ongoing state, Cell cell, Talk talk, Next next) {
    boolean begins = cell == Cell.TO_CONVERSING || cell == Cell.CONVERSING_OR_CLOSED;
    return switch (next) {
      case Next.Stay() -> begins ? StateName.CONVERSING : state.name();
      case Next.Introduced() -> StateName.INTRODUCED;
      case Next.Derived() -> talk.promises().derivedState();
      case Next.Escalated _ -> StateName.ESCALATED;
      case Next.Closed _ -> StateName.CLOSED;
      case Next.Failed _ -> StateName.FAILED;
    };
  }

  private static SessionState state(
      SessionState.Ongoing before, StateName name, Talk talk, Next next) {
    return switch (name) {
      case IDLE -> throw new IllegalStateException("nothing leads back to IDLE");
      case INVITED -> new SessionState.Invited(talk);
      case INTRODUCED -> new SessionState.Introduced(talk);
      case CONVERSING -> new SessionState.Conversing(talk);
      case AGREEING -> new SessionState.Agreeing(talk);
      case EXECUTING -> new SessionState.Executing(talk);
      case ESCALATED ->
          new SessionState.Escalated(
              talk,
              next instanceof Next.Escalated(Matter.Escalation asked)
                  ? asked
                  : EscalationRules.of(before).orElseThrow());
      case CLOSED ->
          new SessionState.Closed(over(talk), next instanceof Next.Closed(String why) ? why : "");
      case FAILED ->
          next instanceof Next.Failed(String why, List<AgentUri> atFault)
              ? new SessionState.Failed(over(talk), why, atFault, talk.head())
              : new SessionState.Failed(over(talk), "", List.of(), talk.head());
    };
  }

  private static Talk over(Talk talk) {
    return talk.with(talk.promises().lapsed()).timed(Timers::ofObligations);
  }

  private static Seat effectiveSeat(Participant speaker, StateName state, AgentCard card) {
    if (speaker.standing() != Standing.INVITED) {
      return speaker.seat();
    }
    if (speaker.seat() == Seat.COUNTERPARTY) {
      return card.conformance() == Conformance.MINIMAL ? Seat.SOURCE : Seat.COUNTERPARTY;
    }
    return state == StateName.INVITED ? speaker.seat() : Seat.CANDIDATE;
  }

  private static Step refuse(Refusal refusal) {
    return new Step.Refused(refusal);
  }
}

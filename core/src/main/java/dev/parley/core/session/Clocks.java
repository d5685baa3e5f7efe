package dev.parley.core.session;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Message;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.TimerKey;
import dev.parley.core.message.Withdraw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The timers that any message may start or stop: `response`, `silence` and `session` (protocol
/// section 7). Those of invitations, commitments and escalations stand with their rules.
final class Clocks {
  /// How long a session lives on after its last open obligation.
  static final Duration AFTERMATH = Duration.ofSeconds(60);

  private Clocks() {}

  /// What a message that was granted does to these timers.
  static Talk after(StateName before, StateName now, Talk past, Talk talk, Turn turn) {
    Talk next = responseAsked(responseGiven(talk, turn), turn);
    next = session(past, next, turn);
    return silence(before, now, past, next, turn);
  }

  /// The first message starts the timer of the whole session, and may ask for an answer in time.
  static Talk opened(Talk talk, Turn turn) {
    return responseAsked(talk.timed(t -> t.with(wholeSession(talk))), turn);
  }

  private static Timer wholeSession(Talk talk) {
    Duration length = talk.opening().terms().length(TimerKey.SESSION);
    Instant due = talk.opening().openedAt().plus(length);
    return Timer.ofSession(TimerKey.SESSION, due, talk.opening().invitation(), List.of());
  }

  private static Talk session(Talk past, Talk talk, Turn turn) {
    int before = past.promises().openObligations();
    int now = talk.promises().openObligations();
    if (now > 0) {
      return talk.timed(t -> t.without(TimerKey.SESSION));
    }
    if (before > 0) {
      Timer whole = wholeSession(talk);
      Instant aftermath = turn.at().plus(AFTERMATH);
      Timer timer =
          whole.due().isAfter(aftermath)
              ? whole
              : Timer.ofSession(TimerKey.SESSION, aftermath, turn.hash(), List.of());
      return talk.timed(t -> t.with(timer));
    }
    boolean retimed = !wholeSession(past).due().equals(wholeSession(talk).due());
    return retimed ? talk.timed(t -> t.with(wholeSession(talk))) : talk;
  }

  private static Talk silence(StateName before, StateName now, Talk past, Talk talk, Turn turn) {
    boolean runs = runsSilence(now, talk);
    if (!runs) {
      return now == StateName.ESCALATED ? talk : talk.timed(t -> t.without(TimerKey.SILENCE));
    }
    if (before == StateName.ESCALATED && talk.timers().runs(TimerKey.SILENCE)) {
      return talk; // what was left of it resumes
    }
    boolean entered = before != now || !runsSilence(before, past);
    boolean byPrincipal = turn.speaker().seat().informs();
    if (!entered && !byPrincipal) {
      return talk;
    }
    List<AgentUri> waitedOn =
        talk.principals().stream()
            .filter(p -> !byPrincipal || !p.equals(turn.principal()))
            .toList();
    Instant due = turn.at().plus(talk.opening().terms().length(TimerKey.SILENCE));
    return talk.timed(t -> t.with(Timer.ofSession(TimerKey.SILENCE, due, turn.hash(), waitedOn)));
  }

  private static boolean runsSilence(StateName state, Talk talk) {
    return switch (state) {
      case INTRODUCED, CONVERSING, EXECUTING -> talk.promises().openObligations() == 0;
      case IDLE, INVITED, AGREEING, ESCALATED, CLOSED, FAILED -> false;
    };
  }

  /// A message with an explicit recipient may ask for an answer in time.
  private static Talk responseAsked(Talk talk, Turn turn) {
    Optional<Duration> asked = turn.envelope().constraints().maxResponseTime();
    Optional<AgentUri> recipient = turn.envelope().recipient();
    Optional<String> id = asking(turn.envelope().message());
    if (asked.isEmpty() || recipient.isEmpty() || id.isEmpty()) {
      return talk;
    }
    List<AgentUri> due = addressed(talk, recipient.get(), turn.principal());
    if (due.isEmpty()) {
      return talk;
    }
    Timer timer =
        new Timer(
            TimerKey.RESPONSE,
            NegotiationRules.responseDue(talk, turn, asked.get()),
            turn.hash(),
            id.get(),
            0,
            due);
    return talk.timed(t -> t.started(timer, turn.at()));
  }

  private static List<AgentUri> addressed(Talk talk, AgentUri recipient, AgentUri asking) {
    return Roles.addressed(talk, recipient).stream()
        .filter(p -> p.present() && !p.principal().equals(asking))
        .map(Participant::agent)
        .toList();
  }

  private static Optional<String> asking(Message message) {
    return switch (message) {
      case Propose p -> Optional.of(p.proposalId());
      case Counter c -> Optional.of(c.proposalId());
      case Query q -> Optional.of(q.queryId());
      case Commit c -> Optional.of(c.commitmentId());
      case Accept _,
          Reject _,
          Inform _,
          Clarify _,
          Delegate _,
          Escalate _,
          Withdraw _,
          Observe _,
          Close _ ->
          Optional.empty();
    };
  }

  private static Talk responseGiven(Talk talk, Turn turn) {
    Optional<String> id = Answers.answered(turn.envelope().message());
    if (id.isEmpty()) {
      return talk;
    }
    return talk.timers()
        .named(TimerKey.RESPONSE, id.get())
        .filter(t -> t.waitedOn().stream().anyMatch(due -> actsFor(talk, turn, due)))
        .map(timer -> talk.timed(t -> t.without(TimerKey.RESPONSE, id.get(), 0)))
        .orElse(talk);
  }

  private static boolean actsFor(Talk talk, Turn turn, AgentUri due) {
    return talk.participant(due).filter(p -> p.principal().equals(turn.principal())).isPresent();
  }

  /// A participant's message waits until the steward has recorded what was due before.
  static Optional<Ruling> unrecorded(Talk talk, Turn turn) {
    if (turn.speaker().seat() == Seat.STEWARD) {
      return Optional.empty();
    }
    return talk.timers()
        .next()
        .filter(timer -> !turn.at().isBefore(timer.due()))
        .map(
            timer ->
                Ruling.denied(
                    ErrorCode.TIMEOUT,
                    "the " + timer.key().wire() + " timer expired and is not recorded yet"));
  }
}

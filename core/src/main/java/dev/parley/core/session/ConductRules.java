package dev.parley.core.session;

import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Close;
import dev.parley.core.message.Commit;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Observe;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.ReleaseCondition;
import dev.parley.core.message.TimerKey;
import dev.parley.core.message.Withdraw;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Counts the acts that were due in a session and those that came in time (protocol section 10, BC)
/// by what a message did to the timers. What a delegate does or leaves undone is its principal's.
/// Looks only at the timers that the message may have touched.
final class ConductRules {
  private ConductRules() {}

  /// @param past what was said before the message
  /// @param talk what was said with it
  static Talk after(Talk past, Talk talk, Turn turn) {
    if (turn.act() == Act.INFORM_EXPIRY) {
      return past.timers().next().map(timer -> expired(past, talk, timer)).orElse(talk);
    }
    if (turn.envelope().message() instanceof Inform inform
        && inform.content() instanceof Inform.Content.Revealed revealed) {
      return SealedCallRules.judged(past, talk, revealed);
    }
    if (turn.speaker().seat() == Seat.STEWARD) {
      return talk;
    }
    if (refusesWhatItIsOwed(past, turn)) {
      return talk.judging(turn.principal(), Conduct::missed);
    }
    Talk out = talk;
    for (int i = doneInTime(past, talk, turn); i > 0; i--) {
      out = out.judging(turn.principal(), Conduct::done);
    }
    return out;
  }

  private static int doneInTime(Talk past, Talk talk, Turn turn) {
    return switch (turn.envelope().message()) {
      case Commit _ -> firmOffersKept(past, talk, turn.principal());
      case Inform inform ->
          claimsInTime(past, inform) || answers(past, talk, TimerKey.RESPONSE, turn) ? 1 : 0;
      case Accept _, Reject _, Counter _ ->
          examinesClaim(turn.act())
                  || answers(past, talk, TimerKey.RESPONSE, turn)
                  || answers(past, talk, TimerKey.AGREEING, turn)
              ? 1
              : 0;
      case Clarify _ -> answers(past, talk, TimerKey.RESPONSE, turn) ? 1 : 0;
      case Propose _, Query _, Delegate _, Escalate _, Withdraw _, Observe _, Close _ -> 0;
    };
  }

  /// Whoever accepts a firm offer has asked for exactly that COMMIT, and cannot decline it for
  /// nothing.
  private static boolean refusesWhatItIsOwed(Talk past, Turn turn) {
    boolean declines = turn.act() == Act.REJECT_COMMITMENT || turn.act() == Act.COUNTER_COMMITMENT;
    return declines
        && Answers.answered(turn.envelope().message())
            .flatMap(id -> past.matter(id, Matter.Promise.class))
            .flatMap(Matter.Promise::owedTo)
            .filter(turn.principal()::equals)
            .isPresent();
  }

  private static boolean examinesClaim(Act act) {
    return act == Act.ACCEPT_FULFILLMENT || act == Act.REJECT_FULFILLMENT;
  }

  /// Whether the message has answered what a timer waited for.
  private static boolean answers(Talk past, Talk talk, TimerKey key, Turn turn) {
    Optional<String> id = Answers.answered(turn.envelope().message());
    return waits(past, key, id, turn.principal()) && !waits(talk, key, id, turn.principal());
  }

  private static boolean waits(
      Talk talk, TimerKey key, Optional<String> subject, AgentUri principal) {
    return subject
        .flatMap(id -> talk.timers().named(key, id))
        .filter(timer -> principals(talk, timer.waitedOn()).contains(principal))
        .isPresent();
  }

  private static int firmOffersKept(Talk past, Talk talk, AgentUri by) {
    int kept = 0;
    for (Timer timer : past.timers().of(TimerKey.FIRM)) {
      boolean runs = talk.timers().named(TimerKey.FIRM, timer.subject()).isPresent();
      kept += !runs && timer.waitedOn().contains(by) ? 1 : 0;
    }
    return kept;
  }

  /// The first claim, before the deadline; whoever comes late was counted when it passed.
  private static boolean claimsInTime(Talk past, Inform inform) {
    return inform.content() instanceof Inform.Content.Fulfillment claim
        && past.promises()
            .byId(claim.commitmentId())
            .map(c -> c.obligations().get((int) claim.obligation()))
            .map(Obligation::status)
            .filter(status -> status == ObligationStatus.OPEN)
            .isPresent();
  }

  /// Whom the steward names in the record of a timer was late, with these exceptions: the timer of
  /// the session waits on nobody; nobody owes a vote; silence that only ends what was done is no
  /// fault; and an obligation is counted once, at its deadline or at its first claim.
  private static Talk expired(Talk past, Talk talk, Timer timer) {
    return switch (timer.key()) {
      case RESPONSE, FIRM, AGREEING, IDENTITY, VERIFICATION -> missed(past, talk, timer.waitedOn());
      case SILENCE -> past.promises().everBound() ? talk : missed(past, talk, timer.waitedOn());
      case OBLIGATION -> deadline(past, talk, timer);
      case INVITATION, SESSION, LATE, ESCALATION, VOTE, REVEAL -> talk;
    };
  }

  private static Talk deadline(Talk past, Talk talk, Timer timer) {
    return past.promises()
        .byId(timer.subject())
        .filter(c -> c.obligations().get(timer.part()).status() == ObligationStatus.OPEN)
        .map(
            c -> {
              AgentUri debtor = c.obligations().get(timer.part()).debtor();
              boolean paidThen =
                  c.escrow().filter(e -> e.release() == ReleaseCondition.DEADLINE).isPresent();
              return talk.judging(debtor, paidThen ? Conduct::done : Conduct::missed);
            })
        .orElse(talk);
  }

  private static Talk missed(Talk past, Talk talk, List<AgentUri> waitedOn) {
    Talk out = talk;
    for (AgentUri late : principals(past, waitedOn)) {
      out = out.judging(late, Conduct::missed);
    }
    return out;
  }

  /// For whom those waited on act; an authority acts for nobody.
  private static Set<AgentUri> principals(Talk talk, List<AgentUri> waitedOn) {
    Set<AgentUri> out = new TreeSet<>();
    for (AgentUri agent : waitedOn) {
      talk.participant(agent)
          .flatMap(p -> talk.participant(p.principal()))
          .filter(p -> p.seat().principal())
          .ifPresent(p -> out.add(p.agent()));
    }
    return out;
  }
}

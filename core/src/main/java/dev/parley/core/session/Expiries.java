package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ReleaseCondition;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Participant.Standing;
import dev.parley.core.session.Ruling.Next;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What happens when a timer expires, and the message by which the steward records it (protocol
/// section 7). The message has to equal what the timers of the state say.
public final class Expiries {
  private Expiries() {}

  /// The body of the INFORM that the steward has to append next.
  ///
  /// @param state the session's state
  /// @param now the time at which it would be accepted
  /// @return nothing if no timer is due
  public static Optional<JsonObject> due(SessionState state, Instant now) {
    return state
        .said()
        .flatMap(
            talk ->
                talk.timers()
                    .next()
                    .filter(timer -> !now.isBefore(timer.due()))
                    .map(timer -> body(state, talk, timer, now)));
  }

  private static JsonObject body(SessionState state, Talk talk, Timer timer, Instant at) {
    if (timer.key() == TimerKey.REVEAL) {
      return SealedCallRules.body(timer.subject(), List.of());
    }
    Ruling ruling = expire(state, talk, timer, at, Hash.ZERO);
    return JsonObject.builder()
        .put("informType", informType(ruling, timer))
        .put("data", record(ruling, timer))
        .build();
  }

  /// Applies a recorded expiry.
  static Ruling record(SessionState state, Talk talk, Turn turn, Inform inform, JsonObject data) {
    Optional<Timer> next = talk.timers().next();
    if (next.isEmpty() || turn.at().isBefore(next.get().due())) {
      return Ruling.badTransition("no timer is due");
    }
    Timer timer = next.get();
    Ruling ruling = expire(state, talk, timer, turn.at(), turn.hash());
    JsonObject expected = record(ruling, timer);
    if (!expected.equals(data) || !informType(ruling, timer).equals(inform.informType())) {
      return new Ruling.Denied(
          ErrorCode.INVALID_REFERENCE.because(
              "the record is not the one of the timer that is due: " + timer.key().wire()));
    }
    return ruling;
  }

  private static JsonObject record(Ruling ruling, Timer timer) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("timer", timer.key().wire())
            .put("due", Timestamp.format(timer.due()))
            .put("causedBy", timer.causedBy().text())
            .put("waitedOn", agents(timer.waitedOn()));
    switch (timer.key()) {
      case OBLIGATION, LATE, VERIFICATION ->
          out.put("commitmentId", timer.subject()).put("obligation", timer.part());
      case AGREEING -> out.put("commitmentId", timer.subject());
      case RESPONSE, FIRM -> out.put("referenceId", timer.subject());
      case ESCALATION -> out.put("escalationId", timer.subject());
      case VOTE -> out.put("transitionId", timer.subject());
      case REVEAL -> out.put("queryId", timer.subject());
      case INVITATION, IDENTITY, SILENCE, SESSION -> {}
    }
    if (ruling instanceof Ruling.Granted(_, Next.Failed(_, List<AgentUri> atFault))) {
      out.put("atFault", agents(atFault));
    }
    return out.build();
  }

  private static JsonArray agents(List<AgentUri> agents) {
    return JsonArray.ofStrings(agents.stream().map(AgentUri::text).toList());
  }

  private static String informType(Ruling ruling, Timer timer) {
    boolean obligation = timer.key() == TimerKey.OBLIGATION || timer.key() == TimerKey.LATE;
    if (!obligation || !(ruling instanceof Ruling.Granted(Talk talk, _))) {
      return "timeout";
    }
    return talk.promises()
        .byId(timer.subject())
        .map(c -> c.obligations().get(timer.part()).status())
        .filter(s -> s == ObligationStatus.BREACHED || s == ObligationStatus.DISPUTED)
        .map(s -> "breach")
        .orElse("timeout");
  }

  private static Ruling expire(
      SessionState state, Talk before, Timer timer, Instant at, Hash recordedBy) {
    Talk talk = before.timed(t -> t.without(timer.key(), timer.subject(), timer.part()));
    return switch (timer.key()) {
      case INVITATION -> invitation(talk, timer, at, recordedBy);
      case IDENTITY -> Ruling.failed(talk, "timeout", timer.waitedOn());
      case RESPONSE, FIRM -> Ruling.stay(talk);
      case SILENCE ->
          talk.promises().everBound()
              ? Ruling.closed(talk, "silence")
              : Ruling.failed(talk, "silence", timer.waitedOn());
      case SESSION ->
          talk.promises().everBound()
              ? Ruling.closed(talk, "expired")
              : Ruling.failed(talk, "expired", timer.waitedOn());
      case AGREEING -> lapse(talk, timer.subject());
      case VOTE -> ConsensusRules.expired(talk, timer.subject());
      case REVEAL -> Ruling.badTransition("a sealed call ends with INFORM reveal");
      case OBLIGATION, LATE, VERIFICATION -> obligation(state, talk, timer, at, recordedBy);
      case ESCALATION ->
          EscalationRules.of(state)
              .map(e -> EscalationRules.expired(talk, at, recordedBy, e))
              .orElseGet(() -> Ruling.badTransition("no escalation is open"));
    };
  }

  /// Who did not answer the invitation is out; the initiator's silence on a COUNTER ends it.
  private static Ruling invitation(Talk talk, Timer timer, Instant at, Hash recordedBy) {
    Talk left = talk;
    for (AgentUri silent : timer.waitedOn()) {
      if (silent.equals(talk.opening().initiator()) || InvitationRules.required(talk, silent)) {
        return Ruling.failed(talk, "timeout", timer.waitedOn());
      }
      left = left.change(silent, p -> p.in(Standing.OUT));
    }
    return left.principals().size() < 2
        ? Ruling.failed(left, "timeout", timer.waitedOn())
        : InvitationRules.settle(left, at, recordedBy);
  }

  private static Ruling lapse(Talk talk, String commitmentId) {
    return talk.promises()
        .byId(commitmentId)
        .map(c -> Ruling.derived(CommitmentRules.ended(talk, c, CommitmentStatus.LAPSED)))
        .orElseGet(() -> Ruling.badTransition("no such commitment"));
  }

  private static Ruling obligation(
      SessionState state, Talk talk, Timer timer, Instant at, Hash recordedBy) {
    Commitment commitment = talk.promises().byId(timer.subject()).orElseThrow();
    Obligation obligation = commitment.obligations().get(timer.part());
    ObligationStatus.Event event = event(timer, commitment, obligation);
    ObligationStatus after = obligation.status().after(event).orElseThrow();
    boolean unanswered = event == ObligationStatus.Event.VERIFY;
    Talk next =
        talk.with(
            commitment.change(timer.part(), o -> unanswered ? o.unanswered(at) : o.in(after, at)));
    if (after == ObligationStatus.LATE) {
      Timer late =
          new Timer(
              TimerKey.LATE,
              obligation.terms().lateUntil().orElseThrow(),
              recordedBy,
              timer.subject(),
              timer.part(),
              timer.waitedOn());
      next = next.timed(t -> t.with(late));
    }
    return switch (state) {
      case SessionState.Escalated _, SessionState.Ended _ -> Ruling.stay(next);
      case SessionState.Idle _, SessionState.Ongoing _ -> Ruling.derived(next);
    };
  }

  private static ObligationStatus.Event event(
      Timer timer, Commitment commitment, Obligation obligation) {
    if (timer.key() == TimerKey.VERIFICATION) {
      return ObligationStatus.Event.VERIFY;
    }
    boolean paidThen =
        commitment.escrow().filter(e -> e.release() == ReleaseCondition.DEADLINE).isPresent();
    if (paidThen && obligation.status() == ObligationStatus.OPEN) {
      return ObligationStatus.Event.DEADLINE_UNOPPOSED;
    }
    return timer.key() == TimerKey.OBLIGATION && obligation.terms().lateUntil().isPresent()
        ? ObligationStatus.Event.DEADLINE_WITH_LATE_PENALTY
        : ObligationStatus.Event.DEADLINE;
  }
}

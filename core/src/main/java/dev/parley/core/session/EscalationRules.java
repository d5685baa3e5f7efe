package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Approval;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Claim;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Matter.Escalation;
import dev.parley.core.session.Matter.Escalation.Answer;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asking an authority, and its answer (protocol sections 5, 6 and 8, people).
final class EscalationRules {
  private EscalationRules() {}

  static Ruling escalate(Talk talk, Turn turn, Escalate escalate) {
    if (talk.matters().containsKey(escalate.escalationId())) {
      return Answers.usedId(escalate.escalationId());
    }
    int asked = talk.participant(turn.principal()).map(Participant::escalations).orElse(0);
    int most = talk.opening().terms().maxEscalations();
    if (asked >= most) {
      return Ruling.badTransition("a principal escalates at most " + most + " times");
    }
    if (escalate
        .to()
        .flatMap(talk::participant)
        .filter(p -> p.seat() != Seat.AUTHORITY)
        .isPresent()) {
      return Ruling.badReference(
          escalate.to().orElseThrow().text(), "takes part and cannot be the authority");
    }
    if (escalate.question() instanceof Escalate.Question.AboutReference(String id)
        && !answerable(talk, turn, id)) {
      return Ruling.badReference(id, "nothing alive that is yours to answer");
    }
    Instant latest = turn.at().plus(length(talk));
    Instant due = escalate.deadline().filter(latest::isAfter).orElse(latest);
    if (!turn.at().isBefore(due)) {
      return Ruling.denied(ErrorCode.TIMEOUT, "the deadline has passed already");
    }
    Escalation escalation =
        new Escalation(
            escalate.escalationId(),
            turn.origin(talk),
            escalate.to(),
            escalate.question(),
            due,
            Answer.WAITING);
    Set<AgentUri> authorities = escalation.deciders(talk.opening().terms());
    Talk next = talk.with(escalation).change(turn.principal(), Participant::escalated);
    for (AgentUri authority : authorities) {
      if (next.participant(authority).isEmpty()) {
        next = next.with(Participant.of(authority, Seat.AUTHORITY, Standing.ACCEPTED));
      }
    }
    Timer timer =
        new Timer(
            TimerKey.ESCALATION, due, turn.hash(), escalation.id(), 0, List.copyOf(authorities));
    Talk suspended = next.timed(t -> t.suspend(turn.at()).with(timer));
    return new Ruling.Granted(suspended, new Ruling.Next.Escalated(escalation));
  }

  /// The default is also the longest (protocol section 7).
  private static Duration length(Talk talk) {
    Duration agreed = talk.opening().terms().length(TimerKey.ESCALATION);
    Duration longest = TimerKey.ESCALATION.length();
    return agreed.compareTo(longest) > 0 ? longest : agreed;
  }

  static Ruling resolve(
      Talk talk, Turn turn, Escalation escalation, Inform.Content.Resolution resolution) {
    AgentUri speaker = turn.speaker().agent();
    Set<AgentUri> deciders = escalation.deciders(talk.opening().terms());
    boolean operators = deciders.isEmpty() && turn.speaker().seat() == Seat.STEWARD;
    if (!resolution.escalationId().equals(escalation.id())
        || !(operators || deciders.contains(speaker))) {
      return Ruling.badReference(resolution.escalationId(), "no escalation that waits for you");
    }
    Optional<Ruling> fault = fault(talk, speaker, escalation, resolution, operators);
    if (fault.isPresent()) {
      return fault.get();
    }
    boolean ends = operators || talk.opening().terms().authorities().contains(speaker);
    boolean approved = resolution.approval() == Approval.APPROVED;
    Talk resumed =
        resumed(talk, turn.at(), escalation, approved ? Answer.APPROVED : Answer.REFUSED);
    return switch (resolution.decision()) {
      case RESUME ->
          Ruling.derived(approved ? resumed : refused(resumed, turn.at(), turn.hash(), escalation));
      case CLOSE -> ends ? Ruling.closed(resumed, "escalation") : onlyByInvitation();
      case FAIL -> ends ? Ruling.failed(resumed, "escalation", List.of()) : onlyByInvitation();
    };
  }

  /// An approval of other content approves nothing, and what operators decide is signed by itself.
  private static Optional<Ruling> fault(
      Talk talk,
      AgentUri speaker,
      Escalation escalation,
      Inform.Content.Resolution resolution,
      boolean operators) {
    Optional<Hash> asked =
        escalation.question() instanceof Escalate.Question.AboutOwnMessage(Hash body)
            ? Optional.of(body)
            : Optional.empty();
    boolean silent = resolution.bodyHash().isEmpty() && resolution.approval() == Approval.REFUSED;
    if (!silent && !resolution.bodyHash().equals(asked)) {
      return Optional.of(
          new Ruling.Denied(
              ErrorCode.INVALID_REFERENCE
                  .because("data.bodyHash is not the hash of what was asked about")
                  .with("expected", asked.map(Hash::text).orElse("none"))
                  .with("found", resolution.bodyHash().map(Hash::text).orElse("none"))));
    }
    if (operators && resolution.record().isEmpty()) {
      return Optional.of(
          Ruling.denied(
              ErrorCode.UNAUTHORIZED, "what operators decide carries the signed approval"));
    }
    return resolution
        .record()
        .filter(record -> !record.says(talk.opening().session(), speaker, resolution))
        .map(
            _ ->
                Ruling.badReference(
                    resolution.escalationId(), "the signed approval says something else"));
  }

  private static Ruling onlyByInvitation() {
    return Ruling.denied(
        ErrorCode.UNAUTHORIZED, "only an authority that the invitation names can end the session");
  }

  /// Nobody decided in time: the safe answer is refusal.
  static Ruling expired(Talk talk, Instant at, Hash recordedBy, Escalation escalation) {
    return Ruling.derived(
        refused(resumed(talk, at, escalation, Answer.EXPIRED), at, recordedBy, escalation));
  }

  private static Talk resumed(Talk talk, Instant at, Escalation escalation, Answer answer) {
    return talk.with(escalation.answered(answer))
        .timed(t -> t.resume(at).without(TimerKey.ESCALATION, escalation.id(), 0));
  }

  private static Talk refused(Talk talk, Instant at, Hash cause, Escalation escalation) {
    return switch (escalation.question()) {
      case Escalate.Question.Open() -> talk;
      case Escalate.Question.AboutOwnMessage(var bodyHash) ->
          talk.forbidding(new Talk.Forbidden(escalation.origin().principal(), bodyHash));
      case Escalate.Question.AboutReference(String id) ->
          rejected(talk, at, cause, escalation.origin().principal(), id)
              .timed(t -> t.without(TimerKey.RESPONSE, id, 0));
    };
  }

  /// A refusal counts as the REJECT of the principal that asked, if there is still something to
  /// reject.
  private static Talk rejected(Talk talk, Instant at, Hash cause, AgentUri asking, String id) {
    return switch (talk.matters().get(id)) {
      case Proposal p when p.alive(at) -> talk.with(p.in(Proposal.Status.REJECTED));
      case Matter.Promise promise -> withoutPromise(talk, promise.id());
      case Claim claim -> FulfillmentRules.withoutClaim(talk, cause, at, claim);
      case Delegation d
          when d.status() == Delegation.Status.ASKED || d.status() == Delegation.Status.OFFERED ->
          ConsensusRules.onAdmission(talk, d.id())
              .map(vote -> ConsensusRules.refused(talk, vote, asking))
              .orElseGet(() -> DelegationRules.rejected(talk, d));
      case Matter.Vote vote when vote.status() == Matter.Vote.Status.OPEN ->
          ConsensusRules.refused(talk, vote, asking);
      case null, default -> talk;
    };
  }

  private static Talk withoutPromise(Talk talk, String id) {
    return talk.promises()
        .byId(id)
        .filter(c -> c.status() == CommitmentStatus.PROPOSED)
        .map(c -> CommitmentRules.ended(talk, c, CommitmentStatus.REJECTED))
        .orElse(talk);
  }

  private static boolean answerable(Talk talk, Turn turn, String id) {
    return switch (talk.matters().get(id)) {
      case Proposal p -> NegotiationRules.answerable(talk, turn, p.id()).isPresent();
      case Matter.Promise promise ->
          talk.promises()
              .byId(promise.id())
              .filter(c -> c.status() == CommitmentStatus.PROPOSED)
              .map(Commitment::awaited)
              .filter(awaited -> awaited.contains(turn.principal()))
              .isPresent();
      case Claim claim -> FulfillmentRules.answerable(talk, turn, claim.id());
      case Delegation d ->
          d.status() == Delegation.Status.ASKED && d.awaited().contains(turn.principal());
      case Matter.Question question -> turn.mayAnswer(talk, question.origin());
      case Matter.Vote vote -> ConsensusRules.awaits(talk, turn.principal(), vote);
      case Escalation _, Matter.Call _ -> false;
      case null -> false;
    };
  }

  static Optional<Escalation> of(SessionState state) {
    return state instanceof SessionState.Escalated escalated
        ? Optional.of(escalated.escalation())
        : Optional.empty();
  }
}

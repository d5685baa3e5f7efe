package dev.parley.core.session;

import dev.parley.core.card.Conformance;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Reject;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.message.SessionTerms.InvitedRole;
import dev.parley.core.message.SessionTerms.Invitee;
import dev.parley.core.message.SessionTerms.Presence;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// From IDLE to INTRODUCED: the invitation, its answers, and who shows which card (protocol
/// sections 5 and 6, INVITED).
final class InvitationRules {
  /// The most COUNTERs to an invitation, in all.
  static final int MOST_COUNTERS = 3;

  private InvitationRules() {}

  /// IDLE: what a first message makes.
  static Ruling open(Envelope envelope, Propose invitation, Instant at, ClockKind clock) {
    return switch (SessionTerms.decode(invitation.terms(), envelope.recipient())) {
      case Decoded.Refused<SessionTerms>(Refusal refusal) -> new Ruling.Denied(refusal);
      case Decoded.Valid<SessionTerms>(SessionTerms terms) ->
          opened(envelope, invitation, terms, at, clock);
    };
  }

  private static Ruling opened(
      Envelope envelope, Propose invitation, SessionTerms terms, Instant at, ClockKind clock) {
    AgentUri initiator = envelope.sender().agentId();
    Optional<Refusal> objection = objection(terms, initiator, clock);
    if (objection.isPresent()) {
      return new Ruling.Denied(objection.get());
    }
    if (envelope.sender().trustScore() < terms.minTrustScore()) {
      return TrustRules.tooLittle(envelope.sender().trustScore(), terms.minTrustScore());
    }
    if (invitation.validUntil().filter(end -> !at.isBefore(end)).isPresent()) {
      return voidAtOnce();
    }
    Hash hash = envelope.integrity().hash();
    Talk talk =
        Talk.opened(
                new Talk.Opening(
                    envelope.sessionId(),
                    envelope.version(),
                    hash,
                    initiator,
                    at,
                    invitation.terms(),
                    terms),
                new Talk.Head(0, Hash.ZERO, at))
            .with(Participant.of(initiator, Seat.INITIATOR, Standing.ACCEPTED))
            .with(Participant.of(terms.node(), Seat.STEWARD, Standing.INTRODUCED));
    for (Invitee invitee : terms.invitees()) {
      Seat seat = invitee.role() == InvitedRole.OBSERVER ? Seat.OBSERVER : Seat.COUNTERPARTY;
      talk = talk.with(Participant.of(invitee.agentId(), seat, Standing.INVITED));
    }
    Matter.Origin origin =
        new Matter.Origin(initiator, initiator, hash, 0, Optional.empty(), envelope.constraints());
    talk =
        talk.with(
            new Proposal(
                invitation.proposalId(),
                origin,
                Proposal.Kind.INVITATION,
                invitation.terms(),
                invitation.validUntil(),
                invitation.firmness(),
                Proposal.Status.OPEN));
    List<AgentUri> asking = terms.invitees().stream().map(Invitee::agentId).sorted().toList();
    return Ruling.stay(answerDue(talk, hash, at, asking));
  }

  private static Optional<Refusal> objection(
      SessionTerms terms, AgentUri initiator, ClockKind clock) {
    if (terms.node().equals(initiator)) {
      return Optional.of(ErrorCode.POLICY_VIOLATION.because("a steward is no principal"));
    }
    for (Invitee invitee : terms.invitees()) {
      if (invitee.agentId().equals(initiator) || invitee.agentId().equals(terms.node())) {
        return Optional.of(
            ErrorCode.MALFORMED.because(
                "/content/body/terms/invitees: neither oneself nor the steward can be invited"));
      }
    }
    long principals =
        terms.invitees().stream().filter(i -> i.role() == InvitedRole.COUNTERPARTY).count();
    if (principals == 0) {
      return Optional.of(
          ErrorCode.POLICY_VIOLATION.because("a counterparty has to be among the invitees"));
    }
    return clock == ClockKind.REAL ? belowFloor(terms) : Optional.empty();
  }

  private static Ruling voidAtOnce() {
    return Ruling.denied(
        ErrorCode.TIMEOUT, "validUntil has passed: the offer would be void at once");
  }

  private static Optional<Refusal> belowFloor(SessionTerms terms) {
    Duration response = TimerKey.RESPONSE.floor();
    if (terms.maxResponseTime().filter(least -> least.compareTo(response) < 0).isPresent()) {
      return Optional.of(
          ErrorCode.POLICY_VIOLATION
              .because("maxResponseTimeMs is below its floor")
              .with("timer", TimerKey.RESPONSE.wire())
              .with("floorMs", response.toMillis()));
    }
    for (Map.Entry<TimerKey, Duration> timer : terms.timers().entrySet()) {
      Duration floor = timer.getKey().floor();
      if (timer.getValue().compareTo(floor) < 0) {
        return Optional.of(
            ErrorCode.POLICY_VIOLATION
                .because("timer " + timer.getKey().wire() + " is below its floor")
                .with("timer", timer.getKey().wire())
                .with("floorMs", floor.toMillis()));
      }
    }
    return Optional.empty();
  }

  /// ACCEPT of the invitation by an invitee, or of a COUNTER to it by the other side.
  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    Optional<Proposal> proposal = answerable(talk, turn, accept.reference().id());
    if (proposal.isEmpty()) {
      return Ruling.badReference(accept.reference().id(), "no invitation that is yours to answer");
    }
    Optional<Ruling> wrongHash = Answers.hashDiffers(accept, proposal.get().origin());
    if (wrongHash.isPresent()) {
      return wrongHash.get();
    }
    AgentUri answering = turn.speaker().agent();
    AgentUri joining =
        turn.speaker().seat() == Seat.INITIATOR ? proposal.get().origin().agent() : answering;
    Optional<Ruling> distrust = TrustRules.distrust(talk, turn);
    if (distrust.isPresent()) {
      return distrust.get();
    }
    Talk agreed = talk;
    if (!proposal.get().origin().hash().equals(talk.opening().invitation())) {
      agreed = agreed.with(reopened(talk.opening(), proposal.get().terms()));
      Optional<Ruling> below = TrustRules.belowOwnTerms(agreed, turn);
      if (below.isPresent()) {
        return below.get();
      }
    }
    if (talk.opening().terms().invitees().size() == 1) {
      agreed = agreed.with(proposal.get().in(Proposal.Status.ACCEPTED));
    }
    return settle(agreed.change(joining, p -> p.in(Standing.ACCEPTED)), turn);
  }

  /// REJECT of the invitation by an invitee, or of a COUNTER by the initiator.
  static Ruling reject(Talk talk, Turn turn, Reject reject) {
    Optional<Proposal> proposal = answerable(talk, turn, reject.reference().id());
    if (proposal.isEmpty()) {
      return Ruling.badReference(reject.reference().id(), "no invitation that is yours to answer");
    }
    if (turn.speaker().seat() == Seat.INITIATOR) {
      return Ruling.failed(talk, "rejected", List.of());
    }
    return out(talk, turn);
  }

  /// An invitee does not take part.
  static Ruling out(Talk talk, Turn turn) {
    AgentUri agent = turn.speaker().agent();
    Talk without = talk.change(agent, p -> p.in(Standing.OUT));
    return required(talk, agent) || without.principals().size() < 2
        ? Ruling.failed(without, "rejected", List.of())
        : settle(without, turn);
  }

  /// COUNTER to the invitation: other terms of the session, at most three in all.
  static Ruling counter(Talk talk, Turn turn, Counter counter, ClockKind clock) {
    Optional<Proposal> proposal = answerable(talk, turn, counter.inReplyTo());
    if (proposal.isEmpty()) {
      return Ruling.badReference(counter.inReplyTo(), "no invitation that is yours to answer");
    }
    if (talk.opening().terms().invitees().size() != 1) {
      return Ruling.badTransition("only a single invitee can propose other terms of the session");
    }
    if (talk.turns().rounds() >= MOST_COUNTERS) {
      return Ruling.badTransition("an invitation is countered at most " + MOST_COUNTERS + " times");
    }
    if (talk.matters().containsKey(counter.proposalId())) {
      return Answers.usedId(counter.proposalId());
    }
    if (counter.validUntil().filter(end -> !turn.at().isBefore(end)).isPresent()) {
      return voidAtOnce();
    }
    Optional<Ruling> distrust = TrustRules.distrust(talk, turn);
    if (distrust.isPresent()) {
      return distrust.get();
    }
    JsonObject terms = overlaid(talk.opening().json(), counter.terms());
    return switch (SessionTerms.decode(terms, Optional.of(invitee(talk)))) {
      case Decoded.Refused<SessionTerms>(Refusal refusal) -> new Ruling.Denied(refusal);
      case Decoded.Valid<SessionTerms>(SessionTerms read) -> {
        if (!read.node().equals(talk.steward())
            || !read.invitees().equals(talk.opening().terms().invitees())) {
          yield Ruling.denied(
              ErrorCode.POLICY_VIOLATION, "the node and the invitees are not negotiable");
        }
        Optional<Refusal> low = clock == ClockKind.REAL ? belowFloor(read) : Optional.empty();
        if (low.isPresent()) {
          yield new Ruling.Denied(low.get());
        }
        Talk countered =
            talk.with(proposal.get().in(Proposal.Status.COUNTERED))
                .with(
                    new Proposal(
                        counter.proposalId(),
                        turn.origin(talk),
                        Proposal.Kind.INVITATION,
                        terms,
                        counter.validUntil(),
                        counter.firmness(),
                        Proposal.Status.OPEN));
        yield Ruling.stay(
            answerDue(countered, turn.hash(), turn.at(), List.of(proposal.get().origin().agent())));
      }
    };
  }

  /// INFORM `identity` before the talk begins: once from each principal; an invitee's after its
  /// ACCEPT, unless its card says `minimal`: then it is its ACCEPT.
  static Ruling identity(Talk talk, Turn turn, Inform.Content.Identity identity) {
    Participant speaker = turn.speaker();
    if (!identity.cardHash().equals(turn.card().hash())
        || identity.cardVersion() != turn.card().version()) {
      return Ruling.badReference(
          identity.cardHash().text(), "not the card that this sender's messages verify with");
    }
    boolean minimal =
        speaker.seat() == Seat.COUNTERPARTY
            && turn.card().conformance() == Conformance.MINIMAL
            && speaker.standing() == Standing.INVITED;
    if (minimal) {
      Optional<Proposal> open =
          talk.matters().values().stream()
              .flatMap(m -> answerable(talk, turn, m.id()).stream())
              .findFirst();
      if (open.isEmpty()) {
        return Ruling.badReference(
            talk.opening().invitation().text(), "the invitation is not open any more");
      }
      return TrustRules.distrust(talk, turn)
          .orElseGet(
              () ->
                  settle(
                      talk.change(speaker.agent(), p -> p.as(Seat.SOURCE).in(Standing.INTRODUCED))
                          .timed(t -> t.without(TimerKey.RESPONSE, open.get().id(), 0)),
                      turn));
    }
    return switch (speaker.standing()) {
      case ACCEPTED -> settle(talk.change(speaker.agent(), p -> p.in(Standing.INTRODUCED)), turn);
      case INTRODUCED -> Ruling.badTransition("the card was shown before");
      case INVITED, OUT, LEFT -> Ruling.badTransition("answer the invitation first");
    };
  }

  /// WITHDRAW of the invitation: by whichever of its initiator's proposals names it.
  static Ruling withdraw(Talk talk, Turn turn, String id) {
    return talk.matter(id, Proposal.class)
        .filter(p -> p.origin().agent().equals(turn.speaker().agent()))
        .map(p -> Ruling.failed(talk, "withdrawn", List.of()))
        .orElseGet(() -> Ruling.badReference(id, "no invitation of yours"));
  }

  /// Goes on if nobody has to answer any more, and to INTRODUCED if everybody has shown its card.
  static Ruling settle(Talk talk, Turn turn) {
    return settle(talk, turn.at(), turn.hash());
  }

  /// The same for a message of the steward.
  static Ruling settle(Talk talk, Instant at, Hash cause) {
    List<AgentUri> silent =
        talk.participants().values().stream()
            .filter(p -> p.standing() == Standing.INVITED)
            .map(Participant::agent)
            .toList();
    if (!silent.isEmpty()) {
      return Ruling.stay(talk.timed(t -> t.waitingOn(TimerKey.INVITATION, "", silent)));
    }
    List<AgentUri> unseen = unseen(talk);
    if (unseen.isEmpty()) {
      Talk ready =
          talk.timed(t -> t.without(TimerKey.INVITATION).without(TimerKey.IDENTITY))
              .with(Turns.NONE);
      return new Ruling.Granted(ready, new Ruling.Next.Introduced());
    }
    if (talk.timers().runs(TimerKey.IDENTITY)) {
      return Ruling.stay(talk.timed(t -> t.waitingOn(TimerKey.IDENTITY, "", unseen)));
    }
    Instant due = at.plus(talk.opening().terms().length(TimerKey.IDENTITY));
    Timer timer = Timer.ofSession(TimerKey.IDENTITY, due, cause, unseen);
    return Ruling.stay(talk.timed(t -> t.without(TimerKey.INVITATION).with(timer)));
  }

  static List<AgentUri> unseen(Talk talk) {
    return talk.participants().values().stream()
        .filter(p -> p.seat().principal() && p.standing() == Standing.ACCEPTED)
        .map(Participant::agent)
        .toList();
  }

  static boolean required(Talk talk, AgentUri agent) {
    return talk.opening().terms().invitees().stream()
        .anyMatch(i -> i.agentId().equals(agent) && i.presence() == Presence.REQUIRED);
  }

  private static Talk answerDue(Talk talk, Hash cause, Instant at, List<AgentUri> waitedOn) {
    Instant due = at.plus(talk.opening().terms().length(TimerKey.INVITATION));
    return talk.timed(t -> t.with(Timer.ofSession(TimerKey.INVITATION, due, cause, waitedOn)));
  }

  private static Optional<Proposal> answerable(Talk talk, Turn turn, String id) {
    boolean mayAnswer =
        turn.speaker().seat() == Seat.INITIATOR || turn.speaker().standing() == Standing.INVITED;
    return talk.matter(id, Proposal.class)
        .filter(p -> p.kind() == Proposal.Kind.INVITATION && p.alive(turn.at()))
        .filter(p -> mayAnswer && !p.origin().agent().equals(turn.speaker().agent()));
  }

  private static AgentUri invitee(Talk talk) {
    return talk.opening().terms().invitees().getFirst().agentId();
  }

  private static JsonObject overlaid(JsonObject terms, JsonObject changes) {
    JsonObject out = terms;
    for (String name : changes.names()) {
      out = out.with(name, Objects.requireNonNull(changes.get(name)));
    }
    return out;
  }

  private static Talk.Opening reopened(Talk.Opening opening, JsonObject json) {
    AgentUri invitee = opening.terms().invitees().getFirst().agentId();
    SessionTerms terms = SessionTerms.decode(json, Optional.of(invitee)).orThrow();
    return new Talk.Opening(
        opening.session(),
        opening.version(),
        opening.invitation(),
        opening.initiator(),
        opening.openedAt(),
        json,
        terms);
  }
}

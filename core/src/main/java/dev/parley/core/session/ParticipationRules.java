package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Authority;
import dev.parley.core.message.Delegate;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant.Standing;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who joins, who changes keys, who steps back, who leaves, who ends it (protocol sections 4 and
/// 8).
final class ParticipationRules {
  /// The most participants of one session.
  static final int MOST_PARTICIPANTS = 50;

  private ParticipationRules() {}

  /// INFORM `identity` in a talk that has begun: a newcomer shows its card, or somebody rotates its
  /// keys.
  static Ruling identity(Talk talk, Turn turn, Inform.Content.Identity identity) {
    AgentUri agent = turn.speaker().agent();
    Hash used = turn.card().hash();
    if (identity.cardHash().equals(used) && identity.cardVersion() == turn.card().version()) {
      return Ruling.stay(talk.change(agent, p -> p.in(Standing.INTRODUCED)));
    }
    if (turn.speaker().standing() != Standing.INTRODUCED) {
      return Ruling.badReference(
          identity.cardHash().text(), "not the card that this sender's messages verify with");
    }
    Optional<AgentCard> next =
        turn.cards()
            .byHash(identity.cardHash())
            .filter(c -> c.agentId().equals(agent) && c.version() == identity.cardVersion())
            .filter(c -> c.previousCardHash().filter(used::equals).isPresent());
    return next.map(card -> Ruling.stay(talk.change(agent, p -> p.using(card))))
        .orElseGet(
            () ->
                Ruling.badReference(
                    identity.cardHash().text(), "no card that continues the sender's present one"));
  }

  static Ruling delegate(Talk talk, Turn turn, Delegate delegate) {
    if (talk.matters().containsKey(delegate.delegationId())) {
      return Answers.usedId(delegate.delegationId());
    }
    if (!delegate.protocol().equals("asp")) {
      return Ruling.denied(
          ErrorCode.SCHEMA_UNSUPPORTED,
          "delegation over " + delegate.protocol() + " is not supported");
    }
    if (delegate.authority().compareTo(granted(turn.speaker().seat())) > 0) {
      return Ruling.denied(
          ErrorCode.UNAUTHORIZED, "nobody can hand on more authority than it has itself");
    }
    if (talk.participants().containsKey(delegate.targetAgent())) {
      return Ruling.badReference(delegate.targetAgent().text(), "takes or took part already");
    }
    if (delegate.expiresAt().filter(end -> !turn.at().isBefore(end)).isPresent()) {
      return Ruling.denied(ErrorCode.TIMEOUT, "limits.expiresAt has passed");
    }
    if (talk.participants().size() >= MOST_PARTICIPANTS) {
      return Ruling.denied(
          ErrorCode.CAPACITY_UNAVAILABLE,
          "a session has at most " + MOST_PARTICIPANTS + " participants");
    }
    Set<AgentUri> awaited = new TreeSet<>();
    if (talk.opening().terms().delegation() == SessionTerms.Delegation.BY_CONSENT) {
      awaited.addAll(talk.principals());
      awaited.remove(turn.principal());
    }
    Delegation delegation =
        new Delegation(
            delegate.delegationId(),
            turn.origin(talk),
            delegate.targetAgent(),
            delegate.authority(),
            delegate.expiresAt(),
            Set.copyOf(awaited),
            awaited.isEmpty() ? Delegation.Status.OFFERED : Delegation.Status.ASKED);
    Seat seat = seat(delegate.authority());
    Talk next = talk.with(delegation);
    return Ruling.stay(
        delegation.status() == Delegation.Status.OFFERED ? offered(next, delegation, seat) : next);
  }

  private static Talk offered(Talk talk, Delegation delegation, Seat seat) {
    return talk.with(
        Participant.of(delegation.target(), seat, Standing.INVITED)
            .joinedFor(delegation.origin().principal(), delegation.id()));
  }

  /// ACCEPT of a delegation: consent of another principal, or the target's own answer.
  static Ruling acceptDelegation(Talk talk, Turn turn, String id) {
    Optional<Delegation> delegation = answerable(talk, turn, id);
    if (delegation.isEmpty()) {
      return notYours(id);
    }
    Delegation d = delegation.get();
    if (d.status() == Delegation.Status.ASKED) {
      Set<AgentUri> left = new TreeSet<>(d.awaited());
      left.remove(turn.principal());
      Delegation after = d.awaiting(Set.copyOf(left));
      Talk next = talk.with(after);
      return Ruling.stay(
          after.status() == Delegation.Status.OFFERED
              ? offered(next, after, seat(d.authority()))
              : next);
    }
    double score = turn.envelope().sender().trustScore();
    double least = talk.opening().terms().minTrustScore();
    if (score < least) {
      return InvitationRules.tooLittleTrust(score, least);
    }
    return Ruling.stay(
        talk.with(d.in(Delegation.Status.ACTIVE))
            .change(turn.speaker().agent(), p -> p.in(Standing.ACCEPTED)));
  }

  static Ruling rejectDelegation(Talk talk, Turn turn, String id) {
    Optional<Delegation> delegation = answerable(talk, turn, id);
    return delegation
        .map(
            d ->
                Ruling.stay(
                    talk.with(d.in(Delegation.Status.REJECTED))
                        .change(d.target(), p -> p.in(Standing.OUT))))
        .orElseGet(() -> notYours(id));
  }

  static Ruling withdrawDelegation(Talk talk, Turn turn, String id) {
    return talk.matter(id, Delegation.class)
        .filter(d -> d.origin().principal().equals(turn.principal()))
        .filter(
            d ->
                d.status() != Delegation.Status.REJECTED
                    && d.status() != Delegation.Status.WITHDRAWN)
        .map(
            d ->
                Ruling.stay(
                    talk.with(d.in(Delegation.Status.WITHDRAWN))
                        .change(d.target(), p -> p.in(Standing.LEFT))))
        .orElseGet(() -> Ruling.badReference(id, "no delegation of yours"));
  }

  private static Optional<Delegation> answerable(Talk talk, Turn turn, String id) {
    return talk.matter(id, Delegation.class)
        .filter(
            d ->
                switch (d.status()) {
                  case ASKED -> d.awaited().contains(turn.principal());
                  case OFFERED -> d.target().equals(turn.speaker().agent());
                  case ACTIVE, REJECTED, WITHDRAWN -> false;
                });
  }

  /// OBSERVE: stays as an observer, unless too few principals would be left.
  static Ruling observe(Talk talk, Turn turn) {
    return step(talk, turn, talk.change(turn.speaker().agent(), p -> p.as(Seat.OBSERVER)));
  }

  /// WITHDRAW `participation`: leaves.
  static Ruling leave(Talk talk, Turn turn) {
    return step(talk, turn, talk.change(turn.speaker().agent(), p -> p.in(Standing.LEFT)));
  }

  private static Ruling step(Talk before, Turn turn, Talk after) {
    if (!turn.speaker().seat().principal()) {
      return Ruling.derived(after);
    }
    if (before.promises().openObligations() > 0) {
      return Ruling.closed(before, "cancelled");
    }
    boolean owes =
        before.matters().values().stream()
            .anyMatch(
                m ->
                    m instanceof Proposal p
                        && p.kind() == Proposal.Kind.TALK
                        && p.alive(turn.at())
                        && p.origin().principal().equals(turn.principal()));
    if (owes) {
      return Ruling.badTransition("withdraw your open proposals first");
    }
    return after.principals().size() < 2
        ? Ruling.closed(after, "cancelled")
        : Ruling.derived(after);
  }

  static Ruling impasse(Talk talk) {
    return talk.outOfRounds()
        ? Ruling.closed(talk, "impasse")
        : Ruling.badTransition("the talk has not reached its most rounds");
  }

  static Seat seat(Authority authority) {
    return switch (authority) {
      case ADVISORY -> Seat.DELEGATE_ADVISORY;
      case NEGOTIATE -> Seat.DELEGATE_NEGOTIATE;
      case COMMIT -> Seat.DELEGATE_COMMIT;
    };
  }

  private static Authority granted(Seat seat) {
    return switch (seat) {
      case INITIATOR, COUNTERPARTY, DELEGATE_COMMIT -> Authority.COMMIT;
      case DELEGATE_NEGOTIATE -> Authority.NEGOTIATE;
      case SOURCE, DELEGATE_ADVISORY, CANDIDATE, OBSERVER, AUTHORITY, STEWARD -> Authority.ADVISORY;
    };
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no delegation that waits for your answer");
  }

  /// Whether a delegate's authority has run out.
  static boolean expired(Talk talk, Turn turn) {
    return turn.speaker()
        .via()
        .flatMap(id -> talk.matter(id, Delegation.class))
        .flatMap(Delegation::expiresAt)
        .filter(end -> !turn.at().isBefore(end))
        .isPresent();
  }
}

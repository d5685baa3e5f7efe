package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Inform;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Participant.Standing;
import java.util.Optional;

/// Who joins, who changes keys, who steps back, who leaves, who ends it (protocol sections 4 and
/// 8).
final class ParticipationRules {
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
                        && p.kind() != Proposal.Kind.INVITATION
                        && p.alive(turn.at())
                        && p.origin().principal().equals(turn.principal()));
    if (owes) {
      return Ruling.badTransition("withdraw your open proposals first");
    }
    if (ConsensusRules.concerned(before, turn.principal())) {
      return Ruling.badTransition("a vote that you asked for, or that waits for yours, is open");
    }
    return after.principals().size() < 2
        ? Ruling.closed(after, "cancelled")
        : Ruling.derived(after);
  }

  static Ruling impasse(Talk talk) {
    return talk.atImpasse()
        ? Ruling.closed(talk, "impasse")
        : Ruling.badTransition("the talk has rounds left and moves");
  }
}

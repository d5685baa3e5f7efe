package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.consensus.Tally;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Accept;
import dev.parley.core.message.ConsensusRule;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Reject;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Delegation;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Matter.Vote;
import dev.parley.core.session.Matter.Vote.Asked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What three or more principals decide together: the end of the session, who joins, and the rule
/// of decision itself (protocol section 8, consensus transitions). Nobody is bound to anything by a
/// vote. Decided by the log alone.
final class ConsensusRules {
  private static final int FEWEST = 3;

  private ConsensusRules() {}

  /// Whether a session has so many principals that they vote.
  static boolean applies(Talk talk) {
    return talk.principals().size() >= FEWEST;
  }

  /// CLOSE.
  static Ruling close(Talk talk, Turn turn, String reason) {
    if (!applies(talk) || talk.promises().openObligations() > 0) {
      return Ruling.closed(talk, reason);
    }
    Optional<Vote> earlier =
        open(talk).stream().filter(vote -> vote.asked() instanceof Asked.Closing).findFirst();
    return earlier.isPresent()
        ? new Ruling.Denied(
            ErrorCode.INVALID_TRANSITION
                .because("an earlier CLOSE is voted on; vote on that")
                .with("transitionId", earlier.get().id()))
        : asked(talk, turn, new Asked.Closing(reason), rule(talk));
  }

  /// DELEGATE: whether somebody joins.
  static Ruling admission(Talk talk, Turn turn, Delegation delegation) {
    return asked(talk, turn, new Asked.Admission(delegation.id()), rule(talk));
  }

  /// PROPOSE of another rule, which takes everybody.
  static Ruling rule(Talk talk, Turn turn, Propose propose) {
    boolean another = open(talk).stream().anyMatch(vote -> vote.asked() instanceof Asked.Rule);
    if (another) {
      return Ruling.badTransition("another rule is voted on");
    }
    JsonValue stated =
        Optional.<JsonValue>ofNullable(propose.terms().get("consensus")).orElse(JsonNull.NULL);
    return switch (ConsensusRule.decode(stated, "/content/body/terms/consensus")) {
      case Decoded.Refused<ConsensusRule>(Refusal refusal) -> new Ruling.Denied(refusal);
      case Decoded.Valid<ConsensusRule>(ConsensusRule next) -> {
        Proposal proposal =
            new Proposal(
                propose.proposalId(),
                turn.origin(talk),
                Proposal.Kind.RULE,
                propose.terms(),
                propose.validUntil(),
                propose.firmness(),
                Proposal.Status.OPEN);
        yield proposal.alive(turn.at())
            ? asked(
                talk.with(proposal),
                turn,
                new Asked.Rule(proposal.id(), next),
                ConsensusRule.DEFAULT)
            : Ruling.denied(
                ErrorCode.TIMEOUT, "validUntil has passed: the offer would be void at once");
      }
    };
  }

  private static ConsensusRule rule(Talk talk) {
    return talk.opening().terms().consensus();
  }

  /// Opens a vote; who asks has said yes.
  private static Ruling asked(Talk talk, Turn turn, Asked asked, ConsensusRule rule) {
    String id = turn.envelope().messageId().toString();
    if (talk.matters().containsKey(id)) {
      return Answers.usedId(id);
    }
    Tally tally = Tally.of(rule, electorate(talk));
    Optional<String> asking = organisation(talk, turn.principal()).filter(tally::awaits);
    if (asking.isPresent()) {
      tally = tally.with(asking.get(), Tally.Choice.FOR);
    }
    Vote vote = new Vote(id, turn.origin(talk), asked, tally, Vote.Status.OPEN);
    Instant due = turn.at().plus(talk.opening().terms().length(TimerKey.VOTE));
    Timer timer = new Timer(TimerKey.VOTE, due, turn.hash(), id, 0, silent(talk, vote));
    return decided(talk.timed(t -> t.with(timer)), vote);
  }

  /// The organisations of the principals that can vote, as they are now.
  private static Set<String> electorate(Talk talk) {
    Set<String> out = new TreeSet<>();
    for (Participant participant : talk.participants().values()) {
      if (participant.present() && participant.seat().principal() && participant.seat().binds()) {
        organisation(talk, participant.agent()).ifPresent(out::add);
      }
    }
    return out;
  }

  private static Optional<String> organisation(Talk talk, AgentUri principal) {
    return talk.participant(principal).flatMap(Participant::card).map(AgentCard::orgId);
  }

  /// The principals whose organisations have not voted.
  private static List<AgentUri> silent(Talk talk, Vote vote) {
    return talk.principals().stream().filter(principal -> awaits(talk, principal, vote)).toList();
  }

  /// Whether a vote waits for the organisation of a principal.
  static boolean awaits(Talk talk, AgentUri principal, Vote vote) {
    return vote.status() == Vote.Status.OPEN
        && organisation(talk, principal).filter(vote.tally()::awaits).isPresent();
  }

  /// ACCEPT of a transition.
  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    String id = accept.reference().id();
    return open(talk, id)
        .map(
            vote ->
                Answers.hashDiffers(accept, vote.origin())
                    .orElseGet(() -> cast(talk, turn, vote, Tally.Choice.FOR)))
        .orElseGet(() -> noVote(id));
  }

  /// REJECT of a transition: a no, or an abstention.
  static Ruling reject(Talk talk, Turn turn, Reject reject) {
    String id = reject.reference().id();
    Tally.Choice choice =
        switch (reject.ballot()) {
          case AGAINST -> Tally.Choice.AGAINST;
          case ABSTAIN -> Tally.Choice.ABSTAIN;
        };
    return open(talk, id).map(vote -> cast(talk, turn, vote, choice)).orElseGet(() -> noVote(id));
  }

  private static Ruling noVote(String id) {
    return Ruling.badReference(id, "no vote that is open");
  }

  /// Counts a vote.
  static Ruling cast(Talk talk, Turn turn, Vote vote, Tally.Choice choice) {
    Optional<String> organisation = organisation(talk, turn.principal());
    if (organisation.filter(vote.tally().electorate()::contains).isEmpty()) {
      return Ruling.badReference(vote.id(), "your organisation has no vote in it");
    }
    if (!vote.tally().awaits(organisation.get())) {
      return new Ruling.Denied(
          ErrorCode.DUPLICATE
              .because("your organisation has voted; a first vote stands")
              .with("reference", vote.id()));
    }
    return decided(talk, vote.with(organisation.get(), choice));
  }

  /// What follows from the votes so far.
  private static Ruling decided(Talk talk, Vote vote) {
    return switch (vote.tally().outcome()) {
      case OPEN -> {
        List<AgentUri> silent = silent(talk, vote);
        yield Ruling.stay(
            talk.with(vote).timed(t -> t.waitingOn(TimerKey.VOTE, vote.id(), silent)));
      }
      case PASSED -> passed(over(talk, vote.in(Vote.Status.PASSED)), vote.asked());
      case FAILED -> Ruling.stay(failed(over(talk, vote.in(Vote.Status.FAILED)), vote.asked()));
    };
  }

  private static Talk over(Talk talk, Vote vote) {
    return talk.with(vote).timed(t -> t.without(TimerKey.VOTE, vote.id(), 0));
  }

  private static Ruling passed(Talk talk, Asked asked) {
    return switch (asked) {
      case Asked.Closing(String reason) -> Ruling.closed(talk, reason);
      case Asked.Admission(String id) -> admitted(talk, id);
      case Asked.Rule(String id, ConsensusRule rule) ->
          Ruling.stay(ruled(settled(talk, id, Proposal.Status.ACCEPTED), rule));
    };
  }

  /// Somebody else may have brought the same target in since it was asked for.
  private static Ruling admitted(Talk talk, String delegationId) {
    Delegation delegation = talk.matter(delegationId, Delegation.class).orElseThrow();
    return DelegationRules.unavailable(talk, delegation.target())
        .<Ruling>map(Ruling.Denied::new)
        .orElseGet(() -> Ruling.stay(DelegationRules.offered(talk, delegation.awaiting(Set.of()))));
  }

  private static Talk ruled(Talk talk, ConsensusRule rule) {
    Talk.Opening opening = talk.opening();
    return talk.with(
        new Talk.Opening(
            opening.session(),
            opening.version(),
            opening.invitation(),
            opening.initiator(),
            opening.openedAt(),
            opening.json().with("consensus", rule.json()),
            opening.terms().with(rule)));
  }

  private static Talk failed(Talk talk, Asked asked) {
    return switch (asked) {
      case Asked.Closing _ -> talk;
      case Asked.Admission(String id) ->
          talk.matter(id, Delegation.class)
              .map(delegation -> DelegationRules.rejected(talk, delegation))
              .orElse(talk);
      case Asked.Rule(String id, _) -> settled(talk, id, Proposal.Status.REJECTED);
    };
  }

  private static Talk settled(Talk talk, String proposalId, Proposal.Status status) {
    return talk.matter(proposalId, Proposal.class)
        .map(proposal -> talk.with(proposal.in(status)))
        .orElse(talk);
  }

  /// The time is over: what has not passed has failed.
  static Ruling expired(Talk talk, String id) {
    return open(talk, id)
        .map(vote -> Ruling.stay(failed(over(talk, vote.in(Vote.Status.FAILED)), vote.asked())))
        .orElseGet(() -> noVote(id));
  }

  /// An authority has refused what a principal asked about: its vote is a no.
  static Talk refused(Talk talk, Vote vote, AgentUri principal) {
    if (!awaits(talk, principal, vote)) {
      return talk;
    }
    String organisation = organisation(talk, principal).orElseThrow();
    Vote counted = vote.with(organisation, Tally.Choice.AGAINST);
    return decided(talk, counted) instanceof Ruling.Granted(Talk next, _) ? next : talk;
  }

  /// A delegation or a rule is taken back, and the vote on it with it.
  static Talk withdrawn(Talk talk, String subject) {
    Talk next = talk;
    for (Vote vote : open(talk)) {
      if (concerns(vote.asked(), subject)) {
        next = over(next, vote.in(Vote.Status.WITHDRAWN));
      }
    }
    return next;
  }

  private static boolean concerns(Asked asked, String subject) {
    return switch (asked) {
      case Asked.Closing _ -> false;
      case Asked.Admission(String id) -> id.equals(subject);
      case Asked.Rule(String id, _) -> id.equals(subject);
    };
  }

  /// Whether a principal asked for an open vote, or one waits for its organisation.
  static boolean concerned(Talk talk, AgentUri principal) {
    return open(talk).stream()
        .anyMatch(
            vote -> vote.origin().principal().equals(principal) || awaits(talk, principal, vote));
  }

  /// The open vote on a delegation.
  static Optional<Vote> onAdmission(Talk talk, String delegationId) {
    return open(talk).stream()
        .filter(vote -> vote.asked().equals(new Asked.Admission(delegationId)))
        .findFirst();
  }

  /// The open vote on a rule.
  static Optional<Vote> onRule(Talk talk, String proposalId) {
    return open(talk).stream()
        .filter(vote -> vote.asked() instanceof Asked.Rule(String id, _) && id.equals(proposalId))
        .findFirst();
  }

  /// The votes that are open; each has its timer, which says which they are.
  private static List<Vote> open(Talk talk) {
    return talk.timers().of(TimerKey.VOTE).stream()
        .flatMap(timer -> open(talk, timer.subject()).stream())
        .toList();
  }

  private static Optional<Vote> open(Talk talk, String id) {
    return talk.matter(id, Vote.class).filter(vote -> vote.status() == Vote.Status.OPEN);
  }
}

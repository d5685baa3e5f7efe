package dev.parley.core.session;

import dev.parley.core.consensus.Tally;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Clarify;
import dev.parley.core.message.Counter;
import dev.parley.core.message.Firmness;
import dev.parley.core.message.Inform;
import dev.parley.core.message.ProposalType;
import dev.parley.core.message.Propose;
import dev.parley.core.message.Query;
import dev.parley.core.message.Reject;
import dev.parley.core.message.TimerKey;
import dev.parley.core.session.Matter.Proposal;
import dev.parley.core.session.Matter.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Proposals, counter-proposals, questions and explanations (protocol section 5).
final class NegotiationRules {
  private NegotiationRules() {}

  static Ruling propose(Talk talk, Turn turn, Propose propose) {
    if (talk.matters().containsKey(propose.proposalId())) {
      return Answers.usedId(propose.proposalId());
    }
    if (propose.type().equals(ProposalType.SESSION_RULE)) {
      return ConsensusRules.rule(talk, turn, propose);
    }
    Optional<Matter.Call> call =
        propose.inReplyTo().flatMap(id -> talk.matter(id, Matter.Call.class));
    if (call.isPresent()) {
      return SealedCallRules.bid(talk, turn, propose, call.get());
    }
    return offer(
        talk,
        turn,
        new Proposal(
            propose.proposalId(),
            turn.origin(talk),
            Proposal.Kind.TALK,
            propose.terms(),
            propose.validUntil(),
            propose.firmness(),
            Proposal.Status.OPEN));
  }

  static Ruling counter(Talk talk, Turn turn, Counter counter) {
    Optional<Proposal> answered = answerable(talk, turn, counter.inReplyTo());
    if (answered.isEmpty()) {
      return notYours(counter.inReplyTo());
    }
    return counterTo(talk.with(answered.get().in(Proposal.Status.COUNTERED)), turn, counter);
  }

  /// Puts up the proposal that a COUNTER carries; what it rejects is settled before.
  static Ruling counterTo(Talk talk, Turn turn, Counter counter) {
    if (talk.matters().containsKey(counter.proposalId())) {
      return Answers.usedId(counter.proposalId());
    }
    return offer(
        talk,
        turn,
        new Proposal(
            counter.proposalId(),
            turn.origin(talk),
            Proposal.Kind.TALK,
            counter.terms(),
            counter.validUntil(),
            counter.firmness(),
            Proposal.Status.OPEN));
  }

  private static Ruling offer(Talk talk, Turn turn, Proposal proposal) {
    if (!proposal.alive(turn.at())) {
      return Ruling.denied(
          ErrorCode.TIMEOUT, "validUntil has passed: the offer would be void at once");
    }
    return Ruling.derived(talk.with(proposal));
  }

  static Ruling accept(Talk talk, Turn turn, Accept accept) {
    Optional<Matter.Vote> vote = ConsensusRules.onRule(talk, accept.reference().id());
    if (vote.isPresent()) {
      return Answers.hashDiffers(accept, vote.get().origin())
          .orElseGet(() -> ConsensusRules.cast(talk, turn, vote.get(), Tally.Choice.FOR));
    }
    Optional<Proposal> answered = answerable(talk, turn, accept.reference().id());
    if (answered.isEmpty()) {
      return notYours(accept.reference().id());
    }
    Optional<Ruling> wrongHash = Answers.hashDiffers(accept, answered.get().origin());
    if (wrongHash.isPresent()) {
      return wrongHash.get();
    }
    Talk accepted = talk.with(answered.get().acceptedBy(turn.principal()));
    return Ruling.stay(
        answered.get().firmness() == Firmness.FIRM
            ? owed(accepted, turn, answered.get())
            : accepted);
  }

  /// A firm offer was accepted: its maker owes the COMMIT that it carried.
  private static Talk owed(Talk talk, Turn turn, Proposal proposal) {
    Duration length = talk.opening().terms().length(TimerKey.FIRM);
    List<AgentUri> maker = List.of(proposal.origin().principal());
    Timer timer =
        new Timer(TimerKey.FIRM, turn.at().plus(length), turn.hash(), proposal.id(), 0, maker);
    return talk.timed(t -> t.with(timer));
  }

  /// A COMMIT that was owed after a firm offer stops the clock of that offer.
  static Talk deliversFirmOffer(Talk talk, Turn turn) {
    Talk out = talk;
    for (Timer timer : delivered(talk, turn)) {
      out = out.timed(t -> t.without(TimerKey.FIRM, timer.subject(), 0));
    }
    return out;
  }

  /// Who had accepted the firm offer that a COMMIT carries out.
  static Optional<AgentUri> owedTo(Talk talk, Turn turn) {
    return delivered(talk, turn).stream()
        .map(timer -> talk.matter(timer.subject(), Proposal.class))
        .flatMap(offer -> offer.flatMap(Proposal::acceptedBy).stream())
        .findFirst();
  }

  private static List<Timer> delivered(Talk talk, Turn turn) {
    return talk.timers().of(TimerKey.FIRM).stream()
        .filter(timer -> timer.waitedOn().contains(turn.principal()))
        .filter(timer -> carries(talk, timer.subject(), turn.envelope().body()))
        .toList();
  }

  private static boolean carries(Talk talk, String proposalId, JsonObject commitBody) {
    return talk.matter(proposalId, Proposal.class)
        .flatMap(p -> p.terms().object("commitment"))
        .filter(commitBody::equals)
        .isPresent();
  }

  static Ruling reject(Talk talk, Turn turn, Reject reject) {
    Optional<Matter.Vote> vote = ConsensusRules.onRule(talk, reject.reference().id());
    if (vote.isPresent()) {
      return ConsensusRules.cast(talk, turn, vote.get(), Tally.Choice.AGAINST);
    }
    return answerable(talk, turn, reject.reference().id())
        .map(p -> Ruling.stay(talk.with(p.in(Proposal.Status.REJECTED))))
        .orElseGet(() -> notYours(reject.reference().id()));
  }

  static Ruling withdraw(Talk talk, Turn turn, String proposalId) {
    Optional<Proposal> own =
        talk.matter(proposalId, Proposal.class)
            .filter(p -> p.alive(turn.at()) && p.origin().principal().equals(turn.principal()));
    if (own.isEmpty()) {
      return Ruling.badReference(proposalId, "no open proposal of yours");
    }
    if (own.get().kind() == Proposal.Kind.SEALED) {
      return SealedCallRules.withdraw(talk, turn, own.get());
    }
    Talk without =
        ConsensusRules.withdrawn(talk, proposalId)
            .with(own.get().in(Proposal.Status.WITHDRAWN))
            .timed(t -> t.without(TimerKey.RESPONSE, proposalId, 0));
    return Ruling.stay(without);
  }

  static Ruling query(Talk talk, Turn turn, Query query) {
    if (talk.matters().containsKey(query.queryId())) {
      return Answers.usedId(query.queryId());
    }
    return query
        .sealing()
        .map(asked -> SealedCallRules.call(talk, turn, query.queryId(), asked))
        .orElseGet(() -> Ruling.stay(talk.with(new Question(query.queryId(), turn.origin(talk)))));
  }

  /// CLARIFY may be about anything that was said in this session and has an id.
  static Ruling clarify(Talk talk, Clarify clarify) {
    return talk.matters().containsKey(clarify.referenceId())
        ? Ruling.stay(talk)
        : Ruling.badReference(clarify.referenceId(), "nothing in this session has that id");
  }

  /// An INFORM, of whatever kind, may answer a question of somebody else, and nothing else.
  static Optional<Ruling> unasked(Talk talk, Turn turn, Inform inform) {
    return inform
        .inReplyTo()
        .filter(
            id ->
                talk.matter(id, Question.class)
                    .filter(q -> turn.mayAnswer(talk, q.origin()))
                    .isEmpty())
        .map(id -> Ruling.badReference(id, "no question of somebody else's to you"));
  }

  static Optional<Proposal> answerable(Talk talk, Turn turn, String id) {
    return talk.matter(id, Proposal.class)
        .filter(p -> p.kind() == Proposal.Kind.TALK && p.alive(turn.at()))
        .filter(p -> turn.mayAnswer(talk, p.origin()));
  }

  private static Ruling notYours(String id) {
    return Ruling.badReference(id, "no open proposal that is yours to answer");
  }

  /// The part of a body that a budget looks at.
  static double declaredTokens(JsonObject body) {
    return body.object("usage")
        .map(usage -> usage.get("tokens") instanceof JsonNumber tokens ? tokens.value() : 0.0)
        .orElse(0.0);
  }

  static Instant responseDue(Talk talk, Turn turn, Duration asked) {
    Duration least = talk.opening().terms().maxResponseTime().orElse(TimerKey.RESPONSE.floor());
    return turn.at().plus(asked.compareTo(least) < 0 ? least : asked);
  }
}

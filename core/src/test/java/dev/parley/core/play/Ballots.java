package dev.parley.core.play;

import static dev.parley.core.play.Invariants.require;

import dev.parley.core.consensus.Tally.Choice;
import dev.parley.core.consensus.Tally.Outcome;
import dev.parley.core.message.Accept;
import dev.parley.core.message.Close;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Reference;
import dev.parley.core.message.Reject;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Matter.Vote;
import dev.parley.core.session.Matter.Vote.Asked;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts the votes once more, by the messages alone, and compares. For one session.
final class Ballots {
  /// Of each vote, what the organisations have said.
  private final Map<String, Map<String, Choice>> said = new HashMap<>();

  void accepted(SessionState before, Envelope envelope, SessionState after) {
    Talk talk = after.said().orElseThrow();
    String organisation =
        talk.participant(envelope.sender().agentId())
            .flatMap(p -> talk.participant(p.principal()))
            .flatMap(Participant::card)
            .map(card -> card.orgId())
            .orElse("");
    cast(before, envelope)
        .ifPresent(
            vote -> {
              Map<String, Choice> votes = said.computeIfAbsent(vote.id, _ -> new HashMap<>());
              require(
                  !votes.containsKey(organisation), "%s votes twice on %s", organisation, vote.id);
              votes.put(organisation, vote.choice);
            });
    for (Matter matter : talk.matters().values()) {
      if (matter instanceof Vote vote) {
        compare(vote, organisation, envelope.messageId().toString());
      }
    }
    closing(before, envelope, after, talk);
  }

  private record Cast(String id, Choice choice) {}

  private static Optional<Cast> cast(SessionState before, Envelope envelope) {
    return switch (envelope.message()) {
      case Accept accept -> vote(before, accept.reference()).map(id -> new Cast(id, Choice.FOR));
      case Reject reject ->
          vote(before, reject.reference())
              .map(
                  id ->
                      new Cast(
                          id,
                          reject.ballot() == Reject.Ballot.ABSTAIN
                              ? Choice.ABSTAIN
                              : Choice.AGAINST));
      default -> Optional.empty();
    };
  }

  /// The vote that an answer belongs to, whatever it names it by.
  private static Optional<String> vote(SessionState before, Reference reference) {
    return before.said().stream()
        .flatMap(talk -> talk.matters().values().stream())
        .filter(m -> m instanceof Vote vote && vote.status() == Vote.Status.OPEN)
        .map(Vote.class::cast)
        .filter(
            vote ->
                vote.id().equals(reference.id())
                    || switch (vote.asked()) {
                      case Asked.Closing _ -> false;
                      case Asked.Admission(String id) -> id.equals(reference.id());
                      case Asked.Rule(String id, _) -> id.equals(reference.id());
                    })
        .map(Vote::id)
        .findFirst();
  }

  private void compare(Vote vote, String organisation, String message) {
    Map<String, Choice> votes = said.computeIfAbsent(vote.id(), _ -> new HashMap<>());
    if (vote.id().equals(message) && vote.tally().electorate().contains(organisation)) {
      votes.put(organisation, Choice.FOR);
    }
    boolean counted = vote.tally().votes().equals(votes) || refusedByAnAuthority(votes, vote);
    require(counted, "%s counts %s, said was %s", vote.id(), vote.tally().votes(), votes);
    require(vote.tally().electorate().containsAll(votes.keySet()), "%s: strangers vote", vote.id());
    Outcome outcome = vote.tally().outcome();
    boolean fits =
        switch (vote.status()) {
          case OPEN -> outcome == Outcome.OPEN;
          case PASSED -> outcome == Outcome.PASSED;
          case FAILED -> outcome != Outcome.PASSED;
          case WITHDRAWN -> true;
        };
    require(fits, "%s is %s by %s", vote.id(), vote.status(), vote.tally());
  }

  /// Where an authority has said no, or has said nothing in time, the principal that asked it has
  /// voted so without a message of its own.
  private static boolean refusedByAnAuthority(Map<String, Choice> votes, Vote vote) {
    Map<String, Choice> more = new HashMap<>(vote.tally().votes());
    more.entrySet().removeAll(votes.entrySet());
    boolean only = more.values().stream().allMatch(Choice.AGAINST::equals);
    more.forEach(votes::put);
    return only && vote.tally().votes().equals(votes);
  }

  /// Three do not end a session because one of them says so.
  private static void closing(
      SessionState before, Envelope envelope, SessionState after, Talk talk) {
    boolean voted = envelope.message() instanceof Close || envelope.message() instanceof Accept;
    boolean three = before.said().filter(t -> t.principals().size() >= 3).isPresent();
    if (after instanceof SessionState.Closed && voted && three) {
      require(
          talk.matters().values().stream()
              .anyMatch(
                  m ->
                      m instanceof Vote vote
                          && vote.asked() instanceof Asked.Closing
                          && vote.status() == Vote.Status.PASSED),
          "closed without a vote by %s",
          envelope);
    }
  }
}

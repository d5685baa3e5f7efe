package dev.parley.core.consensus;

import dev.parley.core.message.ConsensusRule;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The votes for one transition (protocol section 8): who may vote is fixed when it is asked for,
/// each organisation has one vote, and a first vote stands. Silence is neither yes nor no; who
/// abstains counts for neither side and stays in the denominator. Immutable.
///
/// @param rule what it takes
/// @param electorate the organisations that may vote
/// @param votes what they said so far
public record Tally(ConsensusRule rule, Set<String> electorate, Map<String, Choice> votes) {

  /// What an organisation says.
  public enum Choice {
    /// Yes.
    FOR,
    /// No.
    AGAINST,
    /// Neither, said openly.
    ABSTAIN
  }

  /// What follows from the votes so far.
  public enum Outcome {
    /// Nothing yet.
    OPEN,
    /// It has passed.
    PASSED,
    /// It has failed, or cannot pass any more.
    FAILED
  }

  /// Copies, in order.
  public Tally {
    electorate = Collections.unmodifiableSet(new TreeSet<>(electorate));
    votes = Collections.unmodifiableMap(new TreeMap<>(votes));
  }

  /// Nobody has voted.
  ///
  /// @param rule what it takes
  /// @param electorate the organisations that may vote
  /// @return an empty tally
  public static Tally of(ConsensusRule rule, Set<String> electorate) {
    return new Tally(rule, electorate, Map.of());
  }

  /// What an organisation has said.
  ///
  /// @param organisation its id
  /// @return nothing if it is silent
  public Optional<Choice> of(String organisation) {
    return Optional.ofNullable(votes.get(organisation));
  }

  /// Whether an organisation may still vote.
  ///
  /// @param organisation its id
  /// @return false for a stranger, and for who has voted
  public boolean awaits(String organisation) {
    return electorate.contains(organisation) && !votes.containsKey(organisation);
  }

  /// Counts a vote.
  ///
  /// @param organisation one that may still vote
  /// @param choice what it says
  /// @return a new tally
  /// @throws IllegalArgumentException when it may not
  public Tally with(String organisation, Choice choice) {
    if (!awaits(organisation)) {
      throw new IllegalArgumentException(organisation + " has no vote left");
    }
    Map<String, Choice> all = new TreeMap<>(votes);
    all.put(organisation, choice);
    return new Tally(rule, electorate, all);
  }

  /// What follows. A veto is a right to speak before anything passes, not a race: while somebody
  /// who has one is silent, nothing passes.
  ///
  /// @return the outcome
  public Outcome outcome() {
    boolean vetoed =
        rule.veto().stream().anyMatch(org -> of(org).filter(Choice.AGAINST::equals).isPresent());
    long all = weight(electorate);
    long yes = 0;
    long spent = 0;
    for (Map.Entry<String, Choice> vote : votes.entrySet()) {
      long weight = rule.weight(vote.getKey());
      yes += vote.getValue() == Choice.FOR ? weight : 0;
      spent += weight;
    }
    if (vetoed || !rule.passes(yes + all - spent, all)) {
      return Outcome.FAILED;
    }
    boolean heard = rule.veto().stream().noneMatch(this::awaits);
    return heard && rule.passes(yes, all) ? Outcome.PASSED : Outcome.OPEN;
  }

  private long weight(Set<String> organisations) {
    long sum = 0;
    for (String organisation : organisations) {
      sum += rule.weight(organisation);
    }
    return sum;
  }
}

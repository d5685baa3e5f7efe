package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionTerms;
import java.util.Optional;

/// How often one principal spoke in a row, and how many rounds there were (protocol section 3,
/// order; section 8, impasse). Immutable.
///
/// @param speaker the principal that spoke last, its delegates included
/// @param inARow how many limited messages it appended since another principal spoke
/// @param rounds how many PROPOSE and COUNTER there were
/// @param progress whether the numbers in them still move
record Turns(Optional<AgentUri> speaker, int inARow, int rounds, Progress progress) {
  /// The most limited messages that a principal may append in a row.
  static final int MOST_IN_A_ROW = 8;

  static final Turns NONE = new Turns(Optional.empty(), 0, 0, Progress.NONE);

  boolean exhausted(AgentUri principal) {
    return speaker.filter(principal::equals).isPresent() && inARow >= MOST_IN_A_ROW;
  }

  Turns spoken(AgentUri principal, Weight weight) {
    int before = speaker.filter(principal::equals).isPresent() ? inARow : 0;
    return new Turns(
        Optional.of(principal), before + (weight == Weight.LIMITED ? 1 : 0), rounds, progress);
  }

  /// Counts a PROPOSE or COUNTER of the one that spoke last.
  Turns round(SessionTerms agreed, JsonObject proposed) {
    AgentUri principal = speaker.orElseThrow();
    return new Turns(
        speaker, inARow, rounds + 1, progress.after(principal, agreed.progressPaths(), proposed));
  }

  /// Whether there were as many rounds as the terms allow, or as many as they allow without a move.
  boolean atImpasse(SessionTerms agreed) {
    return agreed.maxRounds().filter(most -> rounds >= most).isPresent()
        || agreed.noProgressRounds().filter(most -> progress.still() >= most).isPresent();
  }

  /// Whether a message counts towards the limit.
  enum Weight {
    LIMITED,
    FREE
  }
}

package dev.parley.bench.trust;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The scores of all agents at one moment, as the wire has them: T, all components, the bound,
/// effective counterparties and what else stands beside it.
///
/// @param at when
/// @param scores by the numbers of the agents
record Snapshot(Instant at, List<JsonObject> scores) {
  Snapshot {
    scores = List.copyOf(scores);
  }

  /// How many agents have broken a promise by a final verdict.
  int convicted() {
    return Math.toIntExact(scores.stream().filter(score -> score.has("lastBreach")).count());
  }

  /// The first difference of scores that a node serves from these.
  ///
  /// @param served what a node says at the same moment; it may say more
  /// @return nothing when every member that is here is there, with the same value
  Optional<String> difference(Snapshot served) {
    if (!at.equals(served.at) || scores.size() != served.scores.size()) {
      return Optional.of(
          scores.size() + " scores at " + at + ", " + served.scores.size() + " at " + served.at);
    }
    for (int agent = 0; agent < scores.size(); agent++) {
      for (String member : scores.get(agent).names()) {
        JsonValue here = scores.get(agent).get(member);
        JsonValue there = served.scores.get(agent).get(member);
        if (here == null || !here.equals(there)) {
          return Optional.of(
              "agent %d at %s, %s: in memory %s, at the node %s"
                  .formatted(agent, at, member, here, there));
        }
      }
    }
    return Optional.empty();
  }
}

package dev.parley.cli;

import dev.parley.core.identity.Hash;
import java.nio.file.Path;
import java.util.List;

/// What came of a story of the demo.
///
/// @param node the hash of the node's card, by which its transcript can be pinned
/// @param asTold whether everything came out as it was told
/// @param proofs what the node says of agents, to be computed again
record StoryOutcome(Hash node, boolean asTold, List<Proof> proofs) {

  StoryOutcome {
    proofs = List.copyOf(proofs);
  }

  /// A score of the node and what it follows from.
  ///
  /// @param name of the agent, for people
  /// @param file the evidence
  /// @param served the score, 0 to 100
  record Proof(String name, Path file, double served) {}
}

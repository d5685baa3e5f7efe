package dev.parley.console.agents;

import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that a page shows of an agent.
///
/// @param agent the agent
/// @param papers who it says it is
/// @param repute its score
/// @param history how its score came to be; nothing where there is too much evidence for a page
/// @param received who stands up for it
/// @param given for whom it stands up
/// @param conduct what it did, for those in whose scope it is
/// @param purse its money, for who runs the node
/// @param sees whose agents the reader answers for
public record Portrait(
    AgentUri agent,
    Papers papers,
    Repute repute,
    Optional<ScoreHistory> history,
    Backing received,
    Backing given,
    Optional<Conduct> conduct,
    Optional<Purse> purse,
    String sees) {

  /// Endorsements.
  ///
  /// @param each the first of them
  /// @param more whether there are more
  public record Backing(List<Word> each, boolean more) {}

  /// An endorsement.
  ///
  /// @param other the other agent
  /// @param at since when
  /// @param statement what was said with it; perhaps nothing
  public record Word(AgentUri other, Instant at, String statement) {
    /// The other agent.
    ///
    /// @return such as `acme.example/buyer`
    public String brief() {
      return Plain.agent(other);
    }

    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return AgentPages.path(other.text());
    }
  }

  /// Its address.
  ///
  /// @return such as `acme.example/buyer`
  public String brief() {
    return Plain.agent(agent);
  }
}

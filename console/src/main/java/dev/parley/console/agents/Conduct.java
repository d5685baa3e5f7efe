package dev.parley.console.agents;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.words.EvidenceWords;
import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import java.util.List;
import java.util.OptionalLong;

/// What an agent did, for those in whose scope it is.
///
/// @param agent the agent
/// @param dealings with whom it dealt
/// @param all whether that is all of it; else it is the newest only
/// @param evidence pieces, the newest first
/// @param next where the next page of them begins, if there is one
public record Conduct(
    AgentUri agent, Dealings dealings, boolean all, List<Piece> evidence, OptionalLong next) {
  /// How many pieces a page lists.
  static final int LISTED = 100;

  /// A piece of evidence.
  ///
  /// @param evidence what it says
  public record Piece(Evidence evidence) {
    /// What it says about the agent.
    ///
    /// @return a sentence without its subject
    public String sentence() {
      return EvidenceWords.sentence(evidence);
    }

    /// The class of its mark.
    ///
    /// @return a word
    public String look() {
      return EvidenceWords.mood(evidence).look();
    }

    /// Who was on the other side.
    ///
    /// @return such as `acme.example/buyer`
    public String other() {
      return Plain.agent(evidence.origin().counterparty());
    }

    /// Where that one is shown.
    ///
    /// @return a path
    public String href() {
      return AgentPages.path(evidence.origin().counterparty().text());
    }

    /// What it was about.
    ///
    /// @return a capability, or empty
    public String about() {
      return Plain.text(evidence.origin().capability());
    }
  }

  /// Where its sessions are listed.
  ///
  /// @return a path with a query
  public String sessionsHref() {
    return Frame.Place.SESSIONS.href() + "?agent=" + Site.part(Plain.agent(agent));
  }

  /// Where older evidence is.
  ///
  /// @return a path with a query
  public String olderHref() {
    return AgentPages.path(agent.text()) + "?before=" + next.orElse(0) + "#evidence";
  }
}

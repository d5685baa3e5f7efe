package dev.parley.console.learning;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import java.util.List;
import java.util.Optional;

/// What a page about learning shows.
///
/// @param agent whose sessions are looked at, as it was typed
/// @param last of how many sessions, the newest
/// @param choices agents that may be chosen
/// @param lesson the report, if one was asked for and made
/// @param trouble why there is none, if one was asked for
public record LearnView(
    String agent,
    int last,
    List<AgentUri> choices,
    Optional<Lesson> lesson,
    Optional<String> trouble) {
  /// How many sessions a report may be made of.
  ///
  /// @return the fewest first
  public List<Integer> sizes() {
    return LearnPages.SIZES;
  }

  /// Where a report about an agent is.
  ///
  /// @param chosen the agent
  /// @return a path with a query
  public String href(AgentUri chosen) {
    return Frame.Place.LEARN.href() + "?agent=" + Site.part(Plain.agent(chosen)) + "&last=" + last;
  }

  /// An agent without the scheme.
  ///
  /// @param chosen the agent
  /// @return such as `acme.example/buyer`
  public String brief(AgentUri chosen) {
    return Plain.agent(chosen);
  }
}

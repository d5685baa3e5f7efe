package dev.parley.console.page;

import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.store.Reach;
import java.util.Optional;

/// Whose sessions, escalations or disputes are looked for in a list: an agent, with or without its
/// scheme, or an organisation's domain.
///
/// @param typed what was typed, stripped; empty where it was longer than any agent is
/// @param reach whose they are; everybody's where nothing was typed, nothing where it is neither
public record Sought(String typed, Optional<Reach> reach) {
  private static final int TYPED_MAX = 300;

  /// Reads the field `agent` of a filter.
  ///
  /// @param visit the request
  /// @return what is looked for
  public static Sought of(Visit visit) {
    String typed = visit.call().parameter("agent").map(String::strip).orElse("");
    return typed.length() > TYPED_MAX
        ? new Sought("", Optional.empty())
        : new Sought(typed, typed.isEmpty() ? Optional.of(new Reach.Everybody()) : reach(typed));
  }

  private static Optional<Reach> reach(String typed) {
    String bare = Plain.agent(typed);
    return bare.contains("/")
        ? AgentUri.parse("agent://" + bare).map(agent -> Reach.ofAgent(agent.text()))
        : AgentUri.parse("agent://" + bare + "/x").map(_ -> Reach.ofOrganisation(bare));
  }

  /// What is wrong with what was typed.
  ///
  /// @return a sentence; nothing where it is as it should be
  public Optional<String> fault() {
    return reach.isPresent()
        ? Optional.empty()
        : Optional.of("Neither an agent (agent://acme.example/buyer) nor a domain.");
  }
}

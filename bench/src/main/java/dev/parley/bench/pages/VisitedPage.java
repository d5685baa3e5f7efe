package dev.parley.bench.pages;

import java.util.function.Function;

/// The pages that are measured. What an agent may learn is not among them: it is a report of at
/// most a thousand sessions, made when it is asked for.
@SuppressWarnings("ImmutableEnumChecker") // Its functions keep nothing.
public enum VisitedPage {
  /// How the node is doing.
  OVERVIEW("Overview", _ -> ""),
  /// The newest sessions.
  SESSIONS("Sessions, the newest", _ -> "/sessions"),
  /// A page further on.
  SESSIONS_DEEP("Sessions, a page further on", at -> "/sessions?before=" + at.older()),
  /// Those in a state in which all are.
  SESSIONS_OF_STATE("Sessions, conversing", _ -> "/sessions?state=CONVERSING"),
  /// Those in a state in which none is.
  SESSIONS_OF_NO_STATE("Sessions, failed: none", _ -> "/sessions?state=FAILED"),
  /// Those of one agent.
  SESSIONS_OF_AGENT("Sessions of one agent", at -> "/sessions?agent=" + at.agent()),
  /// Those of nobody.
  SESSIONS_OF_NOBODY("Sessions of nobody", _ -> "/sessions?agent=nobody.example"),
  /// One with its conversation.
  SESSION("A session", at -> "/sessions/" + at.newest()),
  /// One of its messages.
  MESSAGE("A message", at -> "/sessions/" + at.newest() + "/messages/0"),
  /// The agents with the highest scores.
  AGENTS("Agents", _ -> "/agents"),
  /// One with its record.
  AGENT("An agent", at -> "/agents/" + at.agent()),
  /// What waits for people.
  ESCALATIONS("Escalations", _ -> "/escalations"),
  /// Disputes.
  DISPUTES("Disputes", _ -> "/disputes");

  private final String title;
  private final Function<Landmarks, String> path;

  VisitedPage(String title, Function<Landmarks, String> path) {
    this.title = title;
    this.path = path;
  }

  /// What the node has, as far as paths need it.
  ///
  /// @param newest the id of the newest session
  /// @param older an id some pages further on
  /// @param agent an agent, as one part of a path
  record Landmarks(String newest, String older, String agent) {}

  /// How it is called.
  ///
  /// @return in words
  public String title() {
    return title;
  }

  String path(Landmarks at) {
    return "/console" + path.apply(at);
  }
}

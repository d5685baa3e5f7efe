package dev.parley.cli.scenarios;

import java.util.List;

/// What is said in one session, and what the node makes of it.
///
/// @param name the name of its file, without the ending
/// @param title the rule that it shows
/// @param steps one after the other
record Script(String name, String title, List<Step> steps) {
  Script {
    steps = List.copyOf(steps);
  }

  @Override
  public String toString() {
    return name + ": " + title;
  }
}

package dev.parley.cli.scenarios;

import java.time.Duration;
import java.util.List;

/// One step of a script.
sealed interface Step {
  /// Where it stands, for people.
  String where();

  /// Somebody says something.
  ///
  /// @param body text of a JSON object in which names still stand for values
  record Says(
      String where,
      String who,
      String performative,
      String body,
      List<Clause> clauses,
      Expected expected)
      implements Step {
    public Says {
      clauses = List.copyOf(clauses);
    }
  }

  /// Somebody sends the bytes of a message once more.
  record Again(String where, String who, String message, Expected expected) implements Step {}

  /// The steward says something by itself; its body has at least these members.
  record Steward(
      String where, String performative, String body, List<Clause> clauses, Expected expected)
      implements Step {
    public Steward {
      clauses = List.copyOf(clauses);
    }
  }

  /// Time passes.
  record Passes(String where, Duration time) implements Step {}
}

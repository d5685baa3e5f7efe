package dev.parley.cli.scenarios;

import dev.parley.cli.rules.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads scripts in the form that `scenarios/README.md` describes.
final class ScriptReader {
  static final String ENDING = ".scenario";

  private static final String STEWARD = "steward";
  private static final Pattern INCLUDE = Pattern.compile("include (\\S+)");
  private static final Pattern PASS = Pattern.compile("pass (\\d+) s");
  private static final Pattern AGAIN = Pattern.compile("(\\w+) again (\\S+)");
  private static final Pattern SAYS = Pattern.compile("(\\w+) ([A-Z]+) (\\{.*)");

  private final Checkout checkout;
  private final Path folder;

  ScriptReader(Checkout checkout) {
    this.checkout = checkout;
    this.folder = checkout.root().resolve("scenarios");
  }

  /// All scripts, by name.
  List<Script> all() {
    return checkout.files(ENDING).stream()
        .filter(file -> folder.equals(file.getParent()))
        .map(file -> script(name(file), checkout.read(file)))
        .toList();
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /// Reads one.
  ///
  /// @throws IllegalArgumentException naming the line that is none
  Script script(String name, String text) {
    if (!text.startsWith("# ")) {
      throw new IllegalArgumentException(name + ":1: a script begins with # and its rule");
    }
    String title = text.substring(2, text.indexOf('\n')).strip();
    return new Script(name, title, steps(name, text));
  }

  private List<Step> steps(String name, String text) {
    List<Step> steps = new ArrayList<>();
    List<ScriptLine> lines = ScriptLine.of(name, text);
    for (int at = 0; at < lines.size(); ) {
      ScriptLine head = lines.get(at++);
      List<ScriptLine> clauses = new ArrayList<>();
      while (at < lines.size() && lines.get(at).isClause()) {
        clauses.add(lines.get(at++));
      }
      steps.addAll(step(head, clauses));
    }
    return steps;
  }

  private List<Step> step(ScriptLine head, List<ScriptLine> clauses) {
    Matcher include = head.match(INCLUDE);
    if (include.matches()) {
      Path part = folder.resolve("parts").resolve(include.group(1) + ENDING);
      return steps("parts/" + include.group(1), checkout.read(part));
    }
    Matcher pass = head.match(PASS);
    if (pass.matches()) {
      return List.of(
          new Step.Passes(head.where(), Duration.ofSeconds(Long.parseLong(pass.group(1)))));
    }
    if (clauses.isEmpty()) {
      throw head.wrong("a step ends with = and what is expected");
    }
    Expected expected = clauses.getLast().expected();
    List<Clause> said =
        clauses.subList(0, clauses.size() - 1).stream().map(ScriptLine::clause).toList();
    return List.of(said(head, said, expected));
  }

  private static Step said(ScriptLine head, List<Clause> clauses, Expected expected) {
    Matcher again = head.match(AGAIN);
    if (again.matches() && clauses.isEmpty()) {
      return new Step.Again(head.where(), again.group(1), again.group(2), expected);
    }
    Matcher says = head.match(SAYS);
    if (!says.matches()) {
      throw head.wrong("no step");
    }
    String who = says.group(1);
    boolean named = clauses.stream().allMatch(Clause.Name.class::isInstance);
    if (who.equals(STEWARD) && !named) {
      throw head.wrong("what the steward says comes from the node");
    }
    return who.equals(STEWARD)
        ? new Step.Steward(head.where(), says.group(2), says.group(3), clauses, expected)
        : new Step.Says(head.where(), who, says.group(2), says.group(3), clauses, expected);
  }
}

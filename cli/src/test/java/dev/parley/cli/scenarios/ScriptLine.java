package dev.parley.cli.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a script, with what continues it.
///
/// @param file the script
/// @param number the line, from 1
/// @param isClause whether it belongs to the step before it
/// @param text what it says
record ScriptLine(String file, int number, boolean isClause, String text) {
  private static final String CLAUSE = "  ";
  private static final String MORE = "    ";
  private static final Pattern STATE = Pattern.compile("= accepted ([A-Z]+)");
  private static final Pattern CODE = Pattern.compile("= ([a-z_]+)(?: ([A-Z]+))?");

  static List<ScriptLine> of(String file, String text) {
    List<ScriptLine> out = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(MORE) && !out.isEmpty()) {
        out.add(out.removeLast().with(line.strip()));
      } else {
        out.add(new ScriptLine(file, number, line.startsWith(CLAUSE), line.strip()));
      }
    }
    return out;
  }

  private ScriptLine with(String more) {
    return new ScriptLine(file, number, isClause, text + " " + more);
  }

  String where() {
    return file + ":" + number;
  }

  Matcher match(Pattern pattern) {
    return pattern.matcher(text);
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(where() + ": " + why + ": " + text);
  }

  Expected expected() {
    Matcher state = match(STATE);
    if (state.matches()) {
      return new Expected.Accepted(state.group(1));
    }
    Matcher code = match(CODE);
    if (!code.matches()) {
      throw wrong("a step ends with = and what is expected");
    }
    return code.group(1).equals("same")
        ? new Expected.Same()
        : new Expected.Refused(code.group(1), Optional.ofNullable(code.group(2)));
  }

  Clause clause() {
    String[] words = text.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "name" -> new Clause.Name(rest);
      case "for" -> new Clause.Sending.For(rest);
      case "by" -> new Clause.Sending.By(rest);
      case "to" -> new Clause.Writing.To(rest);
      case "put" -> new Clause.Writing.Put(first(rest), second(rest));
      case "drop" -> new Clause.Writing.Drop(rest);
      case "claim" -> new Clause.Writing.Claim(first(rest), second(rest));
      case "signed-by" -> new Clause.Writing.SignedBy(rest);
      case "proved-by" -> new Clause.Writing.ProvedBy(rest);
      case "alter" -> new Clause.Damage.Alter(first(rest), second(rest));
      case "flip" -> new Clause.Damage.Flip(rest);
      case "pad" -> new Clause.Damage.Pad(Integer.parseInt(rest));
      case "cut" -> new Clause.Damage.Cut();
      case "twice" -> new Clause.Damage.Twice(rest);
      case "instead" -> new Clause.Damage.Instead(rest);
      default -> throw wrong("no clause");
    };
  }

  private String first(String both) {
    return both.split(" ", 2)[0];
  }

  private String second(String both) {
    String[] parts = both.split(" ", 2);
    if (parts.length < 2) {
      throw wrong("a value is missing");
    }
    return parts[1];
  }
}

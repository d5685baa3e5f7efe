package dev.parley.cli;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// What came of a command line that was typed, run in this process.
///
/// @param code the exit code
/// @param out what stood on standard output
/// @param err what stood on standard error
record Typed(int code, String out, String err) {

  static Typed parley(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Parley.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(args);
    return new Typed(code, out.toString(), err.toString());
  }

  /// The same, which has to succeed.
  static Typed ok(String... args) {
    Typed typed = parley(args);
    if (typed.code != 0) {
      throw new AssertionError(String.join(" ", args) + ": " + typed);
    }
    return typed;
  }

  /// Standard output as what `--json` promises: one object a line.
  List<JsonObject> objects() {
    return objects(out);
  }

  static List<JsonObject> objects(String text) {
    List<JsonObject> objects = new ArrayList<>();
    for (String line : text.lines().toList()) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (!(StrictJson.read(bytes, JsonLimits.MESSAGE)
          instanceof Parsed.Value(JsonObject object, _))) {
        throw new AssertionError("not an object on one line: " + line);
      }
      objects.add(object);
    }
    return objects;
  }
}

package dev.parley.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.Parley;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/// Command lines that are typed, run in this process, with some options at the end of each.
final class Typing {
  private final List<String> options;

  Typing(String... options) {
    this.options = List.of(options);
  }

  private String typed(int expected, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(options);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Parley.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    assertThat(code).as("%s: %s%s", all, out, err).isEqualTo(expected);
    return out.toString();
  }

  String ok(String... arguments) {
    return typed(Parley.SUCCESS, arguments);
  }

  String failed(String... arguments) {
    return typed(Parley.FAILURE, arguments);
  }
}

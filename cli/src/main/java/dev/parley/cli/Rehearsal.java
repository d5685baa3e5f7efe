package dev.parley.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;

/// The run that the launcher makes once after a build, so that the JVM can note which classes the
/// usual commands load and start from that note afterwards (JEP 514). What it runs leaves nothing
/// behind.
final class Rehearsal {

  private static final List<List<String>> COMMANDS =
      List.of(List.of("--version"), List.of("--help"), List.of("completion"));

  private Rehearsal() {}

  /// Runs each of the usual commands once, their output discarded.
  ///
  /// @param args ignored
  public static void main(String[] args) {
    for (List<String> command : COMMANDS) {
      CommandLine line = Parley.commandLine();
      line.setOut(new PrintWriter(Writer.nullWriter()));
      line.setErr(new PrintWriter(Writer.nullWriter()));
      int code = line.execute(command.toArray(String[]::new));
      if (code != Parley.SUCCESS) {
        throw new IllegalStateException(
            "parley " + String.join(" ", command) + " ended with " + code);
      }
    }
  }
}

package dev.parley.cli;

import java.io.Console;
import java.util.List;

/// Which of the standard streams somebody is looking at. The launcher knows and says so in the
/// system property `parley.terminal` (a list of `out` and `err`); without it the JVM's own console
/// answers for both.
final class Terminal {
  private static final String PROPERTY = "parley.terminal";

  private Terminal() {}

  /// A standard stream that a command writes to.
  enum Stream {
    OUT("out"),
    ERR("err");

    private final String word;

    Stream(String word) {
      this.word = word;
    }
  }

  /// Whether a stream ends at a terminal, so that colours and lines written over make sense.
  @SuppressWarnings("SystemConsoleNull") // It is null again where streams are redirected (JDK 25).
  static boolean shows(Stream stream) {
    String said = System.getProperty(PROPERTY);
    if (said != null) {
      return List.of(said.split(",", -1)).contains(stream.word);
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Whether a stream takes colours: a terminal that is not a dumb one, and nobody said no
  /// (no-color.org: any value but the empty one).
  static boolean takesColours(Stream stream) {
    String no = System.getenv("NO_COLOR");
    return shows(stream) && (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }
}

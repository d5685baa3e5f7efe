package dev.parley.bench;

import dev.parley.bench.trust.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Shows on a terminal how far a long run is and how long it may still take; elsewhere a line for
/// each thing that begins, and one a minute. Thread-safe.
final class ProgressBar implements Progress {
  private static final int WIDTH = 30;
  private static final Duration SOMETIMES = Duration.ofMinutes(1);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean drawn;
  private final int steps;
  private final long start = System.nanoTime();
  private int done;
  private String now = "";
  private Duration said = Duration.ZERO;

  /// Begins.
  ///
  /// @param out where to show it
  /// @param steps how many steps there are
  /// @param drawn whether there is a terminal, on which a line can be drawn anew
  ProgressBar(PrintStream out, int steps, boolean drawn) {
    this.out = out;
    this.steps = steps;
    this.drawn = drawn;
  }

  /// On the terminal of this process, if it has one.
  static ProgressBar of(int steps) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new ProgressBar(System.err, steps, terminal);
  }

  @Override
  public synchronized void at(String what) {
    now = what;
    show();
  }

  @Override
  public synchronized void step() {
    done++;
    if (drawn || elapsed().minus(said).compareTo(SOMETIMES) > 0) {
      show();
    }
  }

  private void show() {
    said = elapsed();
    if (drawn) {
      draw();
    } else {
      out.printf(Locale.ROOT, "%d of %d, %s, %s ...%n", done, steps, time(said), now);
    }
  }

  /// Takes the line away.
  synchronized void end() {
    if (drawn) {
      out.print(CLEAR);
    }
    out.printf(Locale.ROOT, "%d steps in %s%n", done, time(elapsed()));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void draw() {
    int filled = steps == 0 ? WIDTH : Math.min(WIDTH, WIDTH * done / steps);
    String left =
        done == 0 ? "?" : time(elapsed().multipliedBy(Math.max(0, steps - done)).dividedBy(done));
    out.printf(
        Locale.ROOT,
        "%s[%s%s] %d/%d, %s, left %s: %s",
        CLEAR,
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        done,
        steps,
        time(elapsed()),
        left,
        now);
    out.flush();
  }

  private static String time(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}

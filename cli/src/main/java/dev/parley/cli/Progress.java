package dev.parley.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// One line on a terminal that says how far something is. It appears after a second, is written
/// over ten times a second at most, and is gone when closed. For one thread.
public final class Progress implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(100);
  private static final int BAR = 24;

  private final PrintWriter terminal;
  private final Visibility visibility;
  private final String what;
  private final long start = System.nanoTime();
  private long due = start + PATIENCE.toNanos();
  private boolean drawn;

  private enum Visibility {
    SHOWN,
    HIDDEN
  }

  private Progress(PrintWriter terminal, Visibility visibility, String what) {
    this.terminal = terminal;
    this.visibility = visibility;
    this.what = what;
  }

  /// A line that is shown.
  ///
  /// @param terminal where
  /// @param what it is about, a word or two
  /// @return nothing is written yet
  public static Progress on(PrintWriter terminal, String what) {
    return new Progress(terminal, Visibility.SHOWN, what);
  }

  /// A line that is not shown.
  ///
  /// @return writes nothing
  public static Progress silent() {
    return new Progress(new PrintWriter(java.io.Writer.nullWriter()), Visibility.HIDDEN, "");
  }

  /// Says how much is done; cheap enough to be called often.
  ///
  /// @param done how much of it, from 0
  /// @param total how much there is, or 0 if nobody knows
  /// @param detail a few words more, for example a rate
  public void at(long done, long total, String detail) {
    long now = System.nanoTime();
    if (visibility == Visibility.HIDDEN || now - due < 0) {
      return;
    }
    due = now + PACE.toNanos();
    drawn = true;
    terminal.print("\r" + line(done, total, detail, now - start) + "\033[K");
    terminal.flush();
  }

  private String line(long done, long total, String detail, long nanos) {
    String seconds = String.format(Locale.ROOT, "%d s", nanos / 1_000_000_000);
    if (total <= 0) {
      return what + "  " + seconds + "  " + detail;
    }
    double part = Math.clamp((double) done / total, 0, 1);
    int full = (int) (part * BAR);
    String bar = "#".repeat(full) + ".".repeat(BAR - full);
    return String.format(
        Locale.ROOT, "%s  [%s] %3.0f %%  %s  %s", what, bar, part * 100, seconds, detail);
  }

  @Override
  public void close() {
    if (drawn) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }
}

package dev.parley.cli;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar on the terminal for files that take a while; silent for small files and where
/// nobody watches.
final class VerifyProgress implements AutoCloseable {
  private static final long WORTH_A_BAR_BYTES = 4L << 20;

  private final @Nullable ProgressBar bar;

  private VerifyProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static VerifyProgress of(long bytes) {
    boolean watched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    if (!watched || bytes < WORTH_A_BAR_BYTES) {
      return new VerifyProgress(null);
    }
    return new VerifyProgress(
        new ProgressBarBuilder()
            .setTaskName("verifying")
            .setInitialMax(bytes)
            .setUnit(" MB", 1 << 20)
            .setStyle(ProgressBarStyle.ASCII)
            .clearDisplayOnFinish()
            .build());
  }

  void at(long bytes, long messages) {
    if (bar != null) {
      bar.stepTo(bytes);
      bar.setExtraMessage(messages + " messages");
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

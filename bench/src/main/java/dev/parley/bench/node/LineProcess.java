package dev.parley.bench.node;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A process that speaks line by line over its standard streams, and ends when its input does. It
/// is ended when closed, and after ten minutes in any case. Not thread-safe.
public final class LineProcess implements AutoCloseable {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private LineProcess(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Starts a process. What it says of itself is dropped.
  ///
  /// @param command program and arguments
  /// @return the process
  public static LineProcess start(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      Executor later = CompletableFuture.delayedExecutor(LIFE.toSeconds(), TimeUnit.SECONDS);
      later.execute(process::destroyForcibly);
      return new LineProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /// Tells it something.
  ///
  /// @param line without a line end
  public void say(String line) {
    try {
      in.write(line);
      in.write('\n');
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it says next.
  ///
  /// @return the line
  /// @throws IllegalStateException when it has ended
  public String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("a process has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException _) {
      // It has ended already.
    }
    try {
      if (!process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

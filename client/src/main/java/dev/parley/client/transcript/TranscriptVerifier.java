package dev.parley.client.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Verifier;
import dev.parley.core.transcript.Finding;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.transcript.TranscriptReplay.Checked;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Verifies a transcript from a stream with bounded memory: signatures are checked on all cores,
/// batch by batch, and replayed in order. Immutable; each call stands alone. Protocol section 3,
/// verifying.
public final class TranscriptVerifier {
  private static final int BATCH = 64;

  private final Verifier verifier;
  private final int threads;

  /// Makes a verifier.
  ///
  /// @param verifier checks signatures; thread-safe
  /// @param threads how many threads check signatures, at least 1
  public TranscriptVerifier(Verifier verifier, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed");
    }
    this.verifier = verifier;
    this.threads = threads;
  }

  /// Hears how far it is.
  @FunctionalInterface
  public interface Progress {
    /// Called now and then, on the calling thread.
    ///
    /// @param bytes how many bytes were read
    /// @param messages how many messages hold
    void at(long bytes, long messages);
  }

  /// Verifies one transcript.
  ///
  /// @param in the file, read to its end or to the first finding; not closed
  /// @param pin what is known of the node
  /// @param progress hears how far it is
  /// @return what the file proves
  /// @throws IOException if reading fails
  public Verdict verify(InputStream in, Pin pin, Progress progress) throws IOException {
    return verify(in, pin, progress, _ -> {});
  }

  /// Verifies one transcript, and tells its messages.
  ///
  /// @param in the file, read to its end or to the first finding; not closed
  /// @param pin what is known of the node
  /// @param progress hears how far it is
  /// @param heard hears each message that holds, in order, on the calling thread
  /// @return what the file proves
  /// @throws IOException if reading fails
  public Verdict verify(
      InputStream in, Pin pin, Progress progress, Consumer<TranscriptLine.Message> heard)
      throws IOException {
    long start = System.nanoTime();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads, this::worker)) {
      TranscriptReplay replay = new TranscriptReplay(verifier);
      Run run =
          new Run(
              replay,
              new LineReader(in, TranscriptLine.LIMITS.maxBytes()),
              workers,
              progress,
              heard);
      Optional<Finding> finding = run.whole();
      workers.shutdownNow();
      return verdict(replay, finding, pin, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Thread worker(Runnable task) {
    Thread thread = new Thread(task, "transcript-verifier");
    thread.setDaemon(true);
    return thread;
  }

  private static Verdict verdict(
      TranscriptReplay replay, Optional<Finding> finding, Pin pin, Duration elapsed) {
    Optional<AgentUri> node = replay.opening().map(TranscriptLine.Header::node);
    List<AgentCard> ofNode = node.map(replay.cards()::of).orElse(List.of());
    Verdict.Anchor anchor =
        pin instanceof Pin.None
            ? Verdict.Anchor.NOT_GIVEN
            : ofNode.stream().anyMatch(pin::fits) ? Verdict.Anchor.MATCHES : Verdict.Anchor.DIFFERS;
    return new Verdict(
        finding,
        replay.opening(),
        replay.state(),
        replay.messages(),
        finding.isPresent() ? Optional.empty() : replay.ended(),
        replay.cards().all(),
        replay.cards().unproven(),
        anchor,
        replay.money(),
        replay.evidence(),
        replay.ratings(),
        elapsed);
  }

  /// One pass through a file.
  private final class Run {
    private final TranscriptReplay replay;
    private final LineReader lines;
    private final ExecutorService workers;
    private final Progress progress;
    private final Consumer<TranscriptLine.Message> heard;
    private final Queue<Future<List<Checked>>> ahead = new ArrayDeque<>();
    private long taken;

    Run(
        TranscriptReplay replay,
        LineReader lines,
        ExecutorService workers,
        Progress progress,
        Consumer<TranscriptLine.Message> heard) {
      this.replay = replay;
      this.lines = lines;
      this.workers = workers;
      this.progress = progress;
      this.heard = heard;
    }

    Optional<Finding> whole() throws IOException {
      Optional<Finding> opening = opening();
      if (opening.isPresent()) {
        return opening;
      }
      List<byte[]> batch = new ArrayList<>(BATCH);
      while (true) {
        LineReader.Next next = lines.next();
        switch (next) {
          case LineReader.Next.Line line -> batch.add(line.bytes());
          case LineReader.Next.Unterminated() -> {
            submit(batch);
            return drain(0).or(this::unterminated);
          }
          case LineReader.Next.EndOfFile() -> {
            submit(batch);
            return drain(0);
          }
        }
        if (batch.size() == BATCH) {
          submit(batch);
          batch = new ArrayList<>(BATCH);
          Optional<Finding> finding = drain(4 * threads);
          if (finding.isPresent()) {
            return finding;
          }
        }
      }
    }

    /// Header, cards and the first message, one by one: only then all cards are known.
    private Optional<Finding> opening() throws IOException {
      while (true) {
        switch (lines.next()) {
          case LineReader.Next.Line line -> {
            Checked checked = replay.check(line.bytes());
            Optional<Finding> finding = take(checked);
            if (finding.isPresent() || checked.message().isPresent()) {
              return finding;
            }
          }
          case LineReader.Next.Unterminated() -> {
            return unterminated();
          }
          case LineReader.Next.EndOfFile() -> {
            return taken == 0 ? empty() : Optional.empty();
          }
        }
      }
    }

    private void submit(List<byte[]> batch) {
      ahead.add(workers.submit(() -> batch.stream().map(replay::check).toList()));
    }

    /// Replays finished batches in order until at most some are left.
    private Optional<Finding> drain(int left) {
      while (ahead.size() > left) {
        for (Checked checked : finished(ahead.remove())) {
          Optional<Finding> finding = take(checked);
          if (finding.isPresent()) {
            return finding;
          }
        }
        progress.at(lines.consumed(), replay.messages());
      }
      return Optional.empty();
    }

    private Optional<Finding> take(Checked checked) {
      taken++;
      Optional<Finding> finding = replay.take(checked);
      if (finding.isEmpty()) {
        checked.message().ifPresent(heard);
      }
      return finding;
    }

    private List<Checked> finished(Future<List<Checked>> batch) {
      try {
        return batch.get();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while verifying", stopped);
      } catch (ExecutionException bug) {
        throw new IllegalStateException("checking a line must not throw", bug.getCause());
      }
    }

    private Optional<Finding> unterminated() {
      return Optional.of(
          new Finding(
              taken + 1,
              OptionalLong.empty(),
              ErrorCode.MALFORMED.because("the last line does not end with a line feed")));
    }

    private Optional<Finding> empty() {
      return Optional.of(
          new Finding(1, OptionalLong.empty(), ErrorCode.MALFORMED.because("the file is empty")));
    }
  }
}

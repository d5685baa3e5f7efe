package dev.parley.a2a.call;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A body that may neither be silent nor go on for too long: then it is closed, and whoever reads
/// it is told.
final class PatientInput extends FilterInputStream {
  private final CallLimits limits;
  private final long begun = System.nanoTime();
  private final ScheduledFuture<?> watch;
  private volatile long heard = System.nanoTime();
  private volatile boolean tooLong;

  PatientInput(InputStream in, CallLimits limits, ScheduledExecutorService watches) {
    super(in);
    this.limits = limits;
    long every = Math.max(1, limits.silence().toMillis() / 4);
    this.watch = watches.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    if (now - heard > limits.silence().toNanos() || now - begun > limits.whole().toNanos()) {
      tooLong = true;
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    if (tooLong) {
      throw new IOException("it is silent, or goes on, for too long");
    }
    heard = System.nanoTime();
    return n;
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    in.close();
  }
}

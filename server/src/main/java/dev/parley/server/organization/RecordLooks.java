package dev.parley.server.organization;

import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the places of records, a few at once, each within its time. Platform threads, since a
/// name that is being resolved cannot be interrupted and would keep a carrier. Thread-safe.
final class RecordLooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLooks.class);
  private static final int AT_ONCE = 8;
  private static final long IDLE_SECONDS = 30;

  private final WebReach reach;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("parley-organization-", 0).factory());

  RecordLooks(WebReach reach) {
    this.reach = reach;
  }

  /// What came of a look.
  sealed interface Found {
    /// One JSON object lies there.
    record Document(JsonObject json) implements Found {}

    /// Nothing was got; why, is in the log only.
    record Nothing() implements Found {}

    /// So many others are being looked at that this one was not.
    record Busy() implements Found {}
  }

  /// Looks, and waits for it.
  Found look(String domain) {
    if (!RecordLook.isPublicName(domain)) {
      return nothing(domain, "no name of the public internet");
    }
    RecordLook look = new RecordLook(reach, domain);
    Future<JsonObject> running;
    try {
      running = threads.submit(look::read);
    } catch (RejectedExecutionException _) {
      return new Found.Busy();
    }
    try {
      return new Found.Document(running.get(reach.time().toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      return nothing(domain, reason(e));
    } catch (TimeoutException _) {
      return nothing(domain, "it took too long");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return nothing(domain, "interrupted");
    } finally {
      look.end();
    }
  }

  private static Found nothing(String domain, String why) {
    LOG.info("no record of the organisation {} was read: {}", domain, why);
    return new Found.Nothing();
  }

  /// A failure in one line, whatever the other side put into it.
  private static String reason(ExecutionException failure) {
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    if (!(cause instanceof IOException)) {
      LOG.error("a look at an organisation's record failed", cause);
    }
    return cause.toString().replaceAll("[\\p{Cntrl}]", " ");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.parley.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it comes, read with a limit of time; no more is taken from the socket
/// than is read here, so a slow reader slows its node down and needs no memory.
final class ByteChunks implements BodySubscriber<ByteChunks>, Wire.Body {
  private static final int MOST_OF_AN_ERROR = 64 * 1024;

  /// One chunk is asked for at a time, and one end can follow it.
  private final BlockingQueue<Wire.Chunk> chunks = new ArrayBlockingQueue<>(4);

  private volatile Flow.@Nullable Subscription subscription;

  /// The next bytes, or why there are none.
  @Override
  public Wire.Chunk next(Duration wait) {
    try {
      Wire.Chunk chunk = chunks.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
      Flow.Subscription theirs = subscription;
      if (chunk instanceof Wire.Chunk.Bytes && theirs != null) {
        theirs.request(1);
      }
      return chunk == null ? new Wire.Chunk.Silence() : chunk;
    } catch (InterruptedException e) {
      throw NoAnswerException.interrupted(e);
    }
  }

  /// All of a short body.
  static byte[] whole(Wire.Body body, Duration wait) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      while (out.size() < MOST_OF_AN_ERROR) {
        switch (body.next(wait)) {
          case Wire.Chunk.Bytes(byte[] bytes) -> out.write(bytes);
          case Wire.Chunk.Ended() -> {
            return out.toByteArray();
          }
          case Wire.Chunk.Broken(Throwable cause) -> throw new IOException(cause);
          case Wire.Chunk.Silence() -> throw new IOException("the answer does not end");
        }
      }
      return out.toByteArray();
    } finally {
      body.stop();
    }
  }

  /// Reads no further; a waiting [#next] returns.
  @Override
  public void stop() {
    Flow.Subscription theirs = subscription;
    if (theirs != null) {
      theirs.cancel();
    }
    chunks.offer(new Wire.Chunk.Ended());
  }

  @Override
  public CompletionStage<ByteChunks> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription theirs) {
    subscription = theirs;
    theirs.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    byte[] bytes = new byte[size];
    int at = 0;
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      buffer.get(bytes, at, length);
      at += length;
    }
    chunks.offer(new Wire.Chunk.Bytes(bytes));
  }

  @Override
  public void onError(Throwable cause) {
    chunks.offer(new Wire.Chunk.Broken(cause));
  }

  @Override
  public void onComplete() {
    chunks.offer(new Wire.Chunk.Ended());
  }
}

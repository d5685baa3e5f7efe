package dev.parley.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A WebSocket connection to a node. Thread-safe.
final class SocketLine implements Wire.Line {
  private final WebSocket socket;
  private final Duration wait;
  private final ReentrantLock sending = new ReentrantLock();

  private SocketLine(WebSocket socket, Duration wait) {
    this.socket = socket;
    this.wait = wait;
  }

  static SocketLine open(HttpClient http, URI address, Wire.Hearing hearing, Duration wait)
      throws IOException {
    return new SocketLine(
        whole(http.newWebSocketBuilder().buildAsync(address, new Ears(hearing)), wait), wait);
  }

  @Override
  public void send(Wire.Frame frame) throws IOException {
    sending.lock();
    try {
      whole(
          switch (frame) {
            case Wire.Frame.Text(String text) -> socket.sendText(text, true);
            case Wire.Frame.Binary(byte[] bytes) -> socket.sendBinary(ByteBuffer.wrap(bytes), true);
          },
          wait);
    } finally {
      sending.unlock();
    }
  }

  /// Says goodbye if that can be said at once; whoever is waiting is not waited for.
  @Override
  public void close() {
    CompletableFuture<WebSocket> said = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    var _ = said.orTimeout(1, TimeUnit.SECONDS).whenComplete((_, failure) -> end(failure));
  }

  private void end(@Nullable Throwable failure) {
    if (failure != null) {
      socket.abort();
    }
  }

  private static <T> T whole(Future<T> under, Duration wait) throws IOException {
    try {
      return under.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("not within " + wait, e);
    } catch (InterruptedException e) {
      throw NoAnswerException.interrupted(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /// Puts messages together from their parts. The library asks one at a time, so a slow hearer
  /// slows the node down.
  private static final class Ears implements WebSocket.Listener {
    private final Wire.Hearing hearing;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Ears(Wire.Hearing hearing) {
      this.hearing = hearing;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (text.length() > EventParser.MAX_EVENT_BYTES) {
        tooLong(socket);
      } else if (last) {
        String whole = text.toString();
        text.setLength(0);
        hearing.heard(new Wire.Frame.Text(whole));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] some = new byte[part.remaining()];
      part.get(some);
      bytes.writeBytes(some);
      if (bytes.size() > EventParser.MAX_EVENT_BYTES) {
        tooLong(socket);
      } else if (last) {
        byte[] whole = bytes.toByteArray();
        bytes.reset();
        hearing.heard(new Wire.Frame.Binary(whole));
      }
      socket.request(1);
      return null;
    }

    private void tooLong(WebSocket socket) {
      socket.abort();
      hearing.ended("a message of the node is too long");
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      hearing.ended("the node closed with " + code + ": " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      hearing.ended(error.toString());
    }
  }
}

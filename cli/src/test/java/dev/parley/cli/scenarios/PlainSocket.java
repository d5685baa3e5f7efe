package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// WebSocket connections without anything of the SDK; what they do not carry goes over HTTP.
final class PlainSocket implements Wire {
  private final PlainHttp base;
  private final HttpClient http = HttpClient.newHttpClient();

  PlainSocket(int port) {
    this.base = new PlainHttp(port);
  }

  @Override
  public String node() {
    return base.node();
  }

  @Override
  public Reply send(Request request, Duration wait) throws IOException {
    return base.send(request, wait);
  }

  @Override
  public Incoming open(Request request, Duration wait) throws IOException {
    return base.open(request, wait);
  }

  @Override
  public Optional<Pushes> pushes(String path) {
    return Optional.empty();
  }

  @Override
  public Optional<Line> dial(String path, Hearing hearing, Duration wait) throws IOException {
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create(node().replace("http:", "ws:") + path), new Ears(hearing))
              .join();
      return Optional.of(new Open(socket));
    } catch (CompletionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    base.close();
    http.shutdownNow();
  }

  private record Open(WebSocket socket) implements Line {
    @Override
    public void send(Frame frame) throws IOException {
      try {
        switch (frame) {
          case Frame.Text(String text) -> socket.sendText(text, true).join();
          case Frame.Binary(byte[] bytes) -> socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        }
      } catch (CompletionException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  private static final class Ears implements WebSocket.Listener {
    private final Hearing hearing;
    private final StringBuilder begun = new StringBuilder();
    private final ByteArrayOutputStream begunBytes = new ByteArrayOutputStream();

    Ears(Hearing hearing) {
      this.hearing = hearing;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      begun.append(part);
      if (last) {
        String whole = begun.toString();
        begun.setLength(0);
        hearing.heard(new Frame.Text(whole));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      while (part.hasRemaining()) {
        begunBytes.write(part.get());
      }
      if (last) {
        byte[] whole = begunBytes.toByteArray();
        begunBytes.reset();
        hearing.heard(new Frame.Binary(whole));
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      hearing.ended(reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      hearing.ended(error.toString());
    }
  }
}

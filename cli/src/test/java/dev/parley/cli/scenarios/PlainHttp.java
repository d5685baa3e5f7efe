package dev.parley.cli.scenarios;

import dev.parley.client.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// HTTP without anything of the SDK: what every other way is compared with.
final class PlainHttp implements Wire {
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  PlainHttp(int port) {
    this.port = port;
  }

  @Override
  public String node() {
    return "http://127.0.0.1:" + port;
  }

  private HttpRequest request(Request request) {
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(URI.create(node() + request.path()))
            .method(
                request.method(),
                request
                    .body()
                    .map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    request.headers().forEach(sent::header);
    return sent.build();
  }

  @Override
  public Reply send(Request request, Duration wait) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request(request), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public Incoming open(Request request, Duration wait) throws IOException {
    try {
      HttpResponse<InputStream> response =
          http.send(request(request), HttpResponse.BodyHandlers.ofInputStream());
      return new Incoming(response.statusCode(), response.headers(), new Streamed(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private record Streamed(InputStream in) implements Body {
    @Override
    public Chunk next(Duration wait) {
      byte[] bytes = new byte[8192];
      try {
        int count = in.read(bytes);
        return count < 0 ? new Chunk.Ended() : new Chunk.Bytes(Arrays.copyOf(bytes, count));
      } catch (IOException e) {
        return new Chunk.Broken(e);
      }
    }

    @Override
    public void stop() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Whoever asks for events gets them as they come.
  @Override
  public Optional<Pushes> pushes(String path) {
    return Optional.empty();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

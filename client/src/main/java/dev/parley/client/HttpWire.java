package dev.parley.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// HTTP/1.1 to one node.
final class HttpWire implements Wire {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Origin origin;
  private final ConnectionSettings settings;
  private final HttpClient http;

  HttpWire(Origin origin, ConnectionSettings settings) {
    this.origin = origin;
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(threads);
    settings.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  @Override
  public String node() {
    return origin.text();
  }

  @Override
  public Reply send(Request request, Duration wait) throws IOException {
    HttpResponse<byte[]> response =
        answer(request, wait, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Answer.MAX_BYTES));
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  @Override
  public Incoming open(Request request, Duration wait) throws IOException {
    HttpResponse<ByteChunks> response = answer(request, wait, _ -> new ByteChunks());
    return new Incoming(response.statusCode(), response.headers(), response.body());
  }

  /// Whoever asks for events gets them as they come.
  @Override
  public Optional<Pushes> pushes(String path) {
    return Optional.empty();
  }

  /// Waits for an answer read to its end; the client's own timeout would stop at its headers.
  private <T> HttpResponse<T> answer(Request request, Duration wait, BodyHandler<T> handler)
      throws IOException {
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(origin.at(request.path()))
            .method(
                request.method(),
                request
                    .body()
                    .map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    request.headers().forEach(sent::header);
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(sent.build(), handler);
    try {
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no answer in " + wait);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw NoAnswerException.interrupted(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  @Override
  public Optional<Line> dial(String path, Hearing hearing, Duration wait) throws IOException {
    return switch (settings.talking()) {
      case BY_REQUESTS -> Optional.empty();
      case BY_SOCKET -> Optional.of(SocketLine.open(http, origin.socket(path), hearing, wait));
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}

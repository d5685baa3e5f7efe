package dev.parley.a2a.serve;

import dev.parley.a2a.task.Watch;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.core.json.CanonicalJson;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server under an A2A endpoint: Helidon on virtual threads, HTTP/1.1. Nothing outside this
/// class knows it.
final class HttpFace implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFace.class);
  private static final int HEADERS_MAX = 16 * 1024;
  private static final int FIRST_LINE_MAX = 4 * 1024;

  private final WebServer server;
  private final A2aServer.Setting setting;
  private final CountDownLatch opened = new CountDownLatch(1);

  /// Answers requests.
  @FunctionalInterface
  interface Answers {
    Outbound to(Inbound request) throws InterruptedException;
  }

  private HttpFace(A2aServer.Setting setting, Answers answers) {
    this.setting = setting;
    ServerLimits limits = setting.limits();
    Semaphore permits = new Semaphore(limits.requests());
    this.server =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .host(setting.host())
            .port(setting.port())
            .maxPayloadSize(8L * limits.bodyBytes())
            .maxTcpConnections(limits.connections())
            .idleConnectionTimeout(limits.idleTime())
            .shutdownGracePeriod(Duration.ofMillis(200))
            .connectionOptions(
                SocketOptions.builder().tcpNoDelay(true).readTimeout(limits.bodyTime()).build())
            .addProtocol(
                Http1Config.builder()
                    .maxHeadersSize(HEADERS_MAX)
                    .maxPrologueLength(FIRST_LINE_MAX)
                    .build())
            .routing(routing -> routing.any((in, out) -> take(in, out, answers, permits)))
            .build()
            .start();
    if (server.port() <= 0) {
      throw new IllegalStateException("cannot listen on " + setting.host() + ":" + setting.port());
    }
  }

  static HttpFace start(A2aServer.Setting setting, Answers answers) {
    return new HttpFace(setting, answers);
  }

  /// Lets requests in; those that came before wait.
  void open() {
    opened.countDown();
  }

  int port() {
    return server.port();
  }

  URI address() {
    return URI.create("http://" + setting.host() + ":" + port());
  }

  private void take(ServerRequest in, ServerResponse out, Answers answers, Semaphore permits) {
    if (!permits.tryAcquire()) {
      out.header(HeaderNames.CONNECTION, "close");
      send(out, RestFace.refused(Fault.of(A2aError.UNAVAILABLE, "too many requests at once")));
      throw new CloseConnectionException("too many requests at once");
    }
    try {
      opened.await();
      Optional<byte[]> body = body(in);
      if (body.isEmpty()) {
        out.header(HeaderNames.CONNECTION, "close");
        send(
            out,
            RestFace.refused(
                Fault.of(
                    A2aError.TOO_LARGE,
                    "a body has at most " + setting.limits().bodyBytes() + " bytes")));
        throw new CloseConnectionException("a body was left");
      }
      send(out, answers.to(inbound(in, body.get())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the server ends", e);
    } catch (IOException e) {
      throw new CloseConnectionException("the body broke off", e);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      if (out.isSent()) {
        throw new CloseConnectionException("the answer broke off", e);
      }
      send(out, RestFace.refused(Fault.of(A2aError.INTERNAL_ERROR, "something went wrong here")));
    } finally {
      permits.release();
    }
  }

  private static Inbound inbound(ServerRequest in, byte[] body) {
    Map<String, String> query = new HashMap<>();
    for (String name : in.query().names()) {
      query.put(name, in.query().first(name).orElse(""));
    }
    return new Inbound(
        in.prologue().method().text(),
        in.prologue().uriPath().rawPath(),
        Map.copyOf(query),
        name -> in.headers().all(HeaderNames.create(name), List::of),
        body);
  }

  /// The body, within bounds of size and time.
  ///
  /// @return nothing if it is too large
  private Optional<byte[]> body(ServerRequest in) throws IOException {
    if (!in.content().hasEntity()) {
      return Optional.of(new byte[0]);
    }
    int most = setting.limits().bodyBytes();
    long until = System.nanoTime() + setting.limits().bodyTime().toNanos();
    byte[] bytes = new byte[8 * 1024];
    int length = 0;
    try (InputStream content = in.content().inputStream()) {
      for (int n = content.read(bytes, 0, bytes.length);
          n >= 0;
          n = content.read(bytes, length, bytes.length - length)) {
        length += n;
        if (length > most) {
          drain(content, bytes, until);
          return Optional.empty();
        }
        if (System.nanoTime() - until > 0) {
          throw new IOException("the body did not arrive in time");
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
      return Optional.of(Arrays.copyOf(bytes, length));
    } catch (UncheckedIOException e) {
      throw new IOException("the body broke off", e);
    }
  }

  /// Reads on for a moment, so that the caller reads our answer before its connection is reset.
  private void drain(InputStream content, byte[] into, long until) throws IOException {
    long left = 4L * setting.limits().bodyBytes();
    for (int n = content.read(into, 0, into.length);
        n >= 0 && left > 0 && System.nanoTime() - until < 0;
        n = content.read(into, 0, into.length)) {
      left -= n;
    }
  }

  private void send(ServerResponse out, Outbound answer) {
    answer.fields().forEach(field -> out.header(name(field.name()), field.value()));
    switch (answer) {
      case Outbound.Whole whole -> {
        out.status(Status.create(whole.status()));
        if (whole.body().length == 0) {
          out.send();
        } else {
          out.send(whole.body());
        }
      }
      case Outbound.Events events -> stream(out, events);
    }
  }

  private static HeaderName name(String name) {
    return HeaderNames.create(name);
  }

  private void stream(ServerResponse out, Outbound.Events events) {
    out.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
    out.header(HeaderNames.CACHE_CONTROL, "no-cache");
    try (Watch watch = events.watch();
        OutputStream body = out.outputStream()) {
      body.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
      body.flush();
      while (true) {
        switch (watch.next(setting.limits().heartbeat())) {
          case Watch.Next.Over() -> {
            return;
          }
          case Watch.Next.Silence() -> body.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
          case Watch.Next.Happened(var event) -> {
            body.write("data: ".getBytes(StandardCharsets.US_ASCII));
            body.write(CanonicalJson.bytes(events.form().apply(event)));
            body.write("\n\n".getBytes(StandardCharsets.US_ASCII));
          }
        }
        body.flush();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the reader went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the server ends", e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}

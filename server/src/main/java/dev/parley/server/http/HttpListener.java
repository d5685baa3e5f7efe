package dev.parley.server.http;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.streams.Streams;
import dev.parley.server.websocket.SocketDoor;
import dev.parley.server.websocket.SocketParts;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server: Helidon on virtual threads, HTTP/1.1. Nothing outside this class and
/// [HelidonRequest] knows it.
public final class HttpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  /// Room for a token, a proof and what proxies add.
  private static final int HEADERS_MAX = 16 * 1024;

  private static final int FIRST_LINE_MAX = 4 * 1024;

  /// What is announced beyond this is not even read to be refused.
  private static final long BODY_MAX = 8L * JsonLimits.MESSAGE.maxBytes();

  /// What may be left of a body that nobody wanted, for the connection to go on.
  private static final int LEFT_OVER_MAX = 2 * JsonLimits.MESSAGE.maxBytes();

  private static final Duration WATCH = Duration.ofSeconds(1);

  private final WebServer server;
  private final SocketDoor socketDoor;
  private final Duration grace;
  private final Streams streams;
  private final ScheduledExecutorService watch;

  private HttpListener(
      WebServer server,
      SocketDoor socketDoor,
      Duration grace,
      Streams streams,
      ScheduledExecutorService watch) {
    this.server = server;
    this.grace = grace;
    this.socketDoor = socketDoor;
    this.streams = streams;
    this.watch = watch;
  }

  /// Where to listen.
  ///
  /// @param host the address
  /// @param port the port, 0 for any that is free
  /// @param tls the node's TLS identity; nothing for plain HTTP
  public record Place(String host, int port, Optional<SSLContext> tls) {}

  /// Starts to listen. Requests that come before [Door#open] was called are answered with
  /// `unavailable`.
  ///
  /// @param place where
  /// @param limits what to bear
  /// @param door where requests go
  /// @return the listener, running
  static HttpListener start(Place place, HttpLimits limits, Door door, Streams streams) {
    requireFree(place);
    PatientSockets sockets = new PatientSockets(limits.bodyTime(), limits.idleTime());
    SocketDoor socketDoor = new SocketDoor(sockets);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .host(place.host())
            .port(place.port())
            .maxPayloadSize(BODY_MAX)
            .maxTcpConnections(limits.connections())
            .idleConnectionTimeout(limits.idleTime())
            .idleConnectionPeriod(Duration.ofSeconds(5))
            .shutdownGracePeriod(limits.grace())
            .connectionOptions(sockets)
            .addConnectionSelector(
                Http1ConnectionSelector.builder()
                    .config(
                        Http1Config.builder()
                            .maxHeadersSize(HEADERS_MAX)
                            .maxPrologueLength(FIRST_LINE_MAX)
                            .continueImmediately(false)
                            .build())
                    .addUpgrader(socketDoor)
                    .build())
            .directHandlers(directHandlers())
            .routing(
                routing ->
                    routing.any(
                        (request, response) -> {
                          HelidonRequest ours = new HelidonRequest(request, sockets);
                          try {
                            take(door, limits, ours, response);
                          } finally {
                            ours.end();
                          }
                        }));
    place.tls().ifPresent(tls -> builder.tls(Tls.builder().sslContext(tls).build()));
    WebServer server = builder.build().start();
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parley-streams").factory());
    every(watch, streams::cutOffStuck);
    every(watch, sockets::look);
    return new HttpListener(server, socketDoor, limits.grace(), streams, watch);
  }

  private static void every(ScheduledExecutorService watch, Runnable look) {
    var _ =
        watch.scheduleWithFixedDelay(
            look, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The server itself only logs that it cannot listen, and then says that its port is -1.
  private static void requireFree(Place place) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(place.host(), place.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + place.host() + ":" + place.port() + ": " + e.getMessage(), e);
    }
  }

  /// Where requests go once the node is ready: its own port is part of what it has to know.
  static final class Door {
    private final AtomicReference<Optional<Gate>> gate = new AtomicReference<>(Optional.empty());

    void open(Gate opened) {
      gate.set(Optional.of(opened));
    }

    private Answer answer(Request request) {
      return gate.get()
          .map(opened -> opened.answer(request))
          .orElseGet(() -> Refusals.of(ErrorCode.UNAVAILABLE.because("the node is starting")));
    }
  }

  /// Lets WebSocket connections in.
  void open(SocketParts parts) {
    socketDoor.open(parts);
  }

  /// The port.
  ///
  /// @return the one that it listens on
  public int port() {
    return server.port();
  }

  private static void take(
      Door door, HttpLimits limits, HelidonRequest request, ServerResponse response) {
    Answer answer = door.answer(request);
    response.status(Status.create(answer.status()));
    answer
        .fields()
        .forEach(field -> response.header(HelidonRequest.name(field.name()), field.value()));
    switch (answer) {
      case Answer.Whole whole -> send(whole, limits, request, response);
      case Answer.Streamed streamed -> send(streamed, response);
    }
    if (request
        .isLast()) { // The web server says that it closes, and waits for the client to do so.
      throw new CloseConnectionException("the client wants no more");
    }
  }

  private static void send(
      Answer.Whole whole, HttpLimits limits, HelidonRequest request, ServerResponse response) {
    boolean waitsToContinue = !request.header("Expect").isEmpty();
    boolean unread = request.unread();
    if (unread) {
      response.header(HeaderNames.CONNECTION, "close");
    }
    if (request.method().equals("HEAD")) {
      response.send(); // A body here would be read as the beginning of the next answer.
    } else {
      response.send(whole.body());
    }
    if (unread) {
      if (!waitsToContinue) {
        drain(request, limits.bodyTime());
      }
      throw new CloseConnectionException("a body was left");
    }
  }

  /// Reads on for a moment, so that the client reads our answer before its connection is reset.
  private static void drain(HelidonRequest request, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    byte[] chunk = new byte[8 * 1024];
    int left = LEFT_OVER_MAX;
    try (InputStream in = request.body()) {
      for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
        left -= n;
        if (System.nanoTime() - until > 0) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.trace("the client went away", e);
    }
  }

  private static void send(Answer.Streamed streamed, ServerResponse response) {
    try (Answer.Flow flow = streamed.flow();
        OutputStream out = response.outputStream()) {
      flow.write(out);
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the reader went away", e);
    }
  }

  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder builder = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      builder.addHandler(type, HttpListener::transportFailure);
    }
    return builder.build();
  }

  /// What fails before there is a request: the first line, the headers, the length.
  private static TransportResponse transportFailure(
      DirectHandler.TransportRequest request,
      EventType type,
      Status status,
      io.helidon.http.ServerResponseHeaders headers,
      String message) {
    Answer answer =
        switch (status.code()) {
          case 413 -> Bodies.tooLarge(JsonLimits.MESSAGE.maxBytes());
          case 505 -> Refusals.of(RequestFault.VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here");
          case 500 -> Refusals.of(RequestFault.INTERNAL_ERROR, "something went wrong here");
          case 503 -> Refusals.of(ErrorCode.UNAVAILABLE.because("too many requests at once"));
          default -> // The web server does not say which.
              Refusals.of(
                  ErrorCode.MALFORMED.because(
                      "the request is not HTTP/1.1, or its first line or headers are too large"));
        };
    byte[] body =
        answer instanceof Answer.Whole whole
            ? whole.body()
            : CanonicalJson.bytes(Refusals.body("malformed", ""));
    TransportResponse.Builder response =
        TransportResponse.builder().status(Status.create(answer.status())).keepAlive(false);
    answer.fields().forEach(f -> response.header(HeaderNames.create(f.name()), f.value()));
    return response.entity(body).build();
  }

  /// Lets no more streams in; those that run end as soon as they are woken.
  void end() {
    streams.end();
  }

  /// Takes no more connections, waits for what is in work, and ends the rest.
  @Override
  public void close() {
    end();
    socketDoor.awaitEnd(grace);
    server.stop();
    watch.shutdownNow();
  }
}

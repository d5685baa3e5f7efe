package dev.parley.bench.parts;

import dev.parley.bench.load.Connection;
import dev.parley.bench.node.LaunchedJvm;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The web server alone, in a process of its own: it reads a request as large as one that carries a
/// message, and answers with as much. Nothing is looked at.
public final class WebFloor {
  private static final int WARM_UP = 40_000;
  private static final int MEASURED = 60_000;
  private static final String TOKEN = "t".repeat(620);

  private WebFloor() {}

  /// Runs the server until its standard input ends, and writes its port on standard output.
  ///
  /// @param args none
  /// @throws IOException when standard input fails
  public static void main(String[] args) throws IOException {
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .connectionOptions((SocketOptions.Builder o) -> o.tcpNoDelay(true))
            .routing(routing -> routing.any(WebFloor::echo))
            .build()
            .start();
    System.out.println(server.port());
    while (System.in.read() >= 0) {
      // Waits for the end of the process that started it.
    }
    server.stop();
  }

  private static void echo(ServerRequest request, ServerResponse response) {
    byte[] body = request.content().as(byte[].class);
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(body);
  }

  static Duration measure(Specimen specimen, String proof, int connections)
      throws InterruptedException {
    Process process = start();
    try {
      URI server = URI.create("http://127.0.0.1:" + port(process));
      List<String> fields =
          List.of(
              "Content-Type: application/json", "Authorization: DPoP " + TOKEN, "DPoP: " + proof);
      Ask ask = new Ask(server, fields, specimen.bytes());
      ask(ask, connections, WARM_UP);
      Duration before = cpu(process);
      ask(ask, connections, MEASURED);
      return cpu(process).minus(before).dividedBy(MEASURED);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Only read.
  private record Ask(URI server, List<String> fields, byte[] body) {}

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private static Process start() {
    try {
      return new ProcessBuilder(LaunchedJvm.running(List.of(), WebFloor.class))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("resource") // It stays open as long as the process runs.
  private static int port(Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the web server has ended");
      }
      return Integer.parseInt(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ask(Ask ask, int connections, int count) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(() -> ask(ask, left)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (left.get() > 0) {
      throw new IllegalStateException("the web server does not answer");
    }
  }

  private static void ask(Ask ask, AtomicInteger left) {
    try (Connection connection = new Connection(ask.server())) {
      while (left.getAndDecrement() > 0) {
        if (connection.exchange("POST", "/v1/asp", ask.fields(), ask.body()).status() != 200) {
          throw new IllegalStateException("the web server refuses");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.parley.cli.doctor;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// The port on which a node would listen, and who has it otherwise.
public final class Port {
  private static final String SUBJECT = "port";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private Port() {}

  /// Tries to listen on a port of the loopback address.
  ///
  /// @param port 1 to 65535, or 0 for any free one
  /// @return what was found
  public static Checkup examine(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Checkup.good(
          SUBJECT,
          socket.getLocalPort() + " is free on " + InetAddress.getLoopbackAddress(),
          JsonObject.EMPTY.with("port", socket.getLocalPort()));
    } catch (IOException e) {
      JsonObject measured = JsonObject.EMPTY.with("port", port);
      return nodeAt(port)
          .map(
              domain ->
                  Checkup.good(
                      SUBJECT,
                      port + " is in use by the node of " + domain,
                      measured.with("domain", domain)))
          .orElseGet(
              () ->
                  Checkup.bad(
                      SUBJECT,
                      port + " cannot be listened on: " + e.getMessage(),
                      "Stop what uses it, or start the node with another --port."));
    }
  }

  /// The domain of the node that answers, if one does.
  private static Optional<String> nodeAt(int port) {
    URI card = URI.create("http://127.0.0.1:" + port + "/.well-known/asp.json");
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(card).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] bytes = body.readNBytes(JsonLimits.MESSAGE.maxBytes());
        http.shutdownNow();
        return StrictJson.read(bytes, JsonLimits.MESSAGE)
                instanceof Parsed.Value(JsonObject json, _)
            ? json.string("domain")
            : Optional.empty();
      }
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

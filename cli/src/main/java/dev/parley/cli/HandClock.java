package dev.parley.cli;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The clock of a development node that is moved by hand.
///
/// @param node the node's address
record HandClock(URI node) {
  private static final String PATH = "/v1/dev/clock";

  Instant now() {
    return time(HttpRequest.newBuilder(node.resolve(PATH)).GET());
  }

  Instant advance(Duration by) {
    JsonObject body = JsonObject.EMPTY.with("advanceMs", JsonNumber.of(by.toMillis()));
    return time(
        HttpRequest.newBuilder(node.resolve(PATH))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(CanonicalJson.bytes(body))));
  }

  private static Instant time(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      Optional<String> time =
          StrictJson.read(answer.body(), JsonLimits.MESSAGE)
                  instanceof Parsed.Value(JsonObject json, _)
              ? json.string("time")
              : Optional.empty();
      return time.map(Instant::parse)
          .orElseThrow(() -> failed("it answers " + answer.statusCode()));
    } catch (IOException e) {
      throw failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
  }

  private static CommandFailure failed(String why) {
    return new CommandFailure(
        "clock", "the node's clock does not move: " + why, "Start it with --dev --clock virtual.");
  }
}

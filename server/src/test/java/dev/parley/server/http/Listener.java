package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A reader of server-sent events. Every event has to be what the node's description says.
final class Listener implements AutoCloseable {
  private final String path;
  private final InputStream bytes;
  private final BufferedReader lines;

  /// An event; one without an id does not move the reader.
  record Event(String type, Optional<Long> id, String data) {}

  private Listener(String path, InputStream bytes) {
    this.path = path;
    this.bytes = bytes;
    this.lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }

  static Listener of(Caller by, String path, Optional<Long> seen) {
    HttpRequest.Builder request = by.authorised("GET", path, null);
    seen.ifPresent(id -> request.header("Last-Event-ID", Long.toString(id)));
    try {
      HttpResponse<InputStream> response =
          Caller.HTTP.send(request.build(), BodyHandlers.ofInputStream());
      by.remember(response);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
      return new Listener(path, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The next event.
  ///
  /// @return nothing when the stream has ended in order
  Optional<Event> next() {
    String type = "";
    Optional<Long> id = Optional.empty();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = Optional.of(Long.valueOf(line.substring(4)));
        } else if (line.startsWith("data: ")) {
          Contract.PUBLISHED.sends(path, type, id.isPresent(), line.substring(6));
          return Optional.of(new Event(type, id, line.substring(6)));
        } else {
          assertThat(line).matches("(:.*)?");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next event of a type.
  Event next(String type) {
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      if (event.get().type().equals(type)) {
        return event.get();
      }
    }
    throw new AssertionError("the stream ended without " + type);
  }

  /// The ids of everything up to the end of the stream.
  List<Long> idsToTheEnd() {
    List<Long> ids = new ArrayList<>();
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      event.get().id().ifPresent(ids::add);
    }
    return ids;
  }

  /// The ids of the events that are whole within so many bytes.
  List<Long> idsWithin(int count) {
    try {
      String read = new String(bytes.readNBytes(count), StandardCharsets.UTF_8);
      List<Long> ids = new ArrayList<>();
      int end = read.lastIndexOf("\n\n");
      for (String line : read.substring(0, Math.max(0, end)).split("\n", -1)) {
        if (line.startsWith("id: ")) {
          ids.add(Long.valueOf(line.substring(4)));
        }
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

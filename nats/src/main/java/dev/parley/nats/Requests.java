package dev.parley.nats;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Answers requests of the HTTP binding that come as messages: method and target in headers, the
/// body as it is. The answer comes in parts, since a queue's messages are short.
final class Requests implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Requests.class.getName());
  private static final int AT_ONCE = 256;
  private static final String INBOXES = "_INBOX.";
  private static final String GROUP = "asp-node";
  private static final String DISCOVER = "/v1/asp/discover?capability=";

  private final Connection connection;
  private final NodeDoor door;
  private final Dispatcher dispatcher;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  Requests(Connection connection, NodeDoor door) {
    this.connection = connection;
    this.door = door;
    this.dispatcher = connection.createDispatcher(this::take);
    dispatcher.subscribe(Subjects.ALL_REQUESTS, GROUP);
    dispatcher.subscribe(Subjects.ALL_DISCOVERIES, GROUP);
  }

  private void take(Message message) {
    String to = message.getReplyTo();
    if (to == null || !to.startsWith(INBOXES)) {
      return; // The node may publish where whoever asks may not.
    }
    if (!permits.tryAcquire()) {
      refuse(message, ErrorCode.UNAVAILABLE.because("too many requests at once"));
      return;
    }
    Thread.ofVirtual()
        .name("parley-nats-request")
        .start(
            () -> {
              try {
                answer(message);
              } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "an answer was not taken: {0}", e.getMessage());
              } finally {
                permits.release();
              }
            });
  }

  private void answer(Message message) throws IOException {
    Optional<NodeDoor.Request> request =
        message.getSubject().startsWith("asp.discovery.") ? discovery(message) : request(message);
    if (request.isEmpty()) {
      refuse(
          message,
          ErrorCode.MALFORMED.because(
              "the message has to have the headers " + Field.METHOD + " and " + Field.TARGET));
      return;
    }
    Parts parts = new Parts(connection, message.getReplyTo());
    door.request(request.get(), parts);
    parts.end();
  }

  private static Optional<NodeDoor.Request> request(Message message) {
    Optional<String> method = Field.of(message, Field.METHOD);
    Optional<String> target = Field.of(message, Field.TARGET).filter(t -> t.startsWith("/"));
    return method.isEmpty() || target.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NodeDoor.Request(
                method.get(),
                target.get(),
                name -> Field.all(message, name),
                message.getData(),
                Subjects.part(message.getSubject(), 2)));
  }

  /// `GET /v1/asp/discover` for the capability of the subject; the rest of the query is in the
  /// target, if there is one.
  private static Optional<NodeDoor.Request> discovery(Message message) {
    String rest =
        Field.of(message, Field.TARGET).map(t -> t.substring(t.indexOf('?') + 1)).orElse("");
    return Subjects.text(Subjects.part(message.getSubject(), 2))
        .filter(_ -> !rest.contains("capability="))
        .map(
            capability ->
                new NodeDoor.Request(
                    "GET",
                    DISCOVER
                        + URLEncoder.encode(capability, StandardCharsets.UTF_8)
                        + (rest.isEmpty() ? "" : "&" + rest),
                    name -> Field.all(message, name),
                    new byte[0],
                    "discovery"));
  }

  private void refuse(Message message, Refusal refusal) {
    try {
      Parts parts = new Parts(connection, message.getReplyTo());
      parts.begin(refusal.code().httpStatus(), Map.of("Content-Type", "application/json"));
      byte[] body = CanonicalJson.bytes(refusal.json());
      parts.write(body, 0, body.length);
      parts.end();
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a refusal was not taken: {0}", e.getMessage());
    }
  }

  /// An answer in parts.
  private static final class Parts implements NodeDoor.Sink {
    private static final int MOST = 256 * 1024;

    private final Connection connection;
    private final String to;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private int number;
    private int status;
    private Map<String, String> fields = Map.of();

    Parts(Connection connection, String to) {
      this.connection = connection;
      this.to = to;
    }

    @Override
    public void begin(int answered, Map<String, String> headers) {
      status = answered;
      fields = new LinkedHashMap<>(headers);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int at = offset;
      while (at < offset + count) {
        int some = Math.min(MOST - waiting.size(), offset + count - at);
        waiting.write(bytes, at, some);
        at += some;
        if (waiting.size() == MOST) {
          send(List.of());
        }
      }
    }

    void end() throws IOException {
      send(List.of(Field.END));
    }

    private void send(List<String> marks) throws IOException {
      Headers headers = new Headers();
      if (number == 0) {
        fields.forEach(headers::put);
        headers.put(Field.STATUS, Integer.toString(status));
      }
      headers.put(Field.PART, Integer.toString(number++));
      marks.forEach(mark -> headers.put(mark, "true"));
      try {
        connection.publish(to, headers, waiting.toByteArray());
      } catch (IllegalStateException e) {
        throw new IOException("the queue takes nothing", e);
      }
      waiting.reset();
    }
  }

  @Override
  public void close() {
    if (dispatcher.isActive()) {
      connection.closeDispatcher(dispatcher);
    }
  }
}

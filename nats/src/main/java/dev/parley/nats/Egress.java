package dev.parley.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Publishes the node's log, in its order, at least once. Its place is kept where it is needed: in
/// what was published. After a restart, a purge or the loss of the queue it goes back to the last
/// message that the queue still has, or as far as the queue is to reach.
final class Egress implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Egress.class.getName());
  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(10);

  /// How many numbers before the last published one a restart begins: as many could be on their way
  /// when the node was killed.
  private static final long STEP_BACK = 64;

  /// How much is on its way at once: a session may have many readers.
  private static final int UNCONFIRMED = 512;

  private final Channels channels;
  private final QueueSettings settings;
  private final NodeDoor door;
  private final InstantSource clock;
  private final JetStream queue;
  private final Thread writer;
  private String again = "";
  private long confirmed = -1;
  private volatile boolean closed;

  Egress(
      Connection connection,
      Channels channels,
      QueueSettings settings,
      NodeDoor door,
      InstantSource clock)
      throws IOException {
    this.channels = channels;
    this.settings = settings;
    this.door = door;
    this.clock = clock;
    this.queue = connection.jetStream();
    this.writer = Thread.ofVirtual().name("parley-nats-egress").start(this::run);
  }

  private void run() {
    try (NodeDoor.Log log = door.log()) {
      while (!closed && !log.ended()) {
        try {
          channels.ensure();
          findPlace(log);
          publish(log);
        } catch (IOException | JetStreamApiException | RuntimeException e) {
          if (!closed) {
            LOG.log(System.Logger.Level.DEBUG, "the log is not published: {0}", e.getMessage());
            Pause.of(settings.pause());
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Goes to where publishing goes on.
  private void findPlace(NodeDoor.Log log) throws IOException, JetStreamApiException {
    Optional<Long> kept = channels.published();
    if (kept.isPresent()) {
      confirmed =
          confirmed < 0 ? Math.max(0, kept.get() - STEP_BACK) : Math.min(confirmed, kept.get());
    } else {
      confirmed = log.before(clock.instant().minus(settings.retention()));
      long had = channels.lastOut();
      again = had == 0 ? "" : ":" + had; // The queue remembers ids longer than messages.
    }
    log.goTo(confirmed);
  }

  private void publish(NodeDoor.Log log)
      throws IOException, JetStreamApiException, InterruptedException {
    while (!closed) {
      List<NodeDoor.Logged> page = log.next(settings.check());
      if (page.isEmpty()) {
        if (log.ended() || isBehind()) {
          return;
        }
        continue;
      }
      List<CompletableFuture<PublishAck>> sent = new ArrayList<>();
      for (NodeDoor.Logged each : page) {
        send(each, sent);
        if (sent.size() >= UNCONFIRMED || each.number() == page.getLast().number()) {
          confirm(sent);
          sent.clear();
          confirmed = each.number();
        }
      }
    }
  }

  /// Whether the queue has lost what was published.
  private boolean isBehind() throws IOException, JetStreamApiException {
    return channels.published().orElse(0L) < confirmed;
  }

  /// What readers get goes first: once the session's own subject has a message, all have it.
  private void send(NodeDoor.Logged logged, List<CompletableFuture<PublishAck>> sent) {
    String id = logged.sessionId() + ":" + logged.position();
    for (var reader : logged.readers()) {
      Headers headers = headers("message", logged.position());
      sent.add(
          put(
              Subjects.reading(reader, logged.sessionId()),
              headers,
              logged.json(),
              id + ":" + Subjects.token(reader)));
    }
    for (NodeDoor.Invited invited : logged.invited()) {
      sent.add(
          put(
              Subjects.inbox(invited.agent()),
              headers("invitation", invited.number()),
              invited.json(),
              "inbox:" + Subjects.token(invited.agent()) + ":" + invited.number()));
    }
    Headers headers = headers("message", logged.position());
    headers.put(Field.LOG, Long.toString(logged.number()));
    sent.add(put(Subjects.session(logged.sessionId()), headers, logged.json(), id));
  }

  private static Headers headers(String event, long number) {
    return new Headers().put(Field.EVENT, event).put(Field.NUMBER, Long.toString(number));
  }

  private CompletableFuture<PublishAck> put(
      String subject, Headers headers, byte[] json, String id) {
    return queue.publishAsync(
        subject, headers, json, PublishOptions.builder().messageId(id + again).build());
  }

  private static void confirm(List<CompletableFuture<PublishAck>> sent)
      throws IOException, InterruptedException {
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(CONFIRMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the queue has not confirmed what was published", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    writer.interrupt();
  }
}

package dev.parley.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The streams of one node: what comes in, what goes out, what was given up. Made when they are not
/// there; limits that somebody has changed stay changed. Thread-safe.
final class Channels {
  static final String IN = "ASP_IN";
  static final String OUT = "ASP_OUT";
  static final String DEAD = "ASP_DEAD";

  /// The node's consumer on what comes in.
  static final String NODE = "node";

  private static final long BYTES = 1L << 30;
  private static final Duration WAITING = Duration.ofDays(1);
  private static final Duration DEAD_KEPT = Duration.ofDays(30);
  private static final int NOT_FOUND = 404;

  private final JetStreamManagement management;
  private final QueueSettings settings;
  private final String node;

  Channels(Connection connection, QueueSettings settings, String node) throws IOException {
    this.management = connection.jetStreamManagement();
    this.settings = settings;
    this.node = node;
  }

  /// Makes what is not there.
  ///
  /// @throws IllegalStateException if it is there and another node's
  void ensure() throws IOException, JetStreamApiException {
    ensure(
        configuration(IN)
            .subjects(Subjects.ALL_SUBMISSIONS)
            .retentionPolicy(RetentionPolicy.WorkQueue)
            .discardPolicy(DiscardPolicy.New)
            .maxAge(WAITING)
            .build());
    ensure(
        configuration(OUT)
            .subjects(
                Subjects.ALL_SESSIONS,
                Subjects.ALL_READINGS,
                Subjects.ALL_INBOXES,
                Subjects.ALL_RECEIPTS)
            .retentionPolicy(RetentionPolicy.Limits)
            .discardPolicy(DiscardPolicy.Old)
            .maxAge(settings.retention())
            .build());
    ensure(
        configuration(DEAD)
            .subjects(Subjects.ALL_DEAD)
            .retentionPolicy(RetentionPolicy.Limits)
            .discardPolicy(DiscardPolicy.Old)
            .maxAge(DEAD_KEPT)
            .build());
    ensureConsumer();
  }

  private StreamConfiguration.Builder configuration(String name) {
    return StreamConfiguration.builder()
        .name(name)
        .description(node)
        .storageType(StorageType.File)
        .maxBytes(BYTES);
  }

  private void ensure(StreamConfiguration wanted) throws IOException, JetStreamApiException {
    Optional<StreamInfo> found = stream(wanted.getName());
    if (found.isEmpty()) {
      management.addStream(wanted);
      return;
    }
    String owner = found.get().getConfiguration().getDescription();
    if (!node.equals(owner)) {
      throw new IllegalStateException("the queue is that of another node: " + owner);
    }
  }

  private Optional<StreamInfo> stream(String name) throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getStreamInfo(name));
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void ensureConsumer() throws IOException, JetStreamApiException {
    if (hasConsumer()) {
      return;
    }
    management.addOrUpdateConsumer(
        IN,
        ConsumerConfiguration.builder()
            .durable(NODE)
            .ackPolicy(AckPolicy.Explicit)
            .ackWait(settings.ackWait())
            .maxDeliver(-1) // The node counts: what is given up becomes a dead letter, not nothing.
            .maxAckPending(settings.inFlight())
            .build());
  }

  /// Whether the node's consumer is still there.
  boolean hasConsumer() throws IOException, JetStreamApiException {
    try {
      management.getConsumerInfo(IN, NODE);
      return true;
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /// Up to where the log was published, as far as the queue still has it.
  ///
  /// @return the number of the last message of the log; nothing when the queue has none of it
  Optional<Long> published() throws IOException, JetStreamApiException {
    try {
      MessageInfo last = management.getLastMessage(OUT, Subjects.ALL_SESSIONS);
      return Field.all(Objects.requireNonNull(last.getHeaders()), Field.LOG).stream()
          .findFirst()
          .flatMap(Field::number);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The number of the last message that the outgoing stream has had: it grows, also over a purge.
  long lastOut() throws IOException, JetStreamApiException {
    return management.getStreamInfo(OUT).getStreamState().getLastSequence();
  }
}

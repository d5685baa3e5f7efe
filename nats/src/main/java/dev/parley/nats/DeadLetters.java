package dev.parley.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Queued messages that were given up, for the operator: to be looked at, sent anew, or dropped.
/// Thread-safe.
public final class DeadLetters implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int NOT_FOUND = 404;
  private static final List<String> KEPT = List.of(Field.ACT, Field.ATTEMPT);

  private final Connection connection;
  private final JetStreamManagement management;

  DeadLetters(Connection connection) throws IOException {
    this.connection = connection;
    this.management = connection.jetStreamManagement();
  }

  /// Connects to the queue of a node.
  ///
  /// @param broker the NATS server
  /// @return its dead letters; closing them ends the connection
  /// @throws IOException when it cannot be reached
  public static DeadLetters of(Broker broker) throws IOException {
    try {
      return new DeadLetters(
          broker.connect("parley dead letters", "_INBOX.operator.", (_, _) -> {}));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting", e);
    }
  }

  /// A message that was given up.
  ///
  /// @param number its place among the dead letters
  /// @param reason `undecided` when the node could not decide in all its tries, `invalid_subject`
  ///   when its subject names no agent
  /// @param subject where it was sent to
  /// @param deliveries how often it was tried
  /// @param first when it was sent
  /// @param last when it was given up
  /// @param bytes the message
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  public record Letter(
      long number,
      String reason,
      String subject,
      long deliveries,
      Instant first,
      Instant last,
      byte[] bytes) {}

  /// What became of an order about one letter.
  public enum Done {
    /// It was done.
    DONE,
    /// There is no letter of that number.
    UNKNOWN
  }

  /// Keeps a message that is given up, once however often it is. When this returns, the queue has
  /// it.
  void give(Message message, String which, String reason) throws IOException {
    Headers headers = new Headers();
    for (String name : KEPT) {
      Field.of(message, name).ifPresent(value -> headers.put(name, value));
    }
    headers.put(Field.REASON, reason);
    headers.put(Field.SUBJECT, message.getSubject());
    headers.put(Field.DELIVERIES, Long.toString(message.metaData().deliveredCount()));
    headers.put(Field.FIRST, message.metaData().timestamp().toInstant().toString());
    headers.put(Field.LAST, Instant.now().toString());
    try {
      connection
          .jetStream()
          .publish(
              Subjects.dead(reason),
              headers,
              message.getData(),
              PublishOptions.builder().messageId(which).build());
    } catch (JetStreamApiException e) {
      throw new IOException("the dead letter cannot be kept: " + e.getMessage(), e);
    }
  }

  /// The letters, the oldest first.
  ///
  /// @param limit how many at most
  /// @return the letters
  /// @throws IOException when the queue does not answer
  public List<Letter> list(int limit) throws IOException {
    List<Letter> letters = new ArrayList<>();
    try {
      StreamState state = management.getStreamInfo(Channels.DEAD).getStreamState();
      long next = state.getFirstSequence();
      while (letters.size() < limit && next <= state.getLastSequence()) {
        MessageInfo found = management.getNextMessage(Channels.DEAD, next, Subjects.ALL_DEAD);
        letters.add(letter(found));
        next = found.getSeq() + 1;
      }
      return letters;
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND) {
        return letters;
      }
      throw failed(e);
    }
  }

  /// One letter.
  ///
  /// @param number its place among the dead letters
  /// @return nothing if there is none
  /// @throws IOException when the queue does not answer
  public Optional<Letter> find(long number) throws IOException {
    return message(number).map(DeadLetters::letter);
  }

  /// Sends a letter to where it was sent first, and takes it from the dead ones.
  ///
  /// @param number its place among the dead letters
  /// @return whether there was one
  /// @throws IOException when the queue does not answer; then it is still there
  public Done replay(long number) throws IOException {
    Optional<MessageInfo> found = message(number);
    if (found.isEmpty()) {
      return Done.UNKNOWN;
    }
    Headers headers = new Headers();
    for (String name : KEPT) {
      header(found.get(), name).ifPresent(value -> headers.put(name, value));
    }
    try {
      connection.jetStream().publish(letter(found.get()).subject(), headers, data(found.get()));
    } catch (JetStreamApiException e) {
      throw failed(e);
    }
    return drop(number);
  }

  /// Forgets a letter.
  ///
  /// @param number its place among the dead letters
  /// @return whether there was one
  /// @throws IOException when the queue does not answer
  public Done drop(long number) throws IOException {
    try {
      return management.deleteMessage(Channels.DEAD, number) ? Done.DONE : Done.UNKNOWN;
    } catch (JetStreamApiException e) {
      if (missing(e)) {
        return Done.UNKNOWN;
      }
      throw failed(e);
    }
  }

  private Optional<MessageInfo> message(long number) throws IOException {
    try {
      return Optional.of(management.getMessage(Channels.DEAD, number));
    } catch (JetStreamApiException e) {
      if (missing(e)) {
        return Optional.empty();
      }
      throw failed(e);
    }
  }

  /// The server calls a number beyond its last one an error of its own.
  private static boolean missing(JetStreamApiException e) {
    return e.getErrorCode() == NOT_FOUND || e.getErrorCode() == 500;
  }

  private static IOException failed(JetStreamApiException e) {
    return new IOException("the queue declines: " + e.getMessage(), e);
  }

  private static Letter letter(MessageInfo found) {
    return new Letter(
        found.getSeq(),
        header(found, Field.REASON).orElse("unknown"),
        header(found, Field.SUBJECT).orElse(""),
        header(found, Field.DELIVERIES).flatMap(Field::number).orElse(0L),
        time(header(found, Field.FIRST)),
        time(header(found, Field.LAST)),
        data(found));
  }

  private static Instant time(Optional<String> text) {
    try {
      return text.map(Instant::parse).orElse(Instant.EPOCH);
    } catch (java.time.format.DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  private static byte[] data(MessageInfo found) {
    return Optional.ofNullable(found.getData()).orElseGet(() -> new byte[0]);
  }

  private static Optional<String> header(MessageInfo found, String name) {
    return Optional.ofNullable(found.getHeaders())
        .flatMap(headers -> Field.all(Objects.requireNonNull(headers), name).stream().findFirst());
  }

  @Override
  public void close() {
    try {
      connection.flush(PATIENCE);
    } catch (java.util.concurrent.TimeoutException | InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      Closing.now(connection);
    }
  }
}

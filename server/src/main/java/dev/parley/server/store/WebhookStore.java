package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What operators are told of by webhooks. Safe for all threads; reads and futures behave as in
/// [SessionStore].
public interface WebhookStore {

  /// Something that waits for operators and of which they were not told.
  ///
  /// @param kind `escalation` or `dispute`
  /// @param session the session
  /// @param subject the id of the escalation or dispute
  /// @param due when it is decided without them, if that is known
  record Untold(String kind, UUID session, String subject, Optional<Instant> due) {}

  /// An event, to be delivered to somebody.
  ///
  /// @param eventId its id
  /// @param url to whom
  /// @param attempts how many there were
  /// @param body what is sent
  record Delivery(String eventId, String url, int attempts, Content body) {}

  /// An event that could not be delivered.
  ///
  /// @param delivery what and to whom
  /// @param madeAt when the event was made, in real time
  /// @param fault of the last attempt, for people
  record DeadLetter(Delivery delivery, Instant madeAt, String fault) {}

  /// What came of an attempt.
  sealed interface Attempt {
    /// It was taken.
    record Delivered() implements Attempt {}

    /// It was not, and is tried again.
    ///
    /// @param fault for people
    /// @param next when
    record Failed(String fault, Instant next) implements Attempt {}

    /// It was not, and is not tried again.
    ///
    /// @param fault for people
    record Dead(String fault) implements Attempt {}
  }

  /// What operators were not told of.
  ///
  /// @param limit how many at most, at least 1
  /// @return what waits for them
  List<Untold> untold(int limit);

  /// Keeps an event until it is delivered to each address.
  ///
  /// @param event what it is about
  /// @param eventId its id
  /// @param body what is sent
  /// @param urls to whom
  /// @param now real time
  /// @return superseded if there is such an event
  CompletableFuture<WriteOutcome> queue(
      Untold event, String eventId, Content body, List<String> urls, Instant now);

  /// What is to be delivered by now.
  ///
  /// @param now real time
  /// @param limit how many at most, at least 1
  /// @return what is due, the longest due first
  List<Delivery> due(Instant now, int limit);

  /// Records an attempt.
  ///
  /// @param delivery what was tried
  /// @param attempt what came of it
  /// @return once it is on disk
  CompletableFuture<WriteOutcome> tried(Delivery delivery, Attempt attempt);

  /// What could not be delivered.
  ///
  /// @param limit how many at most, at least 1
  /// @return the oldest first
  List<DeadLetter> dead(int limit);

  /// Has an event that could not be delivered tried anew.
  ///
  /// @param eventId which
  /// @param now real time
  /// @return superseded if it is not dead
  CompletableFuture<WriteOutcome> replay(String eventId, Instant now);

  /// Forgets events that nothing is to be done about any more: made before some time, delivered or
  /// given up, and about something that waits for nobody now.
  ///
  /// @param before made before then, in real time
  /// @param most the oldest so many at most, at least 1
  /// @return once they are gone; superseded if there was none
  CompletableFuture<WriteOutcome> forget(Instant before, int most);
}

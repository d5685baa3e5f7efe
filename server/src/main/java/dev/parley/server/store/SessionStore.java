package dev.parley.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sessions with their messages: compare-and-append, and reading from a cursor.
///
/// Safe for all threads. Reads see every append that has been answered, and throw [StoreFailure]
/// when the disk fails them or a row is damaged. A limit is at least 1; a page may hold fewer rows
/// than the limit also before the end, and is empty only at the end.
public interface SessionStore {

  /// Says that an append is on its way, so that the store may hold a commit open for it for a
  /// moment (8 ms at most). Close it once the message has been handed to [#append] or refused, and
  /// before waiting for anything that itself waits for the store.
  ///
  /// @return the arrival, to be closed
  Arrival announce();

  /// Stores a message with its effects if the session's head is still the expected one. Appends to
  /// one session are taken in the order of the calls. The future completes on the store's writer
  /// thread: join it, or continue with the `Async` methods. It completes exceptionally (with
  /// [StoreFailure]) only for an append that breaks the store's own rules.
  ///
  /// @param append the message and its effects
  /// @return what became of it, once that is certain
  CompletableFuture<AppendOutcome> append(Append append);

  /// The session, if it exists.
  ///
  /// @param session its id
  /// @return the session, empty when it does not exist
  Optional<StoredSession> session(UUID session);

  /// Messages from a position on, in order. A page ends early after 4 MiB, so that no reader fills
  /// the heap.
  ///
  /// @param session the session
  /// @param from the first position
  /// @param limit how many at most
  /// @return the messages
  List<StoredMessage> messages(UUID session, long from, int limit);

  /// One message by its id.
  ///
  /// @param session the session
  /// @param messageId the message
  /// @return the message, empty when this session has none with that id
  Optional<StoredMessage> message(UUID session, UUID messageId);

  /// Whether this session has accepted a message with this id, and as what; cheaper than reading
  /// it.
  ///
  /// @param session the session
  /// @param messageId the message
  /// @return its place, empty when this session has none with that id
  Optional<MessagePlace> place(UUID session, UUID messageId);

  /// The cards that the session uses, in the order in which they were pinned.
  ///
  /// @param session the session
  /// @return the cards
  List<PinnedCard> pinnedCards(UUID session);

  /// Sessions that an agent takes part in, the newest session id first, below `before`; start with
  /// [#NEWEST].
  ///
  /// @param agent the agent URI
  /// @param before the last session of the page before, or [#NEWEST]
  /// @param limit how many at most
  /// @return the sessions
  List<StoredSession> sessionsOf(String agent, UUID before, int limit);

  /// How many open sessions an agent takes part in, counted up to `atMost`.
  ///
  /// @param agent the agent URI
  /// @param atMost where to stop counting
  /// @return the number, `atMost` when there are that many or more
  int openSessionsOf(String agent, int atMost);

  /// Entries of an agent's inbox numbered above `after`; start with -1.
  ///
  /// @param agent the agent URI
  /// @param after the last number already seen, or -1
  /// @param limit how many at most
  /// @return the entries, in order
  List<InboxEntry> inbox(String agent, long after, int limit);

  /// Sessions whose timers are to be looked at by `upTo`, earliest first, behind `after`; start
  /// with [WakeUp#FIRST].
  ///
  /// @param after the last one already seen, or [WakeUp#FIRST]
  /// @param upTo the latest time
  /// @param limit how many at most
  /// @return the sessions, in order
  List<WakeUp> wakeUps(WakeUp after, Instant upTo, int limit);

  /// Says that a session was looked at and nothing was due yet. It is superseded when a message
  /// came in between.
  ///
  /// @param wakeUp what the store had asked for
  /// @param length the session's length when it was looked at
  /// @param due when its earliest timer is due, in whole milliseconds; null without timers
  /// @return what became of it, once that is certain
  CompletableFuture<WriteOutcome> postpone(WakeUp wakeUp, long length, @Nullable Instant due);

  /// Above every session id: where listing starts.
  UUID NEWEST = new UUID(-1, -1);

  /// An append on its way.
  interface Arrival extends AutoCloseable {
    /// It has been handed over, or will not come. Closing again does nothing.
    @Override
    void close();
  }
}

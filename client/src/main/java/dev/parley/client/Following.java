package dev.parley.client;

import dev.parley.client.Discrepancy.Kind;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Format;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.SessionState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What this side has heard of a session and how it goes on hearing: the replica, what the caller
/// has not read yet, and the thread that follows the stream. Thread-safe.
final class Following implements AutoCloseable {
  private final SessionId id;
  private final AgentUri self;
  private final SessionWire wire;
  private final ConnectionSettings settings;
  private final Replica replica;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Received> unread = new ArrayDeque<>();
  private final Set<MessageId> underWay = new HashSet<>();
  private @Nullable ParleyException broken;
  private @Nullable Events stream;
  private boolean closed;

  Following(
      SessionId id, AgentUri self, SessionWire wire, ConnectionSettings settings, Replica replica) {
    this.id = id;
    this.self = self;
    this.wire = wire;
    this.settings = settings;
    this.replica = replica;
  }

  SessionId id() {
    return id;
  }

  SessionState state() {
    lock.lock();
    try {
      check();
      return replica.state();
    } finally {
      lock.unlock();
    }
  }

  /// How messages may be spelt.
  Format format() {
    lock.lock();
    try {
      return replica.format();
    } finally {
      lock.unlock();
    }
  }

  List<Received> history() {
    lock.lock();
    try {
      return List.copyOf(replica.history());
    } finally {
      lock.unlock();
    }
  }

  SessionSummary summary() {
    lock.lock();
    try {
      return SessionSummary.of(replica.history(), replica.state());
    } finally {
      lock.unlock();
    }
  }

  /// The next unread message, if one comes in time.
  Optional<Received> next(Duration wait) {
    lock.lock();
    try {
      await(wait, () -> !unread.isEmpty() || over());
      return Optional.ofNullable(unread.poll());
    } finally {
      lock.unlock();
    }
  }

  /// The state once the talk can begin or has failed; what was said until then counts as read.
  Optional<SessionState> introduced(Duration wait) {
    lock.lock();
    try {
      if (!await(wait, () -> replica.introducedAt() < replica.next())) {
        return Optional.empty();
      }
      unread.removeIf(m -> m.position() <= replica.introducedAt());
      return Optional.of(replica.state());
    } finally {
      lock.unlock();
    }
  }

  /// Stops following.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (stream != null) {
        stream.close();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Reads everything that is there, then follows what comes. Messages before a position were read
  /// in an earlier life.
  void follow(long readBefore) {
    catchUp();
    lock.lock();
    try {
      unread.removeIf(m -> m.position() < readBefore);
      if (replica.state() instanceof SessionState.Ended) {
        return;
      }
      Events events = wire.events(replica.next(), format());
      stream = events;
      Thread.ofVirtual().name("parley-session-" + id).start(() -> read(events));
    } finally {
      lock.unlock();
    }
  }

  private void read(Events events) {
    try (events) {
      while (going()) {
        Optional<ServerEvent> event = events.next(settings.silence());
        if (event.isPresent() && event.get().type().equals("message")) {
          take(Received.decode(event.get().json()));
        }
      }
    } catch (ParleyException e) {
      breakOff(e);
    } catch (RuntimeException e) {
      breakOff(new TransportException("the session cannot be followed: " + e, e));
    }
  }

  private boolean going() {
    lock.lock();
    try {
      return !closed && broken == null && !(replica.state() instanceof SessionState.Ended);
    } finally {
      lock.unlock();
    }
  }

  /// Fetches what was missed, page by page.
  void catchUp() {
    while (true) {
      long from = nextPosition();
      List<Received> page = wire.page(from, format());
      page.forEach(this::take);
      if (nextPosition() == from) {
        return;
      }
    }
  }

  private long nextPosition() {
    lock.lock();
    try {
      return replica.next();
    } finally {
      lock.unlock();
    }
  }

  /// Checks a message and enters it; what it needs of the node is fetched first, without the lock.
  void take(Received message) {
    try {
      fetchCards(message);
      lock.lock();
      try {
        if (broken != null) {
          throw broken;
        }
        if (replica.receive(message) && !underWay.contains(message.envelope().messageId())) {
          unread.add(message);
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    } catch (NodeMisbehavedException e) {
      breakOff(e);
      throw e;
    }
  }

  private void fetchCards(Received message) {
    boolean next;
    boolean present;
    lock.lock();
    try {
      next = replica.isNext(message);
      present = replica.needsCard(message);
    } finally {
      lock.unlock();
    }
    if (present) {
      wire.current(message.sender());
    }
    if (next) {
      wire.named(message);
    }
  }

  private void breakOff(ParleyException e) {
    lock.lock();
    try {
      if (broken == null) {
        broken = e;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (broken != null) {
      throw broken;
    }
    if (closed) {
      throw new IllegalStateException("this handle of the session was closed");
    }
  }

  private boolean over() {
    return replica.state() instanceof SessionState.Ended;
  }

  /// Waits under the lock.
  private boolean await(Duration wait, BooleanSupplier condition) {
    long left = wait.toNanos();
    try {
      while (true) {
        check();
        if (condition.getAsBoolean()) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw NoAnswerException.interrupted(e);
    }
  }

  /// Where the next message of this handle stands.
  record Spot(long position, Voice.Place place) {}

  /// What a policy objects to, if anything.
  Optional<List<Received>> objection(WhenOvertaken policy) {
    lock.lock();
    try {
      check();
      List<Received> waiting = List.copyOf(unread);
      return Dispatch.allows(policy, waiting) ? Optional.empty() : Optional.of(waiting);
    } finally {
      lock.unlock();
    }
  }

  List<Received> unread() {
    lock.lock();
    try {
      return List.copyOf(unread);
    } finally {
      lock.unlock();
    }
  }

  /// The card that the agent uses here since its first message.
  Optional<AgentCard> cardInUse() {
    lock.lock();
    try {
      return replica.cardOf(self);
    } finally {
      lock.unlock();
    }
  }

  /// A message of this handle is under way: it is not news when it comes back.
  Spot begin(MessageId messageId, double scoreIfFirst) {
    lock.lock();
    try {
      check();
      underWay.add(messageId);
      return new Spot(replica.next(), replica.place(self, scoreIfFirst));
    } finally {
      lock.unlock();
    }
  }

  /// A message is under way no more; should it still come, it is news.
  void done(MessageId messageId) {
    lock.lock();
    try {
      underWay.remove(messageId);
    } finally {
      lock.unlock();
    }
  }

  /// The node has accepted a message, and says where it stands.
  SendResult accepted(Dispatch.Signed signed, Answer answer) {
    try {
      Received message = Received.decode(answer.object());
      if (message.position() != signed.position()
          || !message.envelope().json().equals(signed.envelope())) {
        throw new Discrepancy(
                Kind.ANSWER,
                signed.position(),
                "message " + signed.messageId(),
                "message "
                    + message.envelope().messageId()
                    + " at position "
                    + message.position()
                    + ", or altered")
            .exception();
      }
      take(message);
      return new SendResult.Sent(message);
    } catch (NodeMisbehavedException e) {
      breakOff(e);
      throw e;
    }
  }

  /// Whether a message without an answer came back by the stream.
  Optional<SendResult> arrived(MessageId messageId, long position) {
    lock.lock();
    try {
      underWay.remove(messageId);
      return position < replica.next()
              && replica.at(position).envelope().messageId().equals(messageId)
          ? Optional.of(new SendResult.Sent(replica.at(position)))
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// The node says that something came in between: it has to show it.
  void overtaken(Dispatch.Signed signed, NodeRefusal refusal) {
    catchUp();
    lock.lock();
    try {
      replica.conflicting(
          signed.position(),
          refusal.details().integer("nextPosition"),
          refusal.details().string("head"));
    } catch (NodeMisbehavedException e) {
      breakOff(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something stands at a position, or some time.
  void waitBehind(long position, Duration wait) {
    lock.lock();
    try {
      await(wait, () -> replica.next() > position);
    } finally {
      lock.unlock();
    }
  }
}

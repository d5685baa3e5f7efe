package dev.parley.nats;

import dev.parley.core.identity.AgentUri;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes queued messages to the node. Each gets one outcome: a receipt, another try, or a place
/// among the dead letters; and it is acknowledged only after that. Messages of one session are
/// taken in the order of the queue; what their order is, the node's log decides.
final class Ingress implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Ingress.class.getName());
  private static final int LANES = 16;
  private static final int BATCH = 64;
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int REFUSALS_KEPT = 4096;

  private final Connection connection;
  private final Channels channels;
  private final DeadLetters dead;
  private final QueueSettings settings;
  private final NodeDoor door;
  private final Lanes lanes = new Lanes(LANES);
  private final Thread reader;

  /// What was refused, until it is certain that the queue knows: when it comes again because the
  /// acknowledgement was lost, its sender hears the same again. Accepted messages need no such
  /// memory, the node's log has them.
  private final Map<String, Receipt> refused =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Receipt> eldest) {
              return size() > REFUSALS_KEPT;
            }
          });

  /// What waits here or is being decided: a node that is slow gets it once more meanwhile, and that
  /// is no further try.
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  Ingress(
      Connection connection,
      Channels channels,
      DeadLetters dead,
      QueueSettings settings,
      NodeDoor door) {
    this.connection = connection;
    this.channels = channels;
    this.dead = dead;
    this.settings = settings;
    this.door = door;
    this.reader = Thread.ofVirtual().name("parley-nats-ingress").start(this::run);
  }

  private void run() {
    while (!closed) {
      try {
        read();
      } catch (IOException | JetStreamApiException | RuntimeException e) {
        if (!closed) {
          LOG.log(System.Logger.Level.DEBUG, "the queue cannot be read: {0}", e.getMessage());
          Pause.of(settings.pause());
        }
      }
    }
  }

  private void read() throws IOException, JetStreamApiException {
    channels.ensure();
    JetStreamSubscription pull =
        connection
            .jetStream()
            .subscribe(null, PullSubscribeOptions.bind(Channels.IN, Channels.NODE));
    try {
      long heard = System.nanoTime();
      while (!closed) {
        Iterator<Message> batch = pull.iterate(BATCH, TURN);
        while (batch.hasNext()) {
          heard = System.nanoTime();
          take(batch.next());
        }
        if (System.nanoTime() - heard > settings.check().toNanos()) {
          if (!channels.hasConsumer()) {
            return; // A queue that was lost is made anew.
          }
          heard = System.nanoTime();
        }
      }
    } finally {
      if (pull.isActive()) {
        pull.unsubscribe();
      }
    }
  }

  private void take(Message message) {
    String session = Subjects.part(message.getSubject(), 2);
    NatsJetStreamMetaData place = message.metaData();
    String which = place.streamSequence() + "@" + place.timestamp().toInstant();
    if (!inHand.add(which)) {
      return;
    }
    lanes.put(
        session,
        () -> {
          try {
            decide(message, session, which);
          } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "a queued message waits: {0}", e.getMessage());
          } finally {
            inHand.remove(which);
          }
        });
  }

  private void decide(Message message, String session, String which) throws IOException {
    long tries = message.metaData().deliveredCount();
    Optional<AgentUri> agent = Subjects.agent(Subjects.part(message.getSubject(), 4));
    Optional<String> named = Subjects.text(session);
    if (agent.isEmpty() || named.isEmpty()) {
      give(message, which, "invalid_subject");
      return;
    }
    if (tries > settings.deliveries()) {
      give(message, which, "undecided"); // Whoever tried it last has not lived to say so.
      return;
    }
    Receipt before = refused.get(which);
    if (before != null) {
      settle(message, agent.get(), before);
      return;
    }
    NodeDoor.Answer answer = door.submit(agent.get(), named.get(), act(message), message.getData());
    if (!Receipt.decides(answer)) {
      if (tries == settings.deliveries()) {
        give(message, which, "undecided");
      } else {
        message.nakWithDelay(settings.pauseAfter(tries));
      }
      return;
    }
    Receipt receipt = Receipt.of(named.get(), answer);
    if (answer.status() / 100 != 2) {
      refused.put(which, receipt);
    }
    settle(message, agent.get(), receipt);
  }

  private static NodeDoor.Act act(Message message) {
    return switch (Field.of(message, Field.ACT).orElse("")) {
      case "open" -> NodeDoor.Act.OPEN;
      case "append" -> NodeDoor.Act.APPEND;
      default -> NodeDoor.Act.AS_IT_STANDS;
    };
  }

  /// The receipt goes out before the acknowledgement, on the same connection.
  private void settle(Message message, AgentUri agent, Receipt receipt) {
    Headers headers = new Headers();
    Field.of(message, Field.ATTEMPT).ifPresent(attempt -> headers.put(Field.ATTEMPT, attempt));
    connection.publish(Subjects.receipt(agent), headers, receipt.bytes());
    message.ack();
  }

  private void give(Message message, String which, String reason) throws IOException {
    dead.give(message, which, reason);
    message.ack();
    LOG.log(
        System.Logger.Level.WARNING,
        "a queued message became a dead letter ({0}); parley nats dead-letters list shows it",
        reason);
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    lanes.close();
  }
}

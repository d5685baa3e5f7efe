package dev.parley.a2a.bound;

import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.task.Tie;
import dev.parley.client.ParleyException;
import dev.parley.client.Session;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A task and its session: reads the session as long as it can change anything for the task.
final class SessionTie implements Tie {
  private static final Logger LOG = LoggerFactory.getLogger(SessionTie.class);
  private static final Duration A_WHILE = Duration.ofSeconds(30);

  private final SessionReference reference;
  private final Session session;
  private final AgentUri debtor;
  private final Runnable afterwards;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile JsonObject last;

  SessionTie(SessionReference reference, Session session, AgentUri debtor, Runnable afterwards) {
    this.reference = reference;
    this.session = session;
    this.debtor = debtor;
    this.afterwards = afterwards;
    this.last = Bond.metadata(reference, commitment());
  }

  private Commitment commitment() {
    return session.commitments().stream()
        .filter(c -> c.id().equals(reference.commitmentId()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public SessionReference reference() {
    return reference;
  }

  @Override
  public JsonObject metadata() {
    return last;
  }

  @Override
  public Told tell(TaskEvent event) {
    JsonObject about = JsonObject.EMPTY.with("commitmentId", reference.commitmentId());
    return switch (Report.tell(session, Report.of(about, event))) {
      case RECORDED -> Told.RECORDED;
      case DECLINED -> Told.DECLINED;
    };
  }

  @Override
  public void follow(Consumer<Change> hears) {
    Thread.ofVirtual().name("a2a-tie-" + session.id()).start(() -> read(hears));
  }

  private void read(Consumer<Change> hears) {
    try {
      while (open.get() && !over()) {
        var _ = session.next(A_WHILE);
        look(hears);
      }
      look(hears); // What came while it was found to be over.
    } catch (ParleyException e) {
      LOG.warn("session {} can no longer be followed", session.id(), e);
    } finally {
      close();
    }
  }

  private void look(Consumer<Change> hears) {
    Change change = Bond.change(reference, commitment(), debtor);
    if (!change.metadata().equals(last)) {
      last = change.metadata();
      hears.accept(change);
    }
  }

  /// Whether nothing can change any more.
  private boolean over() {
    Commitment commitment = commitment();
    boolean settled =
        commitment.status() != CommitmentStatus.ACTIVE
            && Bond.metadata(reference, commitment).equals(last);
    return session.ended() || settled;
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      session.close();
      afterwards.run();
    }
  }
}

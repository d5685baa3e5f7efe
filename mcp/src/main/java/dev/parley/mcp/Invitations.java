package dev.parley.mcp;

import dev.parley.client.Agent;
import dev.parley.client.Inbox;
import dev.parley.client.Invitation;
import dev.parley.client.ParleyException;
import dev.parley.client.Session;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.StateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The invitations that wait for an agent's answer. Thread-safe; one call at a time reads.
final class Invitations implements AutoCloseable {
  /// How many are kept and shown.
  static final int MOST = 20;

  private static final Duration FIRST_LOOK = Duration.ofMillis(300);

  private final Agent agent;
  private final OpenSessions sessions;
  private final Set<SessionId> pending = new LinkedHashSet<>();
  private @Nullable Inbox inbox;

  Invitations(Agent agent, OpenSessions sessions) {
    this.agent = agent;
    this.sessions = sessions;
  }

  /// Those that can be answered now, the eldest first.
  ///
  /// @param wait how long to wait for one if there is none
  synchronized List<Session> waiting(Duration wait) {
    List<Session> found = read(FIRST_LOOK);
    return found.isEmpty() && wait.isPositive() ? read(wait) : found;
  }

  private List<Session> read(Duration wait) {
    try {
      Inbox following = following();
      Optional<Invitation> next = following.next(wait);
      while (next.isPresent()) {
        pending.add(next.get().sessionId());
        next = following.next(FIRST_LOOK);
      }
    } catch (ParleyException e) {
      close();
      throw e;
    }
    List<Session> open = new ArrayList<>();
    for (SessionId id : List.copyOf(pending)) {
      Session session = sessions.take(id);
      if (unanswered(session) && open.size() < MOST) {
        open.add(session);
      } else {
        pending.remove(id);
      }
    }
    return open;
  }

  private boolean unanswered(Session session) {
    return session.state().name() == StateName.INVITED
        && session
            .state()
            .said()
            .flatMap(talk -> talk.participant(agent.id()))
            .filter(p -> p.standing() == Participant.Standing.INVITED)
            .isPresent();
  }

  private Inbox following() {
    Inbox known = inbox;
    if (known == null) {
      known = agent.inbox();
      inbox = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (inbox != null) {
      inbox.close();
      inbox = null;
    }
  }
}

package dev.parley.mcp;

import dev.parley.client.Agent;
import dev.parley.client.ParleyException;
import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.core.message.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions of one agent that are followed now. Those that nobody has asked for lately are
/// followed no more, and taken up again when somebody does. Thread-safe.
final class OpenSessions implements AutoCloseable {
  /// How many are followed at once.
  static final int MOST = 64;

  private final Agent agent;
  private final Map<SessionId, Session> open = new LinkedHashMap<>(16, 0.75f, true);

  OpenSessions(Agent agent) {
    this.agent = agent;
  }

  /// A session by its id.
  ///
  /// @throws dev.parley.client.RefusedException `session_not_found` if there is none for this agent
  Session take(SessionId id) {
    Optional<Session> known = followed(id);
    return known.isPresent() ? known.get() : keep(joined(id));
  }

  /// A session that this agent has opened itself.
  Session keep(Session session) {
    List<Session> close = new ArrayList<>();
    Session kept;
    synchronized (open) {
      @Nullable Session other = open.putIfAbsent(session.id(), session);
      kept = other == null ? session : other;
      if (other != null) {
        close.add(session);
      }
      while (open.size() > MOST) {
        SessionId eldest = open.keySet().iterator().next();
        close.add(open.remove(eldest));
      }
    }
    close.forEach(Session::close);
    return kept;
  }

  private Optional<Session> followed(SessionId id) {
    synchronized (open) {
      Session session = open.get(id);
      if (session == null) {
        return Optional.empty();
      }
      try {
        session.state();
        return Optional.of(session);
      } catch (ParleyException | IllegalStateException _) {
        // It can no longer be followed by this handle; a new one checks everything again.
        open.remove(id);
        session.close();
        return Optional.empty();
      }
    }
  }

  /// Whoever signed a message has read what came before it, so that is no news after a restart.
  private Session joined(SessionId id) {
    Session session = agent.join(id);
    long read =
        session.history().stream()
            .filter(m -> m.sender().equals(agent.id()))
            .mapToLong(Received::position)
            .max()
            .orElse(-1);
    for (long position = 0; position <= read; position++) {
      session.next(Duration.ZERO);
    }
    return session;
  }

  /// Everything that was not read yet; from now on it counts as read.
  static List<Received> news(Session session) {
    List<Received> news = new ArrayList<>();
    for (Optional<Received> next = session.next(Duration.ZERO);
        next.isPresent();
        next = session.next(Duration.ZERO)) {
      news.add(next.get());
    }
    return news;
  }

  @Override
  public void close() {
    synchronized (open) {
      open.values().forEach(Session::close);
      open.clear();
    }
  }
}

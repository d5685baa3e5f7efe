package dev.parley.server.streams;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Following;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.time.NodeClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What one reader hears of one session, in order: every message once, and with the last one of
/// each batch the state that it led to. Reads the log by a cursor, so it neither loses nor repeats
/// anything. For one thread; close it.
public final class SessionFeed implements AutoCloseable {
  private final Source source;
  private final AgentUri reader;
  private final Following following;
  private final Streams.Slot slot;
  private final Map<AgentUri, Double> scores = new HashMap<>();
  private Optional<StateName> told = Optional.empty();
  private LocalDate scoredOn;
  private Going going = Going.ON;
  private boolean looked;

  /// Where readers hear from.
  ///
  /// @param sessions the node's sessions
  /// @param clock the node's clock: scores are computed by its days (protocol section 10)
  /// @param scores the trust score of an agent, 0 to 100
  public record Source(Sessions sessions, NodeClock clock, ToDoubleFunction<AgentUri> scores) {}

  /// Whether there may be more.
  public enum Going {
    /// There may be.
    ON,
    /// The session has ended, and all of it was heard.
    SESSION_ENDED,
    /// The reader may no longer see the session.
    OUT_OF_SIGHT,
    /// The node ends, or the reader has to show anew who it is. It resumes behind what it heard.
    RESUME_LATER
  }

  /// Begins.
  ///
  /// @param source where it hears from
  /// @param reader who hears
  /// @param following the cursor, which is closed with this
  /// @param slot the right to hear, which is given back with this
  public SessionFeed(Source source, AgentUri reader, Following following, Streams.Slot slot) {
    this.source = source;
    this.reader = reader;
    this.following = following;
    this.slot = slot;
    this.scoredOn = today();
  }

  /// The reader knows a state already.
  ///
  /// @param state that
  public void knows(StateName state) {
    told = Optional.of(state);
  }

  /// What happens next.
  ///
  /// @param wait how long to wait for something; nothing is waited for the first time
  /// @return empty when nothing happened in that time, or when there is no more: see [#going]
  /// @throws InterruptedException when the thread is interrupted while it waits
  public List<Happening> next(Duration wait) throws InterruptedException {
    List<Delivered> messages = following.next(looked ? wait : Duration.ZERO);
    List<Happening> out = new ArrayList<>(messages.size() + 1);
    messages.forEach(message -> out.add(new Happening.Said(message)));
    boolean newDay = !today().equals(scoredOn);
    if (!messages.isEmpty() || !looked || newDay) {
      Optional<SessionView> view = source.sessions().view(reader, following.session());
      if (view.isEmpty()) {
        going = Going.OUT_OF_SIGHT;
        return out;
      }
      tell(out, view.get());
    }
    looked = true;
    if (following.ended().isPresent()) {
      going = Going.SESSION_ENDED;
    } else if (slot.ending()) {
      going = Going.RESUME_LATER;
    }
    return out;
  }

  /// Whether there may be more.
  ///
  /// @return ON while there may
  public Going going() {
    return going;
  }

  /// Who hears.
  ///
  /// @return the agent
  public AgentUri reader() {
    return reader;
  }

  /// The state that the reader last heard.
  ///
  /// @return IDLE before it heard any
  public StateName state() {
    return told.orElse(StateName.IDLE);
  }

  /// The right to hear: writes go through it.
  ///
  /// @return the slot
  public Streams.Slot slot() {
    return slot;
  }

  private void tell(List<Happening> out, SessionView view) {
    Talk talk = view.state().said().orElseThrow();
    StateName state = view.state().name();
    if (!told.equals(Optional.of(state))) {
      out.add(
          new Happening.StateChanged(
              state, told, talk.head().acceptedAt(), talk.head().nextPosition() - 1));
      told = Optional.of(state);
    }
    boolean newDay = !today().equals(scoredOn);
    scoredOn = today();
    for (AgentUri agent : talk.participants().keySet()) {
      Double before = scores.get(agent);
      if (before == null || newDay) {
        double now = source.scores().applyAsDouble(agent);
        scores.put(agent, now);
        if (before != null && before != now) {
          out.add(new Happening.TrustChanged(agent, now, before));
        }
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(source.clock().now(), ZoneOffset.UTC);
  }

  @Override
  public void close() {
    following.close();
    slot.close();
  }
}

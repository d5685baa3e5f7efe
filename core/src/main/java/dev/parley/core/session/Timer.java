package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.TimerKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A running timer (protocol section 7). Expiries are recorded in the order due, key, `causedBy`;
/// what follows after that only separates timers of one message.
///
/// @param key which kind
/// @param due when it expires
/// @param causedBy the hash of the message that started it
/// @param subject the body id that it belongs to, empty for timers of the whole session
/// @param part the index of the obligation, 0 otherwise
/// @param waitedOn whose act would have stopped it, in order of their names
public record Timer(
    TimerKey key, Instant due, Hash causedBy, String subject, int part, List<AgentUri> waitedOn)
    implements Comparable<Timer> {

  private static final Comparator<Timer> ORDER =
      Comparator.comparing(Timer::due)
          .thenComparing(t -> t.key().wire())
          .thenComparing(t -> t.causedBy().text())
          .thenComparing(Timer::subject)
          .thenComparingInt(Timer::part);

  /// A timer of the whole session.
  static Timer ofSession(TimerKey key, Instant due, Hash causedBy, List<AgentUri> waitedOn) {
    return new Timer(key, due, causedBy, "", 0, waitedOn);
  }

  /// What tells it from all others that run at the same time.
  String name() {
    return key.wire() + "/" + subject + "/" + part;
  }

  Timer dueAt(Instant later) {
    return new Timer(key, later, causedBy, subject, part, waitedOn);
  }

  @Override
  public int compareTo(Timer other) {
    return ORDER.compare(this, other);
  }
}

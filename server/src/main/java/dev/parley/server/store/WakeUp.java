package dev.parley.server.store;

import java.time.Instant;
import java.util.UUID;

/// When to look at a session's timers: at the latest when the earliest is due, perhaps sooner. A
/// timer that every message pushes on would otherwise cost a write each time; so the store keeps an
/// earlier time that it has, and who wakes too soon says so with [SessionStore#postpone]. Ordered
/// by time, then session.
///
/// @param at when
/// @param session which session
public record WakeUp(Instant at, UUID session) {

  /// Comes before every other: where reading starts.
  public static final WakeUp FIRST = new WakeUp(Instant.EPOCH, new UUID(0, 0));
}

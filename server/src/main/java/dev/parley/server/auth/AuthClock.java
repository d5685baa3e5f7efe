package dev.parley.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The time against which proofs and assertions are judged: real time. On a node with a development
/// clock the node's time is as good, since an agent that follows that clock knows no other. Tokens
/// and nonces live in real time always. Immutable.
public final class AuthClock {
  private final InstantSource real;
  private final List<InstantSource> accepted;
  private final Instant started;

  private AuthClock(InstantSource real, List<InstantSource> accepted) {
    this.real = real;
    this.accepted = accepted;
    this.started = real.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Real time only.
  ///
  /// @param real real time
  /// @return the clock
  public static AuthClock of(InstantSource real) {
    return new AuthClock(real, List.of(real));
  }

  /// Real time, or the time of a development clock.
  ///
  /// @param real real time
  /// @param development the node's clock
  /// @return the clock
  public static AuthClock of(InstantSource real, InstantSource development) {
    return new AuthClock(real, List.of(real, development));
  }

  /// Real time.
  ///
  /// @return now
  Instant now() {
    return real.instant();
  }

  /// When the node started, in whole seconds as claims are.
  Instant started() {
    return started;
  }

  /// Whether a time lies within a distance of now.
  boolean near(Instant time, Duration distance) {
    return accepted.stream()
        .map(clock -> Duration.between(clock.instant(), time).abs())
        .anyMatch(apart -> apart.compareTo(distance) <= 0);
  }

  /// Whether a time is still to come, and not further away than a limit.
  boolean ahead(Instant time, Duration limit) {
    return accepted.stream()
        .map(clock -> Duration.between(clock.instant(), time))
        .anyMatch(left -> left.isPositive() && left.compareTo(limit) <= 0);
  }
}

package dev.parley.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How patient a connection is. Immutable; start from [#DEFAULT].
///
/// @param connectTimeout how long a TCP and TLS handshake may take
/// @param requestTimeout how long one request may take, its answer read to the end
/// @param silence how long a stream of events may say nothing, not even a heartbeat, before it is
///   opened anew
/// @param patience for how long a stream is opened anew without success before it is given up
/// @param attempts how often a request is sent in all when the node cannot be reached or is too
///   busy, 1 to 20
/// @param clock tells the time for timestamps and proofs
/// @param tls what to trust; absent: what the platform trusts
/// @param talking how sessions are talked in
public record ConnectionSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    Duration silence,
    Duration patience,
    int attempts,
    InstantSource clock,
    Optional<SSLContext> tls,
    Talking talking) {

  /// How sessions are talked in.
  public enum Talking {
    /// A request for each message, and a stream of events.
    BY_REQUESTS,
    /// One WebSocket connection both ways. Where it breaks, requests go on until it is open again.
    BY_SOCKET
  }

  /// 5 s to connect, 30 s a request, 75 s of silence, 5 min of patience, 5 attempts, the system's
  /// clock and trust.
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          Duration.ofMinutes(5),
          5,
          InstantSource.system(),
          Optional.empty(),
          Talking.BY_REQUESTS);

  private static final int MOST_ATTEMPTS = 20;

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if a duration is not positive or `attempts` out of range
  public ConnectionSettings {
    for (Duration each : new Duration[] {connectTimeout, requestTimeout, silence, patience}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("not a positive duration: " + each);
      }
    }
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("attempts not between 1 and 20: " + attempts);
    }
  }

  /// The same with another limit for one request.
  ///
  /// @param timeout how long one request may take
  /// @return new settings
  public ConnectionSettings requestsWithin(Duration timeout) {
    return new ConnectionSettings(
        connectTimeout, timeout, silence, patience, attempts, clock, tls, talking);
  }

  /// The same with other limits for streams of events.
  ///
  /// @param quiet how long a stream may say nothing
  /// @param lasting for how long it is opened anew without success
  /// @return new settings
  public ConnectionSettings streams(Duration quiet, Duration lasting) {
    return new ConnectionSettings(
        connectTimeout, requestTimeout, quiet, lasting, attempts, clock, tls, talking);
  }

  /// The same with another number of attempts.
  ///
  /// @param most how often a request is sent in all
  /// @return new settings
  public ConnectionSettings attempts(int most) {
    return new ConnectionSettings(
        connectTimeout, requestTimeout, silence, patience, most, clock, tls, talking);
  }

  /// The same with another clock.
  ///
  /// @param source tells the time
  /// @return new settings
  public ConnectionSettings clock(InstantSource source) {
    return new ConnectionSettings(
        connectTimeout, requestTimeout, silence, patience, attempts, source, tls, talking);
  }

  /// The same with other trust.
  ///
  /// @param context what to trust
  /// @return new settings
  public ConnectionSettings trusting(SSLContext context) {
    return new ConnectionSettings(
        connectTimeout,
        requestTimeout,
        silence,
        patience,
        attempts,
        clock,
        Optional.of(context),
        talking);
  }

  /// The same, talking in sessions over one WebSocket connection each.
  ///
  /// @return new settings
  public ConnectionSettings overSockets() {
    return new ConnectionSettings(
        connectTimeout, requestTimeout, silence, patience, attempts, clock, tls, Talking.BY_SOCKET);
  }
}

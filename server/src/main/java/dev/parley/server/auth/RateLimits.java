package dev.parley.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.registry.TrustLevel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Counts what each caller asks: an agent by its level of trust, anybody else by remote address (an
/// IPv6 network of 64 bits counts as one). Callers that pause are forgotten. Thread-safe.
public final class RateLimits {
  /// What a caller hears who has to wait.
  public static final Refusal EXCEEDED =
      ErrorCode.RATE_LIMITED.because("more requests than this caller may make");

  private static final int CALLERS_MAX = 100_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);
  private static final long LEVEL_LOOKED_UP_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int NETWORK_BYTES = 8;

  private final RateTable table;
  private final Function<AgentUri, TrustLevel> levels;
  private final LongSupplier nanos;
  private final Cache<AgentUri, AgentBucket> agents = cache();
  private final Cache<ByteBuffer, TokenBucket> addresses = cache();

  private static final class AgentBucket {
    private final TokenBucket bucket;
    private volatile long lookedUp;

    AgentBucket(TokenBucket bucket, long lookedUp) {
      this.bucket = bucket;
      this.lookedUp = lookedUp;
    }
  }

  /// Starts with full buckets.
  ///
  /// @param table the limits
  /// @param levels knows the level of an agent
  /// @param nanos a clock that never goes back, in nanoseconds
  public RateLimits(RateTable table, Function<AgentUri, TrustLevel> levels, LongSupplier nanos) {
    this.table = table;
    this.levels = levels;
    this.nanos = nanos;
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .maximumSize(CALLERS_MAX)
        .expireAfterAccess(FORGOTTEN_AFTER)
        .build();
  }

  /// Counts a request of an agent.
  ///
  /// @param agent who
  /// @return nothing when it may go on, else how long it has to wait
  public Optional<Duration> take(AgentUri agent) {
    long now = nanos.getAsLong();
    AgentBucket found =
        agents.get(
            agent, a -> new AgentBucket(new TokenBucket(table.of(levels.apply(a)), now), now));
    if (now - found.lookedUp > LEVEL_LOOKED_UP_EVERY_NANOS) {
      found.lookedUp = now;
      found.bucket.limit(table.of(levels.apply(agent)));
    }
    return found.bucket.take(now);
  }

  /// Counts a request of somebody unknown, or a failed attempt to show who one is.
  ///
  /// @param address where it comes from
  /// @return nothing when it may go on, else how long it has to wait
  public Optional<Duration> take(InetAddress address) {
    long now = nanos.getAsLong();
    return bucket(address, now).take(now);
  }

  /// Whether an address has used up what it may, without counting anything.
  ///
  /// @param address where a request comes from
  /// @return nothing when it may go on, else how long it has to wait
  public Optional<Duration> delay(InetAddress address) {
    long now = nanos.getAsLong();
    TokenBucket bucket = addresses.getIfPresent(network(address));
    return bucket == null ? Optional.empty() : bucket.delay(now);
  }

  private TokenBucket bucket(InetAddress address, long now) {
    return addresses.get(network(address), _ -> new TokenBucket(table.address(), now));
  }

  /// What counts as one caller among remote addresses.
  ///
  /// @param address where a request comes from
  /// @return an IPv4 address, or the first 64 bits of an IPv6 address, in hexadecimal
  public static String caller(InetAddress address) {
    return HexFormat.of().formatHex(network(address).array());
  }

  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}

package dev.parley.server.auth;

import dev.parley.core.identity.RunningHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The nonces that proofs have to carry (RFC 9449 section 8), and the memory of the proofs that
/// have used them.
///
/// A nonce is random, stands for one minute and is taken for one more. A proof is remembered for as
/// long as its nonce is taken and no longer: so no proof is good twice, none from before a restart
/// is good at all, and forgetting needs no bookkeeping a proof. The memory is bounded; when it is
/// full, proofs are refused rather than forgotten. Thread-safe.
public final class ServerNonces {
  /// How long a nonce is the present one.
  public static final Duration TERM = Duration.ofMinutes(1);

  /// How many proofs are remembered under one nonce by default, about 50 MB.
  public static final int CAPACITY = 500_000;

  private static final int NONCE_BYTES = 16;

  private final InstantSource clock;
  private final SecureRandom random;
  private final int capacity;
  private volatile Terms terms;

  /// What became of a proof that was shown to the memory.
  public enum Use {
    /// It was not used before, and is remembered now.
    FIRST,
    /// It was used before.
    REPEATED,
    /// Its nonce is not taken.
    UNKNOWN_NONCE,
    /// There is no room to remember it.
    NO_ROOM
  }

  private record Fingerprint(long high, long low) {}

  private record Term(String nonce, Set<Fingerprint> used, AtomicInteger count) {}

  private record Terms(Term present, Term before, Instant until) {}

  /// Starts with nonces that nobody has seen.
  ///
  /// @param clock real time
  /// @param random where nonces come from
  /// @param capacity how many proofs are remembered under one nonce, at least 1
  public ServerNonces(InstantSource clock, SecureRandom random, int capacity) {
    this.clock = clock;
    this.random = random;
    this.capacity = capacity;
    this.terms = new Terms(term(), term(), clock.instant().plus(TERM));
  }

  /// The nonce that the next proof should carry.
  ///
  /// @return 22 characters of base64url
  public String present() {
    return now().present.nonce;
  }

  /// Whether proofs with a nonce are taken now.
  ///
  /// @param nonce any text
  /// @return true for the present nonce and the one before
  public boolean takes(String nonce) {
    Terms now = now();
    return now.present.nonce.equals(nonce) || now.before.nonce.equals(nonce);
  }

  /// Uses a proof. Its signature has been checked before, so nobody fills the memory in another's
  /// name.
  ///
  /// @param nonce its nonce
  /// @param thumbprint its key's thumbprint
  /// @param jti its identifier
  /// @return whether it may be used
  public Use use(String nonce, String thumbprint, String jti) {
    Terms now = now();
    Term term = now.present.nonce.equals(nonce) ? now.present : now.before;
    if (!term.nonce.equals(nonce)) {
      return Use.UNKNOWN_NONCE;
    }
    Fingerprint fingerprint = fingerprint(thumbprint, jti);
    if (term.used.contains(fingerprint)) {
      return Use.REPEATED;
    }
    if (term.count.incrementAndGet() > capacity) {
      term.count.decrementAndGet();
      return Use.NO_ROOM;
    }
    if (!term.used.add(fingerprint)) {
      term.count.decrementAndGet();
      return Use.REPEATED;
    }
    return Use.FIRST;
  }

  private Terms now() {
    Terms seen = terms;
    return clock.instant().isBefore(seen.until) ? seen : rotate();
  }

  private synchronized Terms rotate() {
    Terms seen = terms;
    Instant now = clock.instant();
    if (now.isBefore(seen.until)) {
      return seen;
    }
    Term before = now.isBefore(seen.until.plus(TERM)) ? seen.present : term();
    Terms next = new Terms(term(), before, now.plus(TERM));
    terms = next;
    return next;
  }

  private Term term() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new Term(nonce, ConcurrentHashMap.newKeySet(), new AtomicInteger());
  }

  private static Fingerprint fingerprint(String thumbprint, String jti) {
    ByteBuffer digest =
        ByteBuffer.wrap(
            new RunningHash()
                .add(thumbprint.getBytes(StandardCharsets.US_ASCII))
                .add(jti.getBytes(StandardCharsets.UTF_8))
                .take());
    return new Fingerprint(digest.getLong(), digest.getLong());
  }
}

package dev.parley.console.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Links that sign somebody in once, and who is signed in. Nothing of it is on disk: a node that
/// starts anew knows nobody. Thread-safe.
public final class SignIns {
  /// How long a link can be used.
  public static final Duration LINK_LIFE = Duration.ofMinutes(15);

  /// How long somebody stays signed in.
  public static final Duration LIFE = Duration.ofHours(12);

  private static final int MOST = 10_000;

  private final Secrets secrets = new Secrets();
  private final Cache<String, Person> links;
  private final Cache<String, SignedIn> signedIn;

  /// Starts with nobody.
  ///
  /// @param nanos a clock that never goes back, in nanoseconds
  public SignIns(LongSupplier nanos) {
    Ticker ticker = nanos::getAsLong;
    links = cache(ticker, LINK_LIFE);
    signedIn = cache(ticker, LIFE);
  }

  private static <V> Cache<String, V> cache(Ticker ticker, Duration life) {
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .ticker(ticker)
        .maximumSize(MOST)
        .expireAfterWrite(life)
        .build();
  }

  /// Makes a link for somebody.
  ///
  /// @param person who
  /// @return what the link has to carry
  public String link(Person person) {
    String secret = secrets.next();
    links.put(Secrets.hash(secret), person);
    return secret;
  }

  /// For whom a link is.
  ///
  /// @param secret what it carries
  /// @return nothing when it was used, is too old, or never was one
  public Optional<Person> of(String secret) {
    return Optional.ofNullable(links.getIfPresent(Secrets.hash(secret)));
  }

  /// Signs somebody in. The link is used up.
  ///
  /// @param secret what it carries
  /// @return what the cookie has to carry; nothing where the link does not do
  public Optional<String> use(String secret) {
    Person person = links.asMap().remove(Secrets.hash(secret));
    if (person == null) {
      return Optional.empty();
    }
    String cookie = secrets.next();
    signedIn.put(Secrets.hash(cookie), new SignedIn(person, secrets.next()));
    return Optional.of(cookie);
  }

  /// Who shows a cookie.
  ///
  /// @param cookie what it carries
  /// @return nothing for who is not signed in
  public Optional<SignedIn> who(String cookie) {
    return Optional.ofNullable(signedIn.getIfPresent(Secrets.hash(cookie)));
  }

  /// Signs somebody out.
  ///
  /// @param cookie what the cookie carries
  public void end(String cookie) {
    signedIn.invalidate(Secrets.hash(cookie));
  }
}

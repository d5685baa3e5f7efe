package dev.parley.client;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The access tokens of one agent: asked for with an assertion that its Ed25519 key signs (RFC
/// 7523), bound to its proof key (RFC 9449), and renewed before they run out. Thread-safe; one
/// thread asks, the others wait for it.
final class Tokens implements Credentials {
  static final String PATH = "/oauth/token";

  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration ASSERTION_LIFE = Duration.ofMinutes(2);

  private final HttpCalls calls;
  private final AgentUri agent;
  private final Supplier<AgentKeys> keys;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Held held;

  private record Held(String token, AgentKeys keys, Instant renewAt) {}

  Tokens(HttpCalls calls, AgentUri agent, Supplier<AgentKeys> keys) {
    this.calls = calls;
    this.agent = agent;
    this.keys = keys;
  }

  @Override
  public Shown show() {
    lock.lock();
    try {
      Held now = held;
      if (now == null || !calls.settings().clock().instant().isBefore(now.renewAt())) {
        now = ask(keys.get());
        held = now;
      }
      return new Shown(Optional.of(now.keys().proofSigner()), Optional.of(now.token()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forget(String token) {
    lock.lock();
    try {
      if (held != null && held.token().equals(token)) {
        held = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// The agent has other keys now.
  void forgetAll() {
    lock.lock();
    try {
      held = null;
    } finally {
      lock.unlock();
    }
  }

  private Held ask(AgentKeys with) {
    Instant now = calls.settings().clock().instant();
    JsonObject answer =
        calls
            .exchange(Call.form(PATH, () -> form(with)), Credentials.proof(with.proofSigner()))
            .orThrow();
    Optional<String> token = answer.string("access_token");
    OptionalLong life = answer.integer("expires_in");
    if (token.isEmpty() || life.isEmpty() || life.getAsLong() < 1) {
      throw new TransportException("the node's token has no access_token or no expires_in");
    }
    return new Held(token.get(), with, now.plusMillis(life.getAsLong() * 800));
  }

  private String form(AgentKeys with) {
    return "grant_type=client_credentials&client_id="
        + encoded(agent.text())
        + "&client_assertion_type="
        + encoded(ASSERTION_TYPE)
        + "&client_assertion="
        + encoded(assertion(with));
  }

  private String assertion(AgentKeys with) {
    Instant now = calls.settings().clock().instant();
    return CompactJws.sign(
        with.tokenSigner(),
        "JWT",
        JsonObject.builder()
            .put("iss", agent.text())
            .put("sub", agent.text())
            .put("aud", calls.origin().target(PATH))
            .put("jti", FreshIds.once())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(ASSERTION_LIFE).getEpochSecond())
            .build());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

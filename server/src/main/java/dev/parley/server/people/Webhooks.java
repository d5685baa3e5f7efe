package dev.parley.server.people;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.organization.WebPost;
import dev.parley.server.organization.WebReach;
import dev.parley.server.store.Content;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.WebhookStore;
import dev.parley.server.store.WebhookStore.Attempt;
import dev.parley.server.store.WebhookStore.Delivery;
import dev.parley.server.store.WebhookStore.Untold;
import dev.parley.server.store.WriteOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells operators by HTTP that something waits for them: at least once, in no particular order,
/// with pauses that double, and kept in the store until it is taken or given up. What waits is
/// found in the store, so nothing is lost with the process. Thread-safe.
public final class Webhooks implements AutoCloseable {
  /// The name of the secret's file in the data directory.
  public static final String SECRET = "webhook-secret";

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int PAGE = 64;

  /// How long what was told or given up is kept once it waits for nobody any more.
  static final Duration KEPT = Duration.ofDays(30);

  private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);
  private static final int GOOD = 2;

  private final WebhookStore store;
  private final List<URI> urls;
  private final int most;
  private final byte[] secret;
  private final WebReach reach;
  private final InstantSource real;
  private final AgentUri node;
  private final Thread thread;
  private volatile boolean closed;
  private Instant cleared = Instant.EPOCH;

  /// Prepares them; nothing is sent before [#start].
  ///
  /// @param store where events are kept
  /// @param urls who is told
  /// @param most how often each is tried, at least 1
  /// @param secret signs what is sent
  /// @param reach which addresses may be connected to
  /// @param real real time
  /// @param node the node's own agent
  public Webhooks(
      WebhookStore store,
      List<URI> urls,
      int most,
      String secret,
      WebReach reach,
      InstantSource real,
      AgentUri node) {
    this.store = store;
    this.urls = List.copyOf(urls);
    this.most = most;
    this.secret = secret.strip().getBytes(StandardCharsets.UTF_8);
    this.reach = reach;
    this.real = real;
    this.node = node;
    this.thread = Thread.ofPlatform().name("parley-webhooks").daemon(true).unstarted(this::run);
  }

  /// Begins.
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        tell();
        deliver();
        clear();
        Thread.sleep(LOOK);
      } catch (InterruptedException _) {
        return;
      } catch (StoreFailure e) {
        LOG.warn("webhooks wait: {}", e.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    for (Untold each : store.untold(PAGE)) {
      Instant now = real.instant();
      String id = UUID.randomUUID().toString();
      Content body = Content.of(CanonicalJson.bytes(event(id, each, now)));
      store.queue(each, id, body, urls.stream().map(URI::toString).toList(), now).join();
    }
  }

  /// Ids and times, no terms: what it is about is for those who may see it.
  private JsonObject event(String id, Untold each, Instant now) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("eventId", id)
            .put("kind", each.kind())
            .put("node", node.text())
            .put("madeAt", Timestamp.format(Timestamp.whole(now)))
            .put("sessionId", new SessionId(each.session()).toString())
            .put(each.kind() + "Id", each.subject());
    each.due().ifPresent(due -> out.put("due", Timestamp.format(due)));
    return out.build();
  }

  private void deliver() {
    for (Delivery each : store.due(real.instant(), PAGE)) {
      if (closed) {
        return;
      }
      Attempt attempt = attempt(each);
      switch (attempt) {
        case Attempt.Delivered() -> LOG.debug("{} told of {}", each.url(), each.eventId());
        case Attempt.Failed(String fault, Instant next) ->
            LOG.info("{} not told of {}: {}; again {}", each.url(), each.eventId(), fault, next);
        case Attempt.Dead(String fault) ->
            LOG.warn("{} not told of {}: {}; given up", each.url(), each.eventId(), fault);
      }
      store.tried(each, attempt).join();
    }
  }

  /// Now and then, and as much as there is.
  private void clear() {
    Instant now = real.instant();
    if (now.isBefore(cleared.plus(BETWEEN_CLEARINGS))) {
      return;
    }
    cleared = now;
    Instant before = now.minus(KEPT);
    while (!closed && store.forget(before, PAGE).join() instanceof WriteOutcome.Written) {
      LOG.debug("forgot what was told before {}", before);
    }
  }

  private Attempt attempt(Delivery delivery) {
    byte[] body = delivery.body().bytes();
    long seconds = real.instant().getEpochSecond();
    Map<String, String> headers =
        Map.of(
            "Parley-Event",
            delivery.eventId(),
            "Parley-Signature",
            "t=" + seconds + ",v1=" + signature(secret, seconds, body));
    try {
      int status = WebPost.send(reach, URI.create(delivery.url()), headers, body);
      return status / 100 == GOOD ? new Attempt.Delivered() : failed(delivery, "status " + status);
    } catch (IOException e) {
      String why = e.getMessage();
      return failed(delivery, why == null ? e.getClass().getSimpleName() : why);
    }
  }

  private Attempt failed(Delivery delivery, String fault) {
    int attempts = delivery.attempts() + 1;
    if (attempts >= most) {
      return new Attempt.Dead(fault);
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    Duration next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return new Attempt.Failed(fault, real.instant().plus(next));
  }

  /// What shows a receiver that the node sent a body, and when.
  ///
  /// @param secret the text of the file, as bytes
  /// @param seconds seconds since 1970
  /// @param body the body
  /// @return HMAC-SHA256 of the seconds, a full stop and the body, in lower-case hexadecimal
  public static String signature(byte[] secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every platform has HmacSHA256", e);
    }
  }

  /// Sends nothing more; what is in work is recorded if it ends soon.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(reach.time().plus(LOOK));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

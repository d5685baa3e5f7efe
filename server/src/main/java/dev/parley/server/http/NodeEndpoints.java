package dev.parley.server.http;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.auth.ServerNonces;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.StoreHealth;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import dev.parley.server.time.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the node says of itself: its card, its health; and the clock of a node whose time is moved
/// by hand.
public final class NodeEndpoints {
  private final About about;
  private final Registry registry;
  private final NodeStore store;
  private final NodeClock clock;
  private final ServerNonces nonces;
  private final Bodies bodies;

  /// What never changes while a node runs.
  ///
  /// @param domain its domain
  /// @param address the address that it names itself by
  /// @param crypto the crypto provider at work
  /// @param software what runs, with its version
  public record About(String domain, String address, String crypto, String software) {}

  NodeEndpoints(
      About about,
      Registry registry,
      NodeStore store,
      NodeClock clock,
      ServerNonces nonces,
      Bodies bodies) {
    this.about = about;
    this.registry = registry;
    this.store = store;
    this.clock = clock;
    this.nonces = nonces;
    this.bodies = bodies;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(new Route("GET", "/.well-known/asp.json", Access.OPEN, _ -> card()));
    routes.add(Description.route());
    routes.add(new Route("GET", "/health", Access.OPEN, _ -> health()));
    if (clock instanceof VirtualClock moved) {
      routes.add(new Route("GET", "/v1/dev/clock", Access.OPEN, _ -> time()));
      routes.add(
          new Route(
              "POST",
              "/v1/dev/clock",
              Access.OPEN,
              call -> bodies.json(call, body -> advance(moved, body.json()))));
    }
    return List.copyOf(routes);
  }

  private Answer card() {
    JsonObject json =
        JsonObject.builder()
            .put("domain", about.domain())
            .put("url", about.address())
            .put("steward", registry.card(registry.stewardCard().agentId()).orElseThrow())
            .put("clock", clock.kind().wire())
            .put("time", Timestamp.format(clock.now()))
            .put("versions", JsonArray.ofStrings(List.of("asp/0.1", "asp/1.0")))
            .put(
                "mimeTypes",
                JsonArray.ofStrings(
                    List.of("application/asp+json", Answer.JSON, MessagePack.MEDIA_TYPE)))
            .put("software", about.software())
            .put("limits", limits())
            .put(
                "endpoints",
                JsonObject.builder()
                    .put("asp", about.address() + "/v1/asp")
                    .put("token", about.address() + TokenEndpoints.PATH)
                    .put("health", about.address() + "/health")
                    .put("openapi", about.address() + Description.PATH)
                    .build())
            .build();
    return Answer.json(200, json).with("DPoP-Nonce", nonces.present());
  }

  private static JsonObject limits() {
    return JsonObject.builder()
        .put("messageBytes", JsonLimits.MESSAGE.maxBytes())
        .put("depth", JsonLimits.MESSAGE.maxDepth())
        .put("members", JsonLimits.MESSAGE.maxMembers())
        .put("pageMessages", Paging.MOST)
        .build();
  }

  private Answer health() {
    StoreHealth health = store.health();
    Unavailable trouble = health.trouble();
    JsonObject.Builder kept =
        JsonObject.builder()
            .put("status", trouble == null ? "ok" : "failing")
            .put("durability", health.durability())
            .put("waiting", health.waiting());
    if (trouble != null) {
      kept.put("trouble", trouble.cause().name().toLowerCase(Locale.ROOT));
    }
    JsonObject json =
        JsonObject.builder()
            .put("status", trouble == null ? "ok" : "failing")
            .put("failing", JsonArray.ofStrings(trouble == null ? List.of() : List.of("store")))
            .put("store", kept.build())
            .put("crypto", about.crypto())
            .put("clock", clock.kind().wire())
            .build();
    return Answer.json(trouble == null ? 200 : 503, json);
  }

  private Answer time() {
    return Answer.json(200, JsonObject.EMPTY.with("time", Timestamp.format(clock.now())));
  }

  private Answer advance(VirtualClock moved, JsonObject json) {
    Members in = Members.of(json, "");
    Optional<Duration> by = in.optionalMillis("advanceMs");
    if (by.isEmpty()) {
      in.wrong("advanceMs", "is required");
    }
    return switch (in.result(by::orElseThrow)) {
      case Decoded.Refused<Duration>(Refusal refusal) -> Refusals.of(refusal);
      case Decoded.Valid<Duration>(Duration far) -> {
        moved.advance(far);
        yield time();
      }
    };
  }
}

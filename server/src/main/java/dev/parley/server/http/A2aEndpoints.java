package dev.parley.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.a2a.A2aCard;
import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.server.registry.Registry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What agents of A2A read here (protocol section 14): each agent's A2A card, signed by the node,
/// and the keys to check such signatures with.
final class A2aEndpoints {
  static final String WELL_KNOWN = "/.well-known/agent-card.json";

  private static final String ONE = "/v1/asp/agents/{agentId}";
  private static final String CACHING = "public, max-age=60";
  private static final long MOST_CARDS = 2_000;

  private final Registry registry;
  private final ProofSigner signer;
  private final String address;

  /// By the hash of the ASP card, from which all of it follows.
  private final Cache<Hash, Published> cards =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_CARDS).build();

  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  private record Published(byte[] body, String tag) {}

  A2aEndpoints(Registry registry, ProofSigner signer, String address) {
    this.registry = registry;
    this.signer = signer;
    this.address = address;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            WELL_KNOWN,
            Access.OPEN,
            call -> shown(call, Optional.of(registry.stewardCard()))),
        new Route("GET", ONE + WELL_KNOWN, Access.OPEN, call -> shown(call, agent(call))),
        new Route("GET", ONE + "/jwks.json", Access.OPEN, this::keys));
  }

  private Optional<AgentCard> agent(Call call) {
    return AgentUri.parse(call.part("agentId")).flatMap(registry::current);
  }

  private Answer shown(Call call, Optional<AgentCard> card) {
    if (card.isEmpty()) {
      return unknown();
    }
    Published published = cards.get(card.get().hash(), _ -> published(card.get()));
    boolean known =
        call.request().header("If-None-Match").stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .anyMatch(tag -> tag.equals(published.tag()) || tag.equals("*"));
    Answer answer =
        known
            ? Answer.bytes(304, Answer.JSON, new byte[0])
            : Answer.bytes(200, Answer.JSON, published.body());
    return answer.with("ETag", published.tag()).with("Cache-Control", CACHING);
  }

  private Published published(AgentCard card) {
    JsonObject signed =
        CardSignature.sign(
                A2aCard.of(card, home(card), spoken(card)),
                signer,
                Optional.of(keysOf(registry.stewardCard().agentId())))
            .orThrow();
    byte[] body = CanonicalJson.bytes(signed);
    return new Published(body, '"' + Hash.of(body).text().substring("sha256:".length()) + '"');
  }

  /// A card that was registered before its member `a2a` meant anything may hold anything there.
  private static Optional<A2aInterfaces> spoken(AgentCard card) {
    return A2aInterfaces.read(card.json())
            instanceof Decoded.Valid<Optional<A2aInterfaces>>(Optional<A2aInterfaces> spoken)
        ? spoken
        : Optional.empty();
  }

  private SessionExtension.Home home(AgentCard card) {
    return new SessionExtension.Home(card.agentId(), card.hash(), address, keysOf(card.agentId()));
  }

  private String keysOf(AgentUri agent) {
    return address
        + ONE.replace("{agentId}", URLEncoder.encode(agent.text(), StandardCharsets.UTF_8))
        + "/jwks.json";
  }

  private Answer keys(Call call) {
    return agent(call)
        .map(
            card -> {
              ProofKey key = card.signingKey();
              JsonObject jwk =
                  key.jwk()
                      .with("alg", key.algorithm())
                      .with("kid", key.thumbprint())
                      .with("use", "sig");
              return Answer.json(200, JsonObject.of("keys", JsonArray.of(List.of(jwk))))
                  .with("Cache-Control", CACHING);
            })
        .orElseGet(A2aEndpoints::unknown);
  }

  private static Answer unknown() {
    return Refusals.of(ErrorCode.AGENT_NOT_FOUND.because("no such agent is registered here"));
  }
}

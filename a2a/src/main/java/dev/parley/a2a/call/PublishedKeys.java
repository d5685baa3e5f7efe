package dev.parley.a2a.call;

import dev.parley.a2a.wire.Outcome;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.net.URI;
import java.util.Optional;

/// The keys that a host publishes: a signature may name a key set there and nowhere else, since
/// anybody can publish a key. Thread-safe.
public final class PublishedKeys implements CardSignature.Keys, AutoCloseable {
  private final URI host;
  private final Exchange exchange;

  /// The keys of a host.
  ///
  /// @param host an address there; its path does not matter
  /// @param limits what to bear
  public PublishedKeys(URI host, CallLimits limits) {
    this.host = host;
    this.exchange = new Exchange(limits);
  }

  @Override
  public Optional<ProofKey> key(String keyId, Optional<String> keySet) {
    return keySet
        .flatMap(Exchange::address)
        .filter(where -> origin(where).equals(origin(host)))
        .flatMap(where -> found(exchange.fetch(where), keyId));
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private static Optional<ProofKey> found(Outcome<JsonObject> answer, String keyId) {
    if (!(answer instanceof Outcome.Done<JsonObject>(JsonObject set))) {
      return Optional.empty();
    }
    for (JsonValue each : set.array("keys").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject jwk && jwk.string("kid").filter(keyId::equals).isPresent()) {
        return ProofKey.parse(jwk.without("kid", "alg", "use", "key_ops"));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    exchange.close();
  }
}

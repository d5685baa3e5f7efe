package dev.parley.core.chain;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;

/// The hash of a message: SHA-256 over its canonical form without `integrity.hash` and
/// `integrity.signature`; `integrity.previousHash` stays in (protocol section 3).
public final class EnvelopeHash {
  private EnvelopeHash() {}

  /// Hashes an envelope.
  ///
  /// @param envelope the whole object, signed or not
  /// @return its hash
  public static Hash of(JsonObject envelope) {
    JsonObject integrity = envelope.object("integrity").orElse(JsonObject.EMPTY);
    return Hash.of(
        CanonicalJson.bytes(envelope.with("integrity", integrity.without("hash", "signature"))));
  }
}

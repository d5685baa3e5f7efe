package dev.parley.core.chain;

import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;

/// An envelope in canonical form, and the hash of the message: SHA-256 over that form without
/// `integrity.hash` and `integrity.signature`; `integrity.previousHash` stays in (protocol section
/// 3). Both come from writing the envelope once. Immutable.
public final class CanonicalEnvelope {
  private static final String INTEGRITY = "integrity";

  private final JsonObject json;
  private final byte[] bytes;
  private final Hash hash;

  private CanonicalEnvelope(JsonObject json, byte[] bytes, Hash hash) {
    this.json = json;
    this.bytes = bytes;
    this.hash = hash;
  }

  /// Writes an envelope.
  ///
  /// @param envelope the whole object, signed or not
  /// @return its canonical form and its hash
  public static CanonicalEnvelope of(JsonObject envelope) {
    JsonObject whole =
        envelope.object(INTEGRITY).isPresent()
            ? envelope
            : envelope.with(INTEGRITY, JsonObject.EMPTY);
    JsonObject integrity = whole.object(INTEGRITY).orElseThrow();
    CanonicalJson.Marked marked = CanonicalJson.marked(whole, INTEGRITY);
    byte[] hashed = CanonicalJson.bytes(integrity.without("hash", "signature"));
    Hash hash =
        new RunningHash()
            .add(marked.bytes(), 0, marked.from())
            .add(hashed)
            .add(marked.bytes(), marked.to(), marked.bytes().length)
            .now();
    return new CanonicalEnvelope(envelope, marked.bytes(), hash);
  }

  /// The envelope.
  ///
  /// @return the very object that was written
  public JsonObject json() {
    return json;
  }

  /// The canonical form.
  ///
  /// @return UTF-8; not a copy, so it must not be changed
  public byte[] bytes() {
    return bytes;
  }

  /// The computed hash, whatever the envelope states.
  ///
  /// @return never null
  public Hash hash() {
    return hash;
  }
}

package dev.parley.core.chain;

import dev.parley.core.identity.Hash;
import dev.parley.core.identity.RunningHash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Span;
import java.util.Arrays;
import java.util.List;

/// An envelope in canonical form, and the hash of the message: SHA-256 over that form without
/// `integrity.hash` and `integrity.signature`; `integrity.previousHash` stays in (protocol section
/// 3). Both come from writing the envelope once, or not at all when it came in canonical form.
/// Immutable.
public final class CanonicalEnvelope {
  private static final String INTEGRITY = "integrity";
  private static final List<String> NOT_HASHED = List.of("hash", "signature");

  private final JsonObject json;
  private final byte[] bytes;
  private final Span place;
  private final Hash hash;

  private CanonicalEnvelope(JsonObject json, byte[] bytes, Span place, Span integrity) {
    this.json = json;
    this.bytes = bytes;
    this.place = place;
    this.hash =
        Hash.ofRaw(
            new RunningHash()
                .add(bytes, place.from(), integrity.from())
                .add(CanonicalJson.without(bytes, integrity, NOT_HASHED))
                .add(bytes, integrity.to(), place.to())
                .take());
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
    CanonicalJson.Marked marked = CanonicalJson.marked(whole, INTEGRITY);
    return new CanonicalEnvelope(
        envelope, marked.bytes(), Span.of(marked.bytes()), marked.member());
  }

  /// Takes an envelope from bytes that are already in canonical form, which saves writing it.
  ///
  /// @param envelope the whole object; its `integrity` is an object
  /// @param bytes the array from which it was read, which the strict reader found to be spelt
  ///   canonically there; must not be changed any more
  /// @param place where it stands in the array
  /// @param integrity where the value of its `integrity` stands
  /// @return its canonical form and its hash
  public static CanonicalEnvelope spelt(
      JsonObject envelope, byte[] bytes, Span place, Span integrity) {
    return new CanonicalEnvelope(envelope, bytes, place, integrity);
  }

  /// The envelope.
  ///
  /// @return the very object that was written
  public JsonObject json() {
    return json;
  }

  /// The canonical form.
  ///
  /// @return UTF-8; perhaps not a copy, so it must not be changed
  public byte[] bytes() {
    return place.length() == bytes.length
        ? bytes
        : Arrays.copyOfRange(bytes, place.from(), place.to());
  }

  /// The length of the canonical form.
  ///
  /// @return in bytes
  public int size() {
    return place.length();
  }

  /// The computed hash, whatever the envelope states.
  ///
  /// @return never null
  public Hash hash() {
    return hash;
  }
}

package dev.parley.core.a2a;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SealedTerms;
import dev.parley.core.wire.Members;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/// The salt under which the terms of a commitment may be named outside the session (protocol
/// section 3, disclosure): said in the session by INFORM `disclosure`, so that its participants
/// know it and nobody else. Terms are easily guessed; their salted hash is not, and whoever states
/// it has it from a participant.
///
/// @param commitmentId which commitment
/// @param salt 16 bytes as 32 lower-case hexadecimal digits
public record Disclosure(String commitmentId, String salt) {
  /// The `informType`.
  public static final String INFORM_TYPE = "disclosure";

  /// Checks the salt.
  ///
  /// @throws IllegalArgumentException if it is none; what a peer sends goes through [#read]
  public Disclosure {
    if (!SealedTerms.isSalt(salt)) {
      throw new IllegalArgumentException("a salt is 32 lower-case hexadecimal digits");
    }
  }

  /// The hash of terms that may leave the session.
  ///
  /// @param terms the member `terms` of the COMMIT
  /// @return SHA-256 over the salt's bytes and the canonical form of the terms
  public Hash of(JsonObject terms) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(salt));
    out.writeBytes(CanonicalJson.bytes(terms));
    return Hash.of(out.toByteArray());
  }

  /// What the INFORM carries.
  ///
  /// @return its member `data`
  public JsonObject json() {
    return JsonObject.EMPTY.with("commitmentId", commitmentId).with("salt", salt);
  }

  /// Reads an INFORM.
  ///
  /// @param inform the message
  /// @param body its body
  /// @return nothing if it discloses nothing
  public static Optional<Disclosure> read(Inform inform, JsonObject body) {
    if (!inform.informType().equals(INFORM_TYPE)) {
      return Optional.empty();
    }
    Members in = Members.of(body.object("data").orElse(JsonObject.EMPTY), "/data");
    String commitmentId = in.id("commitmentId");
    String salt = in.text("salt");
    if (!SealedTerms.isSalt(salt)) {
      in.wrong("salt", "has to be 32 lower-case hexadecimal digits");
    }
    return in.result(() -> new Disclosure(commitmentId, salt))
            instanceof Decoded.Valid<Disclosure>(Disclosure read)
        ? Optional.of(read)
        : Optional.empty();
  }
}

package dev.parley.core.identity;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// What a DPoP proof claims (RFC 9449, section 4.2). In a message's proof the names stand for the
/// session's words (protocol, section 4).
///
/// @param jti the proof's own identifier; for a message its `messageId`
/// @param htm the HTTP method; for a message its performative
/// @param htu the address without query and fragment; for a message `asp:session:` and the
///   session's id
/// @param iat when it was made, in whole seconds; a finer instant is cut
/// @param nonce the server's nonce; for a message the hash before it
/// @param ath the hash of the access token; see [DpopProof#tokenHash]
public record DpopClaims(
    String jti, String htm, String htu, Instant iat, Optional<String> nonce, Optional<String> ath) {
  /// The last second of the year 9999, beyond which no date is written.
  private static final long SECONDS_MAX = 253_402_300_799L;

  /// Cuts the instant to seconds.
  public DpopClaims {
    iat = iat.truncatedTo(ChronoUnit.SECONDS);
  }

  /// Reads claims; those that this protocol does not know are ignored.
  static Optional<DpopClaims> parse(JsonObject claims) {
    String jti = claims.string("jti").orElse("");
    String htm = claims.string("htm").orElse("");
    String htu = claims.string("htu").orElse("");
    OptionalLong iat = claims.integer("iat");
    Optional<String> nonce = claims.string("nonce");
    Optional<String> ath = claims.string("ath");
    boolean whole =
        !jti.isEmpty()
            && !htm.isEmpty()
            && !htu.isEmpty()
            && iat.isPresent()
            && iat.getAsLong() >= 0
            && iat.getAsLong() <= SECONDS_MAX
            && claims.has("nonce") == nonce.isPresent()
            && claims.has("ath") == ath.isPresent();
    return whole
        ? Optional.of(
            new DpopClaims(jti, htm, htu, Instant.ofEpochSecond(iat.getAsLong()), nonce, ath))
        : Optional.empty();
  }

  JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("jti", jti)
            .put("htm", htm)
            .put("htu", htu)
            .put("iat", JsonNumber.of(iat.getEpochSecond()));
    nonce.ifPresent(value -> json.put("nonce", value));
    ath.ifPresent(value -> json.put("ath", value));
    return json.build();
  }
}

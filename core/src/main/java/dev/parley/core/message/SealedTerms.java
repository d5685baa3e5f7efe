package dev.parley.core.message;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a bid in a sealed call shows before the call is over: a hash (protocol section 5, sealed
/// calls). Session, call, proposal and bidder are in it, so that nobody can bid a copy of what
/// another has bid.
///
/// @param digits 64 lower-case hexadecimal digits
public record SealedTerms(String digits) {
  /// The member of `terms` that carries it.
  public static final String MEMBER = "sealed";

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");

  /// Seals terms.
  ///
  /// @param session the session
  /// @param queryId the call
  /// @param proposalId the proposal that will carry it
  /// @param bidder who bids
  /// @param salt 16 bytes as 32 lower-case hexadecimal digits that nobody can guess
  /// @param terms what is bid
  /// @return the seal
  public static SealedTerms of(
      SessionId session,
      String queryId,
      String proposalId,
      AgentUri bidder,
      String salt,
      JsonObject terms) {
    Hash hash =
        Hash.of(
            CanonicalJson.bytes(
                JsonObject.builder()
                    .put("sessionId", session.toString())
                    .put("queryId", queryId)
                    .put("proposalId", proposalId)
                    .put("agentId", bidder.text())
                    .put("salt", salt)
                    .put("terms", terms)
                    .build()));
    return new SealedTerms(HexFormat.of().formatHex(hash.raw()));
  }

  /// Whether a text is a salt.
  ///
  /// @param text any text
  /// @return true for 32 lower-case hexadecimal digits
  public static boolean isSalt(String text) {
    return SALT.matcher(text).matches();
  }

  /// Reads the terms of a bid.
  ///
  /// @param terms the member `terms` of a PROPOSE
  /// @return the seal, if that is all they are
  public static Optional<SealedTerms> read(JsonObject terms) {
    return terms
        .string(MEMBER)
        .filter(digits -> FORM.matcher(digits).matches() && terms.names().size() == 1)
        .map(SealedTerms::new);
  }

  /// The terms that carry it.
  ///
  /// @return `{"sealed": digits}`
  public JsonObject terms() {
    return JsonObject.EMPTY.with(MEMBER, digits);
  }
}

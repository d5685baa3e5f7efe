package dev.parley.core.message;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// What a bidder hands to the node after the deadline of a sealed call: a record signed for
/// `asp-reveal` (protocol section 5, sealed calls). Read from outside; nothing is proven until
/// [#verified] says so. Immutable.
///
/// @param sessionId the session
/// @param queryId the call
/// @param proposalId the bid
/// @param by who bid
/// @param salt 32 lower-case hexadecimal digits
/// @param terms what was bid
/// @param signed what the record states about itself
public record Reveal(
    SessionId sessionId,
    String queryId,
    String proposalId,
    AgentUri by,
    String salt,
    JsonObject terms,
    SignedRecord signed) {
  /// How large a record is at most, in bytes of its canonical form: all of a call have to have room
  /// in one message.
  public static final int MAX_BYTES = 4 * 1024;

  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Reads a record.
  ///
  /// @param json any object
  /// @return the record; else `malformed` or `too_large`
  public static Decoded<Reveal> decode(JsonObject json) {
    Members in = Members.of(json, "");
    if (!in.text("type").equals("reveal")) {
      in.wrong("type", "has to be reveal");
    }
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    String query = in.id("queryId");
    String proposal = in.id("proposalId");
    AgentUri by = in.agent("by", NOBODY);
    String salt = in.text("salt");
    if (!SealedTerms.isSalt(salt)) {
      in.wrong("salt", "has to be 32 lower-case hex digits");
    }
    JsonObject terms = in.object("terms");
    SignedRecord signed = SignedRecord.read(json, in, by);
    return in.result(
            () -> new Reveal(session.orElseThrow(), query, proposal, by, salt, terms, signed))
        .then(Reveal::sized);
  }

  private static Decoded<Reveal> sized(Reveal read) {
    return CanonicalJson.bytes(read.json()).length <= MAX_BYTES
        ? Decoded.valid(read)
        : Decoded.refused(
            ErrorCode.TOO_LARGE
                .because("what is revealed has at most " + MAX_BYTES + " bytes")
                .with("limit", MAX_BYTES));
  }

  /// Makes a record.
  ///
  /// @param said an object with `queryId`, `proposalId`, `salt` and `terms`
  /// @param sessionId the session
  /// @param by the bidder
  /// @param signer the key of the card that it uses in the session
  /// @return the complete record, not checked
  public static JsonObject sign(JsonObject said, SessionId sessionId, AgentUri by, Signer signer) {
    return SignedRecord.sign(
        said.with("type", "reveal").with("sessionId", sessionId.toString()).with("by", by.text()),
        SigningPurpose.REVEAL,
        signer);
  }

  /// Checks hash and signature.
  ///
  /// @param card the card that `by` uses in the session
  /// @param verifier checks the signature
  /// @return this record; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Decoded<Reveal> verified(AgentCard card, Verifier verifier) {
    Optional<Refusal> fault = signed.fault(card, SigningPurpose.REVEAL, verifier);
    return fault.<Decoded<Reveal>>map(Decoded::refused).orElseGet(() -> Decoded.valid(this));
  }

  /// The hash of the record.
  ///
  /// @return as it states it
  public Hash hash() {
    return signed.hash();
  }

  /// The whole record.
  ///
  /// @return the object that was read
  public JsonObject json() {
    return signed.json();
  }
}

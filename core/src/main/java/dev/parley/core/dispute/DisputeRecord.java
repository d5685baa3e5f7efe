package dev.parley.core.dispute;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Members;
import java.time.Instant;
import java.util.Optional;

/// One signed record of a dispute (protocol section 11). Read from outside; nothing is proven until
/// [#verify] says so.
///
/// @param disputeId the dispute, at most 128 characters
/// @param sessionId the session that it is about
/// @param position its place among the records of the dispute, from 0
/// @param timestamp the clock of who made it
/// @param by who made it
/// @param act what it says
/// @param hash the stated hash
/// @param previousHash the record before it; for the first one the session's head
/// @param signature the signature of `by`
/// @param json the whole object
public record DisputeRecord(
    String disputeId,
    SessionId sessionId,
    long position,
    Instant timestamp,
    AgentUri by,
    DisputeAct act,
    Hash hash,
    Hash previousHash,
    SignatureText signature,
    JsonObject json) {
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Reads a record.
  ///
  /// @param json any object
  /// @return the record; else `malformed` or `too_large`
  public static Decoded<DisputeRecord> decode(JsonObject json) {
    Members in = Members.of(json, "");
    Optional<RecordKind> kind = RecordKind.parse(in.text("type"));
    if (kind.isEmpty()) {
      in.wrong("type", "has to be a kind of dispute record");
    }
    String id = in.id("disputeId");
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    long position = in.count("position");
    Instant timestamp = in.time("timestamp");
    AgentUri by = in.agent("by", NOBODY);
    DisputeAct act = ActReader.read(kind.orElse(RecordKind.FORGIVEN), in);
    if (act instanceof DisputeAct.Filed filed && !filed.filedBy().equals(by)) {
      in.wrong("filedBy", "has to be who signs");
    }
    Members integrity = in.inside("integrity");
    Hash hash = integrity.hash("hash");
    Hash previous = integrity.hash("previousHash");
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return in.result(
            () ->
                new DisputeRecord(
                    id,
                    session.orElseThrow(),
                    position,
                    timestamp,
                    by,
                    act,
                    hash,
                    previous,
                    signature.orElseThrow(),
                    json))
        .then(DisputeRecord::sized);
  }

  private static Decoded<DisputeRecord> sized(DisputeRecord read) {
    int most = JsonLimits.MESSAGE.maxBytes();
    return CanonicalJson.bytes(read.json).length <= most
        ? Decoded.valid(read)
        : Decoded.refused(
            ErrorCode.TOO_LARGE
                .because("a dispute record has at most " + most + " bytes")
                .with("limit", most));
  }

  /// Checks that the record says what was signed, by whom it says.
  ///
  /// @param card the card that `by` uses in the session, or now
  /// @param verifier checks the signature
  /// @return the verified record; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Decoded<VerifiedRecord> verify(AgentCard card, Verifier verifier) {
    if (!card.agentId().equals(by)) {
      return Decoded.refused(ErrorCode.UNAUTHORIZED.because("by is not the agent of the card"));
    }
    Hash computed = hashed(json);
    if (!computed.equals(hash)) {
      return Decoded.refused(
          ErrorCode.HASH_MISMATCH
              .because("integrity.hash is not the hash of the record")
              .with("expected", computed.text())
              .with("found", hash.text()));
    }
    return verifier.ed25519(card.signingKey(), act.kind().purpose().input(hash), signature.raw())
        ? Decoded.valid(new VerifiedRecord(this))
        : Decoded.refused(
            ErrorCode.SIGNATURE_INVALID
                .because("the signature does not verify with the card of " + by)
                .with("cardHash", card.hash().text()));
  }

  /// Signs a record that has all its members but `integrity.hash` and `integrity.signature`.
  ///
  /// @param bare the record
  /// @param signer the key of the maker's card
  /// @return the complete record; `malformed` if its type is none
  public static Decoded<JsonObject> sign(JsonObject bare, Signer signer) {
    Optional<RecordKind> kind = bare.string("type").flatMap(RecordKind::parse);
    if (kind.isEmpty()) {
      return Decoded.refused(
          ErrorCode.MALFORMED
              .because("/type: has to be a kind of dispute record")
              .with("pointer", "/type"));
    }
    Hash hash = hashed(bare);
    SignatureText signature = SignatureText.ofRaw(signer.sign(kind.get().purpose().input(hash)));
    JsonObject integrity = bare.object("integrity").orElse(JsonObject.EMPTY);
    return Decoded.valid(
        bare.with(
            "integrity", integrity.with("hash", hash.text()).with("signature", signature.text())));
  }

  /// SHA-256 over the canonical form without `integrity.hash` and `integrity.signature`.
  static Hash hashed(JsonObject json) {
    JsonObject integrity = json.object("integrity").orElse(JsonObject.EMPTY);
    return Hash.of(
        CanonicalJson.bytes(json.with("integrity", integrity.without("hash", "signature"))));
  }
}

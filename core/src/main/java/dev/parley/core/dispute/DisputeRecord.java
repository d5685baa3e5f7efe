package dev.parley.core.dispute;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
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
    Hash previous = in.inside("integrity").hash("previousHash");
    SignedRecord signed = SignedRecord.read(json, in, by);
    return in.result(
            () ->
                new DisputeRecord(
                    id,
                    session.orElseThrow(),
                    position,
                    timestamp,
                    by,
                    act,
                    signed.hash(),
                    previous,
                    signed.signature(),
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
    Optional<Refusal> fault =
        new SignedRecord(json, by, hash, signature).fault(card, act.kind().purpose(), verifier);
    return fault
        .<Decoded<VerifiedRecord>>map(Decoded::refused)
        .orElseGet(() -> Decoded.valid(new VerifiedRecord(this)));
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
    return Decoded.valid(SignedRecord.sign(bare, kind.get().purpose(), signer));
  }
}

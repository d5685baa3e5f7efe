package dev.parley.core.message;

import dev.parley.core.card.AgentCard;
import dev.parley.core.card.SignedRecord;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform.Approval;
import dev.parley.core.message.Inform.Content.Resolution;
import dev.parley.core.message.Inform.Decision;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// What a person decided about an escalation: a record signed for `asp-approval`, so that it holds
/// outside of the message that carries it (protocol section 8, people). Read from outside; nothing
/// is proven until [#fault] says so. Immutable.
///
/// @param sessionId the session
/// @param escalationId what was asked
/// @param decision what happens to the session
/// @param approval what happens to the thing asked about
/// @param bodyHash the hash of exactly the body that the person was shown, if there is one
/// @param at when it was decided
/// @param reason for people
/// @param signed what the record states about itself, and who signed it
public record SignedApproval(
    SessionId sessionId,
    String escalationId,
    Decision decision,
    Approval approval,
    Optional<Hash> bodyHash,
    Instant at,
    Optional<String> reason,
    SignedRecord signed) {
  private static final String TYPE = "approval";
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Reads a record.
  ///
  /// @param in reads it, and notes what is wrong
  /// @param json the same object
  /// @return the record; nothing if something is wrong
  static Optional<SignedApproval> read(Members in, JsonObject json) {
    if (!in.text("type").equals(TYPE)) {
      in.wrong("type", "has to be " + TYPE);
    }
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    String escalation = in.id("escalationId");
    Decision decision = Decision.read(in);
    Approval approval = Approval.of(in.truth("approve"));
    Optional<Hash> body = in.optionalHash("bodyHash");
    Instant at = in.time("timestamp");
    Optional<String> reason = in.optionalText("reason");
    SignedRecord signed = SignedRecord.read(json, in, in.agent("by", NOBODY));
    return session.map(
        id -> new SignedApproval(id, escalation, decision, approval, body, at, reason, signed));
  }

  /// Makes the members `data` of an INFORM `escalation-resolution` that carries a record.
  ///
  /// @param sessionId the session
  /// @param resolution what is decided; a record in it is not looked at
  /// @param at when, in whole milliseconds
  /// @param reason for people, not empty
  /// @param by who decides
  /// @param signer the key of the card that it uses in the session
  /// @return `{escalationId, decision, approve, bodyHash, approval}`
  public static JsonObject resolving(
      SessionId sessionId,
      Resolution resolution,
      Instant at,
      Optional<String> reason,
      AgentUri by,
      Signer signer) {
    JsonObject said =
        JsonObject.builder()
            .put("escalationId", resolution.escalationId())
            .put("decision", resolution.decision().wire())
            .put("approve", resolution.approval() == Approval.APPROVED)
            .putIfPresent("bodyHash", resolution.bodyHash().map(Hash::text).orElse(null))
            .build();
    JsonObject bare =
        said.with("type", TYPE)
            .with("sessionId", sessionId.toString())
            .with("by", by.text())
            .with("timestamp", Timestamp.format(at));
    JsonObject whole = reason.map(words -> bare.with("reason", words)).orElse(bare);
    return said.with("approval", SignedRecord.sign(whole, SigningPurpose.APPROVAL, signer));
  }

  /// Whether it says what the message around it says, in that session and by its sender.
  ///
  /// @param session the session of the message
  /// @param sender its sender
  /// @param resolution what it says
  /// @return true if so
  public boolean says(SessionId session, AgentUri sender, Resolution resolution) {
    return sessionId.equals(session)
        && signed.by().equals(sender)
        && escalationId.equals(resolution.escalationId())
        && decision == resolution.decision()
        && approval == resolution.approval()
        && bodyHash.equals(resolution.bodyHash());
  }

  /// Checks hash and signature.
  ///
  /// @param card the card that who decided uses in the session
  /// @param verifier checks the signature
  /// @return nothing if it holds; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Optional<Refusal> fault(AgentCard card, Verifier verifier) {
    return signed.fault(card, SigningPurpose.APPROVAL, verifier);
  }

  /// Reads a record that stands alone.
  ///
  /// @param json any object
  /// @return the record; else `malformed`
  public static Decoded<SignedApproval> decode(JsonObject json) {
    Members in = Members.of(json, "");
    Optional<SignedApproval> read = read(in, json);
    return in.result(read::orElseThrow);
  }
}

package dev.parley.server.people;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.message.Inform.Content.Resolution;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.SignedApproval;
import dev.parley.core.wire.Members;
import dev.parley.server.registry.Steward;
import java.time.Instant;
import java.util.Optional;

/// What an operator has decided about an escalation.
///
/// @param decision what happens to the session
/// @param approval what happens to the thing asked about
/// @param bodyHash the hash of what was shown, if something was
/// @param reason for people
record OperatorDecision(
    Inform.Decision decision,
    Inform.Approval approval,
    Optional<Hash> bodyHash,
    Optional<String> reason) {

  static Decoded<OperatorDecision> decode(JsonObject json) {
    Members in = Members.of(json, "");
    Inform.Decision decision = Inform.Decision.read(in);
    boolean approve = in.truth("approve");
    Optional<Hash> body = in.optionalHash("bodyHash");
    Optional<String> reason = in.optionalText("reason");
    return in.result(
        () ->
            new OperatorDecision(
                decision,
                approve ? Inform.Approval.APPROVED : Inform.Approval.REFUSED,
                body,
                reason));
  }

  boolean approves() {
    return approval == Inform.Approval.APPROVED;
  }

  /// The steward's INFORM that says it.
  JsonObject body(SessionId session, String escalationId, Instant at, Steward steward) {
    Resolution said = new Resolution(escalationId, decision, approval, bodyHash, Optional.empty());
    return JsonObject.builder()
        .put("informType", "escalation-resolution")
        .put("subject", "decided by the operators of the node")
        .put(
            "data",
            SignedApproval.resolving(session, said, at, reason, steward.agent(), steward.signer()))
        .build();
  }
}

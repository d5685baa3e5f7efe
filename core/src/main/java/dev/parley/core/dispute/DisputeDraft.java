package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;

/// A record before it is signed: all that its maker decides.
///
/// @param disputeId the dispute
/// @param sessionId its session
/// @param position the next position of the dispute, from 0
/// @param timestamp the maker's clock
/// @param by the maker
/// @param previousHash the head of the dispute; for position 0 that of the session
/// @param act what it says
public record DisputeDraft(
    String disputeId,
    SessionId sessionId,
    long position,
    Instant timestamp,
    AgentUri by,
    Hash previousHash,
    DisputeAct act) {

  /// Signs it for the purpose of its kind.
  ///
  /// @param signer the key of the maker's card
  /// @return the complete record as an object
  public JsonObject sign(Signer signer) {
    JsonObject.Builder out = JsonObject.builder();
    ActWriter.write(act, out);
    JsonObject integrity = JsonObject.EMPTY.with("previousHash", previousHash.text());
    JsonObject bare =
        out.put("type", act.kind().wire())
            .put("disputeId", disputeId)
            .put("sessionId", sessionId.toString())
            .put("position", position)
            .put("timestamp", Timestamp.format(timestamp))
            .put("by", by.text())
            .put("integrity", integrity)
            .build();
    return DisputeRecord.sign(bare, signer).orThrow();
  }
}

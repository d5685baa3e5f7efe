package dev.parley.core.a2a;

import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// How an A2A message says under which commitment of which session it asks for work: the object
/// under [SessionExtension#URI] in its metadata (protocol section 14).
///
/// @param session which session
/// @param commitmentId which commitment in it
/// @param termsHash the hash of its terms under a salt that the session knows, [Disclosure#of]
/// @param chainHead the hash of the last message of the session that the sender has seen
/// @param deadline the deadline of the commitment
public record SessionReference(
    SessionId session, String commitmentId, Hash termsHash, Hash chainHead, Instant deadline) {

  /// Reads a reference.
  ///
  /// @param json the object under the extension's URI
  /// @return the reference, or `malformed`
  public static Decoded<SessionReference> decode(JsonObject json) {
    Members in = Members.of(json, "");
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a UUID of version 7");
    }
    String commitmentId = in.id("commitmentId");
    Hash termsHash = in.hash("termsHash");
    Hash chainHead = in.hash("chainHead");
    Instant deadline = in.time("deadline");
    return in.result(
        () ->
            new SessionReference(
                session.orElseThrow(), commitmentId, termsHash, chainHead, deadline));
  }

  /// The object under the extension's URI.
  ///
  /// @return what [#decode] reads
  public JsonObject json() {
    return JsonObject.builder()
        .put("sessionId", session.toString())
        .put("commitmentId", commitmentId)
        .put("termsHash", termsHash.text())
        .put("chainHead", chainHead.text())
        .put("deadline", Timestamp.format(deadline))
        .build();
  }
}

package dev.parley.core.transcript;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import dev.parley.core.wire.Members;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The last line of a complete transcript, signed by the node (protocol section 3, transcript
/// file).
///
/// @param sessionId the session
/// @param node the steward
/// @param acceptedAt when the last message was accepted
/// @param count how many messages there are
/// @param head the hash of the last message
/// @param root the Merkle root over the messages
/// @param state the state in which the session ended
/// @param prefixHash the hash of all bytes before this line
/// @param hash the stated hash of this line
/// @param signature the node's signature
/// @param json the whole line
public record EndLine(
    SessionId sessionId,
    AgentUri node,
    Instant acceptedAt,
    long count,
    Hash head,
    Hash root,
    StateName state,
    Hash prefixHash,
    Hash hash,
    SignatureText signature,
    JsonObject json) {
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");
  private static final SignatureText UNREAD = new SignatureText("ed25519:" + "0".repeat(128));

  /// Signs an end line.
  ///
  /// @param bare the members without `integrity`
  /// @param signer the node's key
  /// @return the complete line as an object
  static JsonObject sign(JsonObject bare, Signer signer) {
    Hash hash = Hash.of(CanonicalJson.bytes(bare.with("integrity", JsonObject.EMPTY)));
    SignatureText signature = SignatureText.ofRaw(signer.sign(SigningPurpose.END.input(hash)));
    return bare.with(
        "integrity",
        JsonObject.EMPTY.with("hash", hash.text()).with("signature", signature.text()));
  }

  static Decoded<TranscriptLine> read(JsonObject json) {
    Members in = Members.of(json, "");
    Optional<SessionId> session = SessionId.parse(in.text("sessionId"));
    if (session.isEmpty()) {
      in.wrong("sessionId", "has to be a lower-case UUID of version 7");
    }
    AgentUri node = in.agent("node", NOBODY);
    Instant acceptedAt = in.time("acceptedAt");
    long count = in.count("count");
    Hash head = in.hash("head");
    Hash root = in.hash("root");
    String name = in.text("state");
    Optional<StateName> state =
        Arrays.stream(StateName.values()).filter(s -> s.name().equals(name)).findFirst();
    if (state.isEmpty()) {
      in.wrong("state", "has to be one of the nine states");
    }
    Hash prefixHash = in.hash("prefixHash");
    Members integrity = in.inside("integrity");
    Hash hash = integrity.hash("hash");
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return in.result(
            () ->
                new EndLine(
                    session.orElseThrow(),
                    node,
                    acceptedAt,
                    count,
                    head,
                    root,
                    state.orElseThrow(),
                    prefixHash,
                    hash,
                    signature.orElse(UNREAD),
                    json))
        .then(end -> Decoded.valid(new TranscriptLine.End(end)));
  }

  /// Checks hash and signature.
  ///
  /// @param key the node's key
  /// @param verifier checks the signature
  /// @return this line; else `hash_mismatch` or `signature_invalid`
  public Decoded<EndLine> signedBy(Ed25519Key key, Verifier verifier) {
    Hash computed =
        Hash.of(CanonicalJson.bytes(json.without("integrity").with("integrity", others())));
    if (!computed.equals(hash)) {
      return Decoded.refused(
          ErrorCode.HASH_MISMATCH
              .because("the end line states another hash than it has")
              .with("expected", computed.text())
              .with("found", hash.text()));
    }
    return verifier.ed25519(key, SigningPurpose.END.input(hash), signature.raw())
        ? Decoded.valid(this)
        : Decoded.refused(
            ErrorCode.SIGNATURE_INVALID.because("the end line is not signed by " + node));
  }

  private JsonObject others() {
    return json.object("integrity").orElse(JsonObject.EMPTY).without("hash", "signature");
  }

  /// The members that are signed, in the form in which a node makes them.
  static JsonObject members(
      SessionId session,
      AgentUri node,
      Instant acceptedAt,
      long count,
      Hash head,
      Hash root,
      StateName state,
      Hash prefixHash) {
    return JsonObject.builder()
        .put("type", "end")
        .put("sessionId", session.toString())
        .put("node", node.text())
        .put("acceptedAt", Timestamp.format(acceptedAt))
        .put("count", count)
        .put("head", head.text())
        .put("root", root.text())
        .put("state", state.name())
        .put("prefixHash", prefixHash.text())
        .build();
  }
}

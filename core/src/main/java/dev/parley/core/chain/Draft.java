package dev.parley.core.chain;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// A message before it is signed: all that the sender decides (protocol section 2).
///
/// @param version the session's version label
/// @param messageId a new id
/// @param sessionId the session
/// @param sequenceNumber the sender's next number
/// @param timestamp the sender's clock
/// @param sender the sender
/// @param orgId its organisation
/// @param trustScore its score as the node recorded it
/// @param recipient who is expected to act, if anybody in particular
/// @param performative the speech act
/// @param body what it says
/// @param constraints what it asks of answers; empty for nothing
/// @param previousHash the session's head
/// @param context what is carried along untouched, objects with `type` and `ref`; empty for nothing
public record Draft(
    String version,
    MessageId messageId,
    SessionId sessionId,
    long sequenceNumber,
    Instant timestamp,
    AgentUri sender,
    String orgId,
    double trustScore,
    Optional<AgentUri> recipient,
    Performative performative,
    JsonObject body,
    JsonObject constraints,
    Hash previousHash,
    JsonArray context) {

  /// A message that carries nothing along.
  ///
  /// @param version the session's version label
  /// @param messageId a new id
  /// @param sessionId the session
  /// @param sequenceNumber the sender's next number
  /// @param timestamp the sender's clock
  /// @param sender the sender
  /// @param orgId its organisation
  /// @param trustScore its score as the node recorded it
  /// @param recipient who is expected to act, if anybody in particular
  /// @param performative the speech act
  /// @param body what it says
  /// @param constraints what it asks of answers; empty for nothing
  /// @param previousHash the session's head
  public Draft(
      String version,
      MessageId messageId,
      SessionId sessionId,
      long sequenceNumber,
      Instant timestamp,
      AgentUri sender,
      String orgId,
      double trustScore,
      Optional<AgentUri> recipient,
      Performative performative,
      JsonObject body,
      JsonObject constraints,
      Hash previousHash) {
    this(
        version,
        messageId,
        sessionId,
        sequenceNumber,
        timestamp,
        sender,
        orgId,
        trustScore,
        recipient,
        performative,
        body,
        constraints,
        previousHash,
        JsonArray.EMPTY);
  }

  /// Signs it.
  ///
  /// @param signer the card's signing key
  /// @param proofSigner the card's proof key
  /// @return the complete envelope
  public JsonObject sign(Signer signer, ProofSigner proofSigner) {
    String proof =
        DpopProof.sign(
            proofSigner,
            new DpopClaims(
                messageId.toString(),
                performative.name(),
                EnvelopeVerifier.target(sessionId),
                Instant.ofEpochSecond(timestamp.getEpochSecond()),
                Optional.of(previousHash.text()),
                Optional.empty()));
    JsonObject unsigned = unsigned(proof);
    Hash hash = CanonicalEnvelope.of(unsigned).hash();
    SignatureText signature = SignatureText.ofRaw(signer.sign(SigningPurpose.MESSAGE.input(hash)));
    return unsigned.with(
        "integrity",
        JsonObject.EMPTY
            .with("hash", hash.text())
            .with("previousHash", previousHash.text())
            .with("signature", signature.text()));
  }

  private JsonObject unsigned(String proof) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("version", version)
            .put("messageId", messageId.toString())
            .put("sessionId", sessionId.toString())
            .put("sequenceNumber", sequenceNumber)
            .put("timestamp", Timestamp.format(timestamp))
            .put(
                "sender",
                JsonObject.builder()
                    .put("agentId", sender.text())
                    .put("orgId", orgId)
                    .put("trustScore", new JsonNumber(trustScore))
                    .put("dpopProof", proof)
                    .build())
            .put("performative", performative.name())
            .put("content", content())
            .put("integrity", JsonObject.EMPTY.with("previousHash", previousHash.text()));
    recipient.ifPresent(r -> out.put("recipient", r.text()));
    if (constraints.size() > 0) {
      out.put("constraints", constraints);
    }
    return out.build();
  }

  private JsonObject content() {
    JsonObject content =
        JsonObject.builder().put("mimeType", "application/json").put("body", body).build();
    return context.size() > 0 ? content.with("context", context) : content;
  }
}

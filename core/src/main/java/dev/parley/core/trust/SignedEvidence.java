package dev.parley.core.trust;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// An [EvidenceDocument] as a node serves it: with the node's card, and signed with the prefix
/// `asp-node`, so that the node can be held to what it counts and to the masses that it fixed
/// (protocol section 10). A document that nobody signed is read too.
///
/// @param document what the score is computed from
/// @param seal who signed it, if anybody did
/// @param json all of it
public record SignedEvidence(EvidenceDocument document, Optional<Seal> seal, JsonObject json) {
  private static final String CARD = "nodeCard";
  private static final String INTEGRITY = "integrity";

  /// A signature under a document; not checked yet.
  ///
  /// @param card the node's card that the document carries
  /// @param hash the hash that it states
  /// @param signature the signature
  public record Seal(AgentCard card, Hash hash, SignatureText signature) {}

  /// Signs a document.
  ///
  /// @param document what a score is computed from
  /// @param card the node's card
  /// @param signer the node's key
  /// @return the document with `nodeCard` and `integrity`
  public static JsonObject sign(EvidenceDocument document, AgentCard card, Signer signer) {
    JsonObject bare = document.json().with(CARD, card.json());
    Hash hash = hash(bare);
    SignatureText signature = SignatureText.ofRaw(signer.sign(SigningPurpose.NODE.input(hash)));
    return bare.with(
        INTEGRITY, JsonObject.EMPTY.with("hash", hash.text()).with("signature", signature.text()));
  }

  private static Hash hash(JsonObject bare) {
    return Hash.of(CanonicalJson.bytes(bare.with(INTEGRITY, JsonObject.EMPTY)));
  }

  /// Reads a document from outside.
  ///
  /// @param bytes all of it
  /// @return the document, or why it is none
  public static Decoded<SignedEvidence> read(byte[] bytes) {
    return switch (StrictJson.read(bytes, EvidenceDocument.LIMITS)) {
      case Parsed.Value(JsonObject json, _) -> decode(json);
      case Parsed.Value _ -> Decoded.refused(ErrorCode.MALFORMED.because("not a JSON object"));
      case Parsed.Malformed fault ->
          Decoded.refused(
              ErrorCode.MALFORMED.because(fault.detail() + " at byte " + fault.offset()));
    };
  }

  /// Reads a document that is JSON already.
  ///
  /// @param json the object
  /// @return the document, or why it is none
  public static Decoded<SignedEvidence> decode(JsonObject json) {
    return EvidenceDocument.decode(json)
        .then(
            document ->
                json.has(INTEGRITY) || json.has(CARD)
                    ? seal(json)
                        .then(
                            seal ->
                                Decoded.valid(
                                    new SignedEvidence(document, Optional.of(seal), json)))
                    : Decoded.valid(new SignedEvidence(document, Optional.empty(), json)));
  }

  private static Decoded<Seal> seal(JsonObject json) {
    Members in = Members.of(json, "");
    JsonObject card = in.object(CARD);
    Members integrity = in.inside(INTEGRITY);
    Hash hash = integrity.hash("hash");
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return in.result(() -> card)
        .then(AgentCard::decode)
        .then(node -> Decoded.valid(new Seal(node, hash, signature.orElseThrow())));
  }

  /// Checks hash and signature against the card that the document carries. Whose card that is, is
  /// another question: compare its hash.
  ///
  /// @param verifier checks the signature
  /// @return nothing if both hold, or nobody signed; else `hash_mismatch` or `signature_invalid`
  public Optional<Refusal> fault(Verifier verifier) {
    if (seal.isEmpty()) {
      return Optional.empty();
    }
    Seal own = seal.get();
    Hash computed = hash(json.without(INTEGRITY));
    if (!computed.equals(own.hash)) {
      return Optional.of(
          ErrorCode.HASH_MISMATCH
              .because("the document states another hash than it has")
              .with("expected", computed.text())
              .with("found", own.hash.text()));
    }
    return verifier.ed25519(
            own.card.signingKey(), SigningPurpose.NODE.input(own.hash), own.signature.raw())
        ? Optional.empty()
        : Optional.of(
            ErrorCode.SIGNATURE_INVALID.because(
                "the document is not signed by " + own.card.agentId()));
  }
}

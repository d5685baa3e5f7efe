package dev.parley.core.card;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.List;
import java.util.Optional;

/// One version of an agent's card: who it is, what it can do, and the keys that it signs with
/// (protocol section 4). The agent signs its part; what a node adds (score, attestation) is no part
/// of this value nor of the hash.
///
/// @param agentId the agent
/// @param orgId its organisation
/// @param name for people
/// @param capabilities what it offers, as words
/// @param conformance how much of the protocol it speaks
/// @param signingKey verifies its messages
/// @param proofKey verifies its proofs of possession
/// @param version 1, 2, 3 …
/// @param previousCardHash the card before it; absent exactly for version 1
/// @param hash the stated hash, which is also the computed one
/// @param signature by this card's key for version 1, else by the key of the card before it
/// @param json the agent's part, with `integrity`
public record AgentCard(
    AgentUri agentId,
    String orgId,
    String name,
    List<String> capabilities,
    Conformance conformance,
    Ed25519Key signingKey,
    ProofKey proofKey,
    long version,
    Optional<Hash> previousCardHash,
    Hash hash,
    SignatureText signature,
    JsonObject json) {

  /// The most capabilities that one card may name.
  public static final int MAX_CAPABILITIES = 100;

  /// The largest card, in bytes of its canonical form.
  public static final int MAX_BYTES = 32 * 1024;

  private static final String[] NODE_PART = {
    "nodeAttestation", "trustScore", "trustLevel", "trustComponents"
  };
  private static final AgentUri NOBODY = new AgentUri("agent://localhost/nobody");

  /// Reads a card and checks its hash; whether the signature holds is up to [#signedBy].
  ///
  /// @param whole the card, with or without the node's part
  /// @return the card; else `too_large`, `hash_mismatch`, or `malformed`, also for a key that no
  ///   card may carry
  public static Decoded<AgentCard> decode(JsonObject whole) {
    JsonObject json = whole.without(NODE_PART);
    byte[] unsigned = CanonicalJson.bytes(unsigned(json));
    if (unsigned.length > MAX_BYTES) {
      return Decoded.refused(
          ErrorCode.TOO_LARGE
              .because("a card has at most " + MAX_BYTES + " bytes")
              .with("limit", MAX_BYTES));
    }
    Members in = Members.of(json, "");
    AgentUri agent = in.agent("agentId", NOBODY);
    String org = in.id("orgId");
    String name = in.text("name");
    List<String> capabilities = in.texts("capabilities", MAX_CAPABILITIES);
    Optional<Conformance> conformance =
        Conformance.parse(in.optionalText("conformance").orElse("standard"));
    if (conformance.isEmpty()) {
      in.wrong("conformance", "has to be minimal, standard or full");
    }
    Optional<ProofKey> signingKey = key(in, "signingPublicKey");
    if (signingKey.isPresent() && !(signingKey.get() instanceof Ed25519Key)) {
      in.wrong("signingPublicKey", "has to be an Ed25519 key");
    }
    Optional<ProofKey> proofKey = key(in, "dpopPublicKey");
    long version = in.count("cardVersion");
    Optional<Hash> previous = previous(in, version);
    Members integrity = in.inside("integrity");
    Hash stated = integrity.hash("hash");
    Optional<SignatureText> signature = signature(integrity);
    Hash computed = Hash.of(unsigned);
    return in.result(
            () ->
                new AgentCard(
                    agent,
                    org,
                    name,
                    capabilities,
                    conformance.orElseThrow(),
                    (Ed25519Key) signingKey.orElseThrow(),
                    proofKey.orElseThrow(),
                    version,
                    previous,
                    stated,
                    signature.orElseThrow(),
                    json))
        .then(
            card ->
                stated.equals(computed)
                    ? Decoded.valid(card)
                    : Decoded.refused(
                        ErrorCode.HASH_MISMATCH
                            .because("the card states another hash than it has")
                            .with("expected", computed.text())
                            .with("found", stated.text())));
  }

  private static Optional<Hash> previous(Members in, long version) {
    Optional<Hash> previous = in.optionalHash("previousCardHash");
    if (version < 1 || (version == 1) != previous.isEmpty()) {
      in.wrong("previousCardHash", "stands on every card but version 1");
    }
    return previous;
  }

  private static Optional<SignatureText> signature(Members integrity) {
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return signature;
  }

  private static Optional<ProofKey> key(Members in, String member) {
    JsonObject jwk = in.object(member);
    Optional<ProofKey> key = ProofKey.parse(jwk);
    if (key.isEmpty()) {
      in.wrong(
          member, "has to be a public JWK: OKP/Ed25519 or EC/P-256, canonical, not of small order");
    }
    return key;
  }

  /// Signs a card.
  ///
  /// @param fields the agent's part without `integrity`; every required member is there
  /// @param signer the key of this card for version 1, else the key of the card before it
  /// @return the card, or why the fields do not make one
  public static Decoded<AgentCard> sign(JsonObject fields, Signer signer) {
    JsonObject bare = fields.without(NODE_PART).without("integrity");
    Hash hash = Hash.of(CanonicalJson.bytes(bare.with("integrity", JsonObject.EMPTY)));
    SignatureText signature = SignatureText.ofRaw(signer.sign(SigningPurpose.CARD.input(hash)));
    return decode(
        bare.with(
            "integrity",
            JsonObject.EMPTY.with("hash", hash.text()).with("signature", signature.text())));
  }

  /// Whether the card continues a chain of cards.
  ///
  /// @param previous the card before it, absent for a first one
  /// @param verifier checks the signature
  /// @return this card; else `unauthorized` with what does not hold
  public Decoded<AgentCard> continuing(Optional<AgentCard> previous, Verifier verifier) {
    if (previous.isEmpty()) {
      if (version != 1) {
        return unauthorized("a first card has version 1");
      }
      return signedBy(signingKey, verifier)
          ? Decoded.valid(this)
          : unauthorized("a first card is signed by its own key");
    }
    AgentCard before = previous.get();
    if (!agentId.equals(before.agentId) || !orgId.equals(before.orgId)) {
      return unauthorized("a card keeps its agent and its organisation");
    }
    if (version != before.version + 1 || !previousCardHash.equals(Optional.of(before.hash))) {
      return unauthorized("the card does not continue version " + before.version);
    }
    return signedBy(before.signingKey, verifier)
        ? Decoded.valid(this)
        : unauthorized("a later card is signed by the key of the card before it");
  }

  /// Whether a key signed this card.
  ///
  /// @param key the key
  /// @param verifier checks it
  /// @return true if so
  public boolean signedBy(Ed25519Key key, Verifier verifier) {
    return verifier.ed25519(key, SigningPurpose.CARD.input(hash), signature.raw());
  }

  private static JsonObject unsigned(JsonObject json) {
    JsonObject integrity = json.object("integrity").orElse(JsonObject.EMPTY);
    return json.with("integrity", integrity.without("hash", "signature"));
  }

  private static Decoded<AgentCard> unauthorized(String why) {
    return Decoded.refused(ErrorCode.UNAUTHORIZED.because(why));
  }
}

package dev.parley.core.chain;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.util.Optional;

/// Checks what needs no session: the hash, the signature and the proof of a message against a card
/// of its sender (protocol sections 3 and 4). Expensive, without order, safe on any thread.
public final class EnvelopeVerifier {
  /// How far `iat` of a message proof may lie from the message's `timestamp`.
  public static final Duration PROOF_WINDOW = Duration.ofSeconds(60);

  private final Verifier verifier;

  /// Makes a verifier.
  ///
  /// @param verifier checks the signatures
  public EnvelopeVerifier(Verifier verifier) {
    this.verifier = verifier;
  }

  /// What a message proof names as its target.
  ///
  /// @param session the session
  /// @return `asp:session:{sessionId}`
  public static String target(SessionId session) {
    return "asp:session:" + session;
  }

  /// Verifies a message.
  ///
  /// @param envelope the message
  /// @param card the card that its sender uses in the session
  /// @return the verified message; else `unauthorized`, `too_large` (its canonical form),
  ///   `hash_mismatch`, `signature_invalid` or `dpop_invalid`
  public Decoded<VerifiedEnvelope> verify(Envelope envelope, AgentCard card) {
    return verify(envelope, CanonicalEnvelope.of(envelope.json()), card);
  }

  /// Verifies a message whose canonical form is needed anyway.
  ///
  /// @param envelope the message
  /// @param canonical its canonical form
  /// @param card the card that its sender uses in the session
  /// @return as [#verify(Envelope, AgentCard)]
  /// @throws IllegalArgumentException when the canonical form is that of another object
  @SuppressWarnings("ReferenceEquality") // The same object, not an equal one: nothing is compared.
  public Decoded<VerifiedEnvelope> verify(
      Envelope envelope, CanonicalEnvelope canonical, AgentCard card) {
    if (canonical.json() != envelope.json()) {
      throw new IllegalArgumentException("the canonical form is that of another object");
    }
    if (!card.agentId().equals(envelope.sender().agentId())
        || !card.orgId().equals(envelope.sender().orgId())) {
      return Decoded.refused(
          ErrorCode.UNAUTHORIZED.because(
              "sender.agentId and sender.orgId are not those of the card"));
    }
    if (canonical.size() > JsonLimits.MESSAGE.maxBytes()) {
      return Decoded.refused(
          ErrorCode.TOO_LARGE
              .because(
                  "the canonical form has more than " + JsonLimits.MESSAGE.maxBytes() + " bytes")
              .with("limit", JsonLimits.MESSAGE.maxBytes()));
    }
    Hash computed = canonical.hash();
    Hash stated = envelope.integrity().hash();
    if (!computed.equals(stated)) {
      return Decoded.refused(
          ErrorCode.HASH_MISMATCH
              .because("integrity.hash is not the hash of the message")
              .with("expected", computed.text())
              .with("found", stated.text()));
    }
    if (!verifier.ed25519(
        card.signingKey(),
        SigningPurpose.MESSAGE.input(stated),
        envelope.integrity().signature().raw())) {
      return Decoded.refused(
          ErrorCode.SIGNATURE_INVALID
              .because("the signature does not verify with the card of " + card.agentId())
              .with("cardHash", card.hash().text()));
    }
    return switch (DpopProof.parse(envelope.sender().dpopProof(), card.proofKey())) {
      case DpopVerdict.Refused(_, String reason) -> dpop(reason);
      case DpopVerdict.Parsed(DpopProof proof) ->
          proofFault(envelope, card, proof)
              .map(EnvelopeVerifier::dpop)
              .or(
                  () ->
                      approvalFault(envelope, card)
                          .<Decoded<VerifiedEnvelope>>map(Decoded::refused))
              .orElseGet(() -> Decoded.valid(new VerifiedEnvelope(envelope, card)));
    };
  }

  /// A decision that a message carries is signed by itself, by the same agent.
  private Optional<Refusal> approvalFault(Envelope envelope, AgentCard card) {
    return envelope.message() instanceof Inform(_, _, Inform.Content.Resolution resolution)
        ? resolution.record().flatMap(record -> record.fault(card, verifier))
        : Optional.empty();
  }

  /// Why a proof does not belong to a message, if so.
  private Optional<String> proofFault(Envelope envelope, AgentCard card, DpopProof proof) {
    DpopClaims claims = proof.claims();
    Duration apart = Timestamp.apart(claims.iat(), envelope.timestamp());
    if (!claims.jti().equals(envelope.messageId().toString())) {
      return Optional.of("jti is not the messageId");
    }
    if (!claims.htm().equals(envelope.performative().name())) {
      return Optional.of("htm is not the performative");
    }
    if (!claims.htu().equals(target(envelope.sessionId()))) {
      return Optional.of("htu is not " + target(envelope.sessionId()));
    }
    if (!claims.nonce().filter(envelope.integrity().previousHash().text()::equals).isPresent()) {
      return Optional.of("nonce is not integrity.previousHash");
    }
    if (apart.compareTo(PROOF_WINDOW) > 0) {
      return Optional.of("iat is more than 60 s from the timestamp");
    }
    if (!proof.key().equals(card.proofKey())) {
      return Optional.of("jwk is not the card's dpopPublicKey");
    }
    if (!proof.verified(verifier)) {
      return Optional.of("the proof's signature does not verify");
    }
    return Optional.empty();
  }

  private static Decoded<VerifiedEnvelope> dpop(String why) {
    Refusal refusal = ErrorCode.DPOP_INVALID.because("sender.dpopProof: " + why);
    return Decoded.refused(refusal);
  }
}

package dev.parley.core.card;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.Signer;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import java.util.Optional;

/// What a record outside of the chain of messages states about itself (protocol section 3): a hash
/// over its canonical form without `integrity.hash` and `integrity.signature`, and a signature over
/// that for one purpose. Nothing is proven until [#fault] says so.
///
/// @param json the whole record
/// @param by who signed it, as it says
/// @param hash the stated hash
/// @param signature the signature
public record SignedRecord(JsonObject json, AgentUri by, Hash hash, SignatureText signature) {
  private static final SignatureText UNREAD = new SignatureText("ed25519:" + "0".repeat(128));

  /// Reads `integrity.hash` and `integrity.signature`.
  ///
  /// @param json the whole record
  /// @param in reads it, and notes what is wrong
  /// @param by who signed it
  /// @return what they state; nobody sees it when something is wrong
  public static SignedRecord read(JsonObject json, Members in, AgentUri by) {
    Members integrity = in.inside("integrity");
    Hash hash = integrity.hash("hash");
    Optional<SignatureText> signature = SignatureText.parse(integrity.text("signature"));
    if (signature.isEmpty()) {
      integrity.wrong("signature", "has to be ed25519: and 128 lower-case hex digits");
    }
    return new SignedRecord(json, by, hash, signature.orElse(UNREAD));
  }

  /// The hash of a record, whatever it states.
  ///
  /// @param json the record
  /// @return the hash over its canonical form without `integrity.hash` and `integrity.signature`
  public static Hash hashed(JsonObject json) {
    JsonObject integrity = json.object("integrity").orElse(JsonObject.EMPTY);
    return Hash.of(
        CanonicalJson.bytes(json.with("integrity", integrity.without("hash", "signature"))));
  }

  /// Signs a record that has all its members but `integrity.hash` and `integrity.signature`.
  ///
  /// @param bare the record
  /// @param purpose what the signature is for
  /// @param signer the key of the maker's card
  /// @return the complete record
  public static JsonObject sign(JsonObject bare, SigningPurpose purpose, Signer signer) {
    Hash hash = hashed(bare);
    SignatureText signature = SignatureText.ofRaw(signer.sign(purpose.input(hash)));
    JsonObject integrity = bare.object("integrity").orElse(JsonObject.EMPTY);
    return bare.with(
        "integrity", integrity.with("hash", hash.text()).with("signature", signature.text()));
  }

  /// Checks that the record says what was signed, by whom it says.
  ///
  /// @param card the card that `by` uses
  /// @param purpose what the signature has to be for
  /// @param verifier checks the signature
  /// @return nothing if it holds; else `unauthorized`, `hash_mismatch` or `signature_invalid`
  public Optional<Refusal> fault(AgentCard card, SigningPurpose purpose, Verifier verifier) {
    if (!card.agentId().equals(by)) {
      return Optional.of(ErrorCode.UNAUTHORIZED.because("by is not the agent of the card"));
    }
    Hash computed = hashed(json);
    if (!computed.equals(hash)) {
      return Optional.of(
          ErrorCode.HASH_MISMATCH
              .because("integrity.hash is not the hash of the record")
              .with("expected", computed.text())
              .with("found", hash.text()));
    }
    return verifier.ed25519(card.signingKey(), purpose.input(hash), signature.raw())
        ? Optional.empty()
        : Optional.of(
            ErrorCode.SIGNATURE_INVALID
                .because("the signature does not verify with the card of " + by)
                .with("cardHash", card.hash().text()));
  }
}

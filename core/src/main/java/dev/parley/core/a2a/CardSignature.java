package dev.parley.core.a2a;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.DetachedJws;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Signatures of A2A cards (A2A 1.0, section 8.4): JWS with `EdDSA` or `ES256` over the card's
/// canonical form.
public final class CardSignature {
  /// How many signatures of one card are looked at.
  public static final int MOST = 8;

  private CardSignature() {}

  /// Finds the key that a signature names. What a signature says of its key is a hint from whoever
  /// made it: only a key that is known to be the right one may be given.
  @FunctionalInterface
  public interface Keys {
    /// A key.
    ///
    /// @param keyId the header's `kid`
    /// @param keySet the header's `jku`, if it has one
    /// @return nothing if no such key is trusted
    Optional<ProofKey> key(String keyId, Optional<String> keySet);
  }

  /// Signs a card. What is empty is left out of the card, so that all verifiers read it alike.
  ///
  /// @param card the card; signatures that it has are dropped
  /// @param signer who signs
  /// @param keySet where the key is published, the header's `jku`
  /// @return the card with its signature; `malformed` if it is no card once what is empty is gone
  public static Decoded<JsonObject> sign(
      JsonObject card, ProofSigner signer, Optional<String> keySet) {
    return CardForm.complete(card)
        .then(
            covered -> {
              JsonObject header = JsonObject.EMPTY.with("typ", "JOSE");
              DetachedJws jws =
                  DetachedJws.sign(
                      signer,
                      keySet.map(url -> header.with("jku", url)).orElse(header),
                      CardForm.canonical(covered));
              JsonObject signature =
                  JsonObject.EMPTY
                      .with("protected", jws.protectedHeader())
                      .with("signature", jws.signature());
              return Decoded.valid(covered.with("signatures", JsonArray.of(List.of(signature))));
            });
  }

  /// Checks that one of a card's signatures holds.
  ///
  /// @param card the card as it was fetched
  /// @param verifier the crypto to use
  /// @param keys knows the keys
  /// @return what of the card the signature covers; `signature_invalid` if none holds, `malformed`
  ///   if it is no card
  public static Decoded<JsonObject> verified(JsonObject card, Verifier verifier, Keys keys) {
    return CardForm.covered(card)
        .then(
            covered -> {
              byte[] canonical = CardForm.canonical(covered);
              byte[] withoutEmpty = CardForm.canonicalWithoutEmpty(covered);
              for (DetachedJws jws : signatures(card)) {
                Optional<ProofKey> key = key(jws, keys);
                if (key.isPresent()
                    && (jws.verified(verifier, key.get(), canonical)
                        || jws.verified(verifier, key.get(), withoutEmpty))) {
                  return Decoded.valid(covered);
                }
              }
              return Decoded.refused(
                  ErrorCode.SIGNATURE_INVALID.because(
                      "no signature of the A2A card holds under a key that is known"));
            });
  }

  private static Optional<ProofKey> key(DetachedJws jws, Keys keys) {
    return jws.header()
        .flatMap(
            header -> header.string("kid").flatMap(kid -> keys.key(kid, header.string("jku"))));
  }

  private static List<DetachedJws> signatures(JsonObject card) {
    List<DetachedJws> out = new ArrayList<>();
    for (JsonValue each : card.array("signatures").orElse(JsonArray.EMPTY)) {
      if (out.size() < MOST && each instanceof JsonObject object) {
        Optional<String> header = object.string("protected");
        Optional<String> signature = object.string("signature");
        if (header.isPresent() && signature.isPresent()) {
          out.add(new DetachedJws(header.get(), signature.get()));
        }
      }
    }
    return out;
  }
}

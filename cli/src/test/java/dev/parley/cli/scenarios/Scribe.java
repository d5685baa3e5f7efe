package dev.parley.cli.scenarios;

import dev.parley.client.KeyFile;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes and signs a message as a step says. What the step puts there comes before proof, hash and
/// signature, which fit what is said, unless the step says otherwise.
///
/// @param keys the keys of each role
/// @param names what names in the step stand for
record Scribe(Function<String, KeyFile> keys, Names names) {
  private static final Place PROOF = Place.of("/sender/dpopProof");
  private static final Place PREVIOUS = Place.of("/integrity/previousHash");

  /// Signs a message.
  ///
  /// @param who the role that says it
  /// @param draft all of it but for proof, hash and signature
  /// @param clauses what is special about it
  JsonObject sign(String who, JsonObject draft, List<Clause.Writing> clauses) {
    JsonObject unsigned = draft;
    String signing = who;
    String proving = who;
    for (Clause.Writing clause : clauses) {
      unsigned = written(unsigned, clause);
      signing = clause instanceof Clause.Writing.SignedBy(String other) ? other : signing;
      proving = clause instanceof Clause.Writing.ProvedBy(String other) ? other : proving;
    }
    if (PROOF.text(unsigned).isEmpty()) {
      unsigned = PROOF.put(unsigned, new JsonString(proof(proving, unsigned, clauses)));
    }
    Hash hash = CanonicalEnvelope.of(unsigned).hash();
    SignatureText signature =
        SignatureText.ofRaw(
            keys.apply(signing).keys().signer().sign(SigningPurpose.MESSAGE.input(hash)));
    return unsigned.with(
        "integrity",
        unsigned
            .object("integrity")
            .orElse(JsonObject.EMPTY)
            .with("hash", hash.text())
            .with("signature", signature.text()));
  }

  private JsonObject written(JsonObject draft, Clause.Writing clause) {
    return switch (clause) {
      case Clause.Writing.To(String recipient) -> draft.with("recipient", names.resolve(recipient));
      case Clause.Writing.Put(String pointer, String json) ->
          Place.of(pointer).put(draft, Json.value(names.resolve(json)));
      case Clause.Writing.Drop(String pointer) -> Place.of(pointer).drop(draft);
      case Clause.Writing.Claim _, Clause.Writing.SignedBy _, Clause.Writing.ProvedBy _ -> draft;
    };
  }

  private String proof(String proving, JsonObject unsigned, List<Clause.Writing> clauses) {
    DpopClaims claims =
        new DpopClaims(
            unsigned.string("messageId").orElse(""),
            unsigned.string("performative").orElse(""),
            "asp:session:" + unsigned.string("sessionId").orElse(""),
            unsigned.string("timestamp").flatMap(Timestamp::parse).orElse(Instant.EPOCH),
            PREVIOUS.text(unsigned),
            Optional.empty());
    for (Clause.Writing clause : clauses) {
      if (clause instanceof Clause.Writing.Claim(String claim, String text)) {
        claims = claiming(claims, claim, names.resolve(text));
      }
    }
    return DpopProof.sign(keys.apply(proving).keys().proofSigner(), claims);
  }

  private static DpopClaims claiming(DpopClaims of, String claim, String text) {
    return switch (claim) {
      case "jti" -> new DpopClaims(text, of.htm(), of.htu(), of.iat(), of.nonce(), of.ath());
      case "htm" -> new DpopClaims(of.jti(), text, of.htu(), of.iat(), of.nonce(), of.ath());
      case "htu" -> new DpopClaims(of.jti(), of.htm(), text, of.iat(), of.nonce(), of.ath());
      case "iat" ->
          new DpopClaims(of.jti(), of.htm(), of.htu(), Instant.parse(text), of.nonce(), of.ath());
      case "nonce" ->
          new DpopClaims(of.jti(), of.htm(), of.htu(), of.iat(), Optional.of(text), of.ath());
      default -> throw new IllegalArgumentException("a proof does not claim " + claim);
    };
  }
}

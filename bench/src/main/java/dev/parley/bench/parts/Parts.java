package dev.parley.bench.parts;

import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What each part of taking one message costs alone, in CPU time. The order is that of a message's
/// life (ARCHITECTURE.md).
///
/// @param http receiving the request and sending the answer, by the same web server in a process of
///   its own that does nothing else
/// @param requestProof the request's DPoP proof, read and verified
/// @param read the envelope's bytes, read strictly and decoded
/// @param hash canonical form and SHA-256
/// @param signature the envelope's Ed25519 signature
/// @param messageProof the envelope's DPoP proof, read and verified
/// @param apply the session machine
/// @param store its rows in the store with all its effects, written and synced in batches
public record Parts(
    Duration http,
    Duration requestProof,
    Duration read,
    Duration hash,
    Duration signature,
    Duration messageProof,
    Duration apply,
    Duration store) {
  private static final int SPECIMENS = 256;

  /// What a message would cost if there were nothing but its parts.
  ///
  /// @return their sum
  public Duration sum() {
    return http.plus(requestProof)
        .plus(read)
        .plus(hash)
        .plus(signature)
        .plus(messageProof)
        .plus(apply)
        .plus(store);
  }

  /// Measures all of them, one after the other.
  ///
  /// @param folder where the store is tried
  /// @param writers how many write to the store and ask the web server at once, as many as in the
  ///   run that this is compared with
  /// @return what was found
  /// @throws InterruptedException when the thread is interrupted
  public static Parts measure(Path folder, int writers) throws InterruptedException {
    List<Specimen> specimens = Specimen.counterOffers(SPECIMENS);
    List<Proof> requests = specimens.stream().map(s -> new Proof(requestProof(s), key(s))).toList();
    List<Proof> messages =
        specimens.stream()
            .map(s -> new Proof(s.message().envelope().sender().dpopProof(), key(s)))
            .toList();
    Verifier verifier = CryptoProviders.verifying().verifier();
    SessionMachine machine = Specimen.machine();
    return new Parts(
        WebFloor.measure(specimens.getFirst(), requests.getFirst().compact(), writers),
        Cost.of(requests, proof -> verified(proof, verifier)),
        Cost.of(specimens, specimen -> read(specimen.bytes())),
        Cost.of(specimens, specimen -> CanonicalEnvelope.of(specimen.message().envelope().json())),
        Cost.of(specimens, specimen -> signed(specimen, verifier)),
        Cost.of(messages, proof -> verified(proof, verifier)),
        Cost.of(specimens, specimen -> moved(machine, specimen)),
        StoreFloor.measure(folder, writers, Specimen.COUNTERS));
  }

  private record Proof(String compact, ProofKey key) {}

  private static ProofKey key(Specimen specimen) {
    return specimen.voice().card().proofKey();
  }

  private static Object signed(Specimen specimen, Verifier verifier) {
    Envelope.Integrity integrity = specimen.message().envelope().integrity();
    if (verifier.ed25519(
        specimen.voice().card().signingKey(),
        SigningPurpose.MESSAGE.input(integrity.hash()),
        integrity.signature().raw())) {
      return integrity;
    }
    throw new IllegalStateException("a good signature does not verify");
  }

  private static String requestProof(Specimen specimen) {
    return DpopProof.sign(
        specimen.voice().keys().proofSigner(),
        new DpopClaims(
            UUID.randomUUID().toString(),
            "POST",
            "http://127.0.0.1:8470" + specimen.talk().target(),
            Instant.now(),
            Optional.of("0123456789012345678901"),
            Optional.of(DpopProof.tokenHash("token"))));
  }

  private static Object verified(Proof proof, Verifier verifier) {
    if (DpopProof.parse(proof.compact(), proof.key())
            instanceof DpopVerdict.Parsed(DpopProof parsed)
        && parsed.verified(verifier)) {
      return parsed;
    }
    throw new IllegalStateException("a good proof does not verify");
  }

  private static Object read(byte[] bytes) {
    if (StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject object, _)
        && Envelope.decode(object) instanceof Decoded.Valid<Envelope>(Envelope envelope)) {
      return envelope;
    }
    throw new IllegalStateException("a good message cannot be read");
  }

  private static Object moved(SessionMachine machine, Specimen specimen) {
    if (machine.apply(specimen.before(), specimen.message(), specimen.at(), specimen.cards())
        instanceof Step.Moved moved) {
      return moved;
    }
    throw new IllegalStateException("a good message is refused");
  }
}

package dev.parley.bench.micro;

import dev.parley.bench.parts.Specimen;
import dev.parley.core.chain.CanonicalEnvelope;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.Envelope;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What happens to one counter-offer in the middle of a session, step by step.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CoreOperations {
  private final Specimen specimen = Specimen.counterOffer();
  private final Envelope envelope = specimen.message().envelope();
  private final EnvelopeVerifier verifier =
      new EnvelopeVerifier(CryptoProviders.verifying().verifier());
  private final SessionMachine machine = Specimen.machine();
  private final byte[] canonical = CanonicalJson.bytes(envelope.json());

  /// Called by JMH.
  public CoreOperations() {}

  /// Reads the bytes strictly, and decodes the envelope.
  ///
  /// @return the envelope
  @Benchmark
  public Decoded<Envelope> read() {
    return StrictJson.read(specimen.bytes(), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject object, _)
        ? Envelope.decode(object)
        : Decoded.valid(envelope);
  }

  /// Writes the canonical form, and hashes it without hash and signature.
  ///
  /// @return both
  @Benchmark
  public CanonicalEnvelope canonicalFormAndHash() {
    return CanonicalEnvelope.of(envelope.json());
  }

  /// SHA-256 over the canonical form alone.
  ///
  /// @return the hash
  @Benchmark
  public Hash hash() {
    return Hash.of(canonical);
  }

  /// Signs: proof, canonical form, hash, signature.
  ///
  /// @return the envelope
  @Benchmark
  public JsonObject sign() {
    return specimen.talk().sign(specimen.voice(), Specimen.SCORE, specimen.words());
  }

  /// Verifies hash, signature and proof.
  ///
  /// @return the verified envelope
  @Benchmark
  public Decoded<VerifiedEnvelope> verify() {
    return verifier.verify(envelope, specimen.voice().card());
  }

  /// Reads a proof without checking its signature.
  ///
  /// @return the proof
  @Benchmark
  public DpopVerdict readProof() {
    return DpopProof.parse(envelope.sender().dpopProof(), specimen.voice().card().proofKey());
  }

  /// Applies the message to the session.
  ///
  /// @return the next state
  @Benchmark
  public Step apply() {
    return machine.apply(specimen.before(), specimen.message(), specimen.at(), specimen.cards());
  }
}

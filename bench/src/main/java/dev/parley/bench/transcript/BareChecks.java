package dev.parley.bench.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.P256Key;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.message.Envelope;
import dev.parley.core.transcript.TranscriptLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The signatures of a transcript and nothing else, ready for the crypto provider: what any program
/// that verifies the file must at least compute. Both signatures of a message, one message after
/// the other, each thread a part of the file.
final class BareChecks {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] EDWARDS = HEX.parseHex("302a300506032b6570032100");
  private static final byte[] P256 =
      HEX.parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private final Provider provider = CryptoProviders.verifying().jca();
  private final Map<ProofKey, PublicKey> keys = new HashMap<>();
  private final List<Signed> signatures = new ArrayList<>();

  private BareChecks() {}

  @SuppressWarnings("ArrayRecordComponent") // Only read.
  private record Signed(
      PublicKey key,
      byte[] message,
      byte[] signature,
      PublicKey proofKey,
      byte[] proof,
      byte[] der) {}

  /// Takes the signatures out of a file.
  static BareChecks of(Path file) throws IOException, GeneralSecurityException {
    BareChecks checks = new BareChecks();
    Map<AgentUri, AgentCard> cards = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (TranscriptLine.read(line.getBytes(StandardCharsets.UTF_8))
            instanceof Decoded.Valid<TranscriptLine>(TranscriptLine read)) {
          switch (read) {
            case TranscriptLine.Card(AgentCard card) -> cards.put(card.agentId(), card);
            case TranscriptLine.Message message ->
                checks.add(
                    message.envelope(),
                    Objects.requireNonNull(cards.get(message.envelope().sender().agentId())));
            case TranscriptLine.Header _,
                TranscriptLine.Dispute _,
                TranscriptLine.Rated _,
                TranscriptLine.End _ -> {}
          }
        }
      }
    }
    return checks;
  }

  private void add(Envelope envelope, AgentCard card) throws GeneralSecurityException {
    String compact = envelope.sender().dpopProof();
    int dot = compact.lastIndexOf('.');
    signatures.add(
        new Signed(
            key(card.signingKey()),
            SigningPurpose.MESSAGE.input(envelope.integrity().hash()),
            envelope.integrity().signature().raw(),
            key(card.proofKey()),
            compact.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
            der(Base64.getUrlDecoder().decode(compact.substring(dot + 1)))));
  }

  private PublicKey key(ProofKey key) throws GeneralSecurityException {
    PublicKey known = keys.get(key);
    if (known == null) {
      known =
          switch (key) {
            case Ed25519Key it -> imported("EdDSA", EDWARDS, it.raw());
            case P256Key it -> imported("EC", P256, it.raw());
          };
      keys.put(key, known);
    }
    return known;
  }

  private PublicKey imported(String algorithm, byte[] prefix, byte[] raw)
      throws GeneralSecurityException {
    KeyFactory factory =
        provider.getService("KeyFactory", algorithm) == null
            ? KeyFactory.getInstance(algorithm)
            : KeyFactory.getInstance(algorithm, provider);
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + raw.length);
    System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
    return factory.generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static byte[] der(byte[] raw) {
    byte[] r = new BigInteger(1, Arrays.copyOf(raw, 32)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)).toByteArray();
    byte[] out = new byte[6 + r.length + s.length];
    out[0] = 0x30;
    out[1] = (byte) (4 + r.length + s.length);
    out[2] = 2;
    out[3] = (byte) r.length;
    System.arraycopy(r, 0, out, 4, r.length);
    out[4 + r.length] = 2;
    out[5 + r.length] = (byte) s.length;
    System.arraycopy(s, 0, out, 6 + r.length, s.length);
    return out;
  }

  /// Checks all of them, on some threads.
  void check(int threads) throws InterruptedException, ExecutionException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = signatures.size() * i / threads;
        int to = signatures.size() * (i + 1) / threads;
        parts.add(() -> check(signatures.subList(from, to)));
      }
      for (Future<Void> part : workers.invokeAll(parts)) {
        part.get();
      }
    }
  }

  private Void check(List<Signed> part) throws GeneralSecurityException {
    Signature edwards = Signature.getInstance("EdDSA", provider);
    Signature weierstrass = Signature.getInstance("SHA256withECDSA", provider);
    for (Signed each : part) {
      check(edwards, each.key(), each.message(), each.signature());
      check(weierstrass, each.proofKey(), each.proof(), each.der());
    }
    return null;
  }

  private static void check(Signature engine, PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    engine.initVerify(key);
    engine.update(message);
    if (!engine.verify(signature)) {
      throw new GeneralSecurityException("a good signature does not verify");
    }
  }
}

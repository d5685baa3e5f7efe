package dev.parley.bench.parts;

import dev.parley.core.identity.CryptoProvider;
import dev.parley.core.identity.CryptoProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the machine can do without any of Parley: a signature check of the crypto provider in use,
/// called as its own documentation says, and a sync of the disk.
///
/// @param provider which crypto provider
/// @param ed25519 CPU time of one Ed25519 verification
/// @param p256 CPU time of one ECDSA verification on P-256
/// @param sync the median time of writing 16 KiB behind the end of a file and `fdatasync`
/// @param slowSync the same, 99th percentile
public record Probes(
    String provider, Duration ed25519, Duration p256, Duration sync, Duration slowSync) {
  private static final int SIGNED_BYTES = 83;
  private static final int BLOCK = 16 << 10;
  private static final int SYNCS = 300;
  private static final int INPUTS = 256;

  /// Measures.
  ///
  /// @param folder where the disk is tried
  /// @return what was found
  /// @throws InterruptedException when the thread is interrupted
  public static Probes measure(Path folder) throws InterruptedException {
    try {
      CryptoProvider crypto = CryptoProviders.verifying();
      List<Duration> syncs = syncs(folder);
      return new Probes(
          crypto.description(),
          verification(crypto, "Ed25519", KeyPairGenerator.getInstance("Ed25519")),
          verification(crypto, "SHA256withECDSA", p256Generator()),
          syncs.get(syncs.size() / 2),
          syncs.get(syncs.size() * 99 / 100));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the machine cannot be measured", e);
    }
  }

  private static KeyPairGenerator p256Generator() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator;
  }

  @SuppressWarnings("ArrayRecordComponent") // Only read.
  private record Signed(PublicKey key, byte[] message, byte[] signature) {}

  private static Duration verification(
      CryptoProvider crypto, String algorithm, KeyPairGenerator generator)
      throws GeneralSecurityException, InterruptedException {
    List<Signed> inputs = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      KeyPair keys = generator.generateKeyPair();
      byte[] message = new byte[SIGNED_BYTES];
      message[0] = (byte) i;
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(keys.getPrivate());
      signer.update(message);
      inputs.add(new Signed(keys.getPublic(), message, signer.sign()));
    }
    ThreadLocal<Signature> verifiers = ThreadLocal.withInitial(() -> verifier(crypto, algorithm));
    return Cost.of(
        inputs,
        input -> {
          Signature verifier = verifiers.get();
          verifier.initVerify(input.key());
          verifier.update(input.message());
          if (!verifier.verify(input.signature())) {
            throw new GeneralSecurityException("a good signature does not verify");
          }
          return verifier;
        });
  }

  private static Signature verifier(CryptoProvider crypto, String algorithm) {
    try {
      return Signature.getInstance(algorithm, crypto.jca());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Duration> syncs(Path folder) throws IOException {
    List<Duration> took = new ArrayList<>();
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("sync-probe"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int i = 0; i < SYNCS; i++) {
        long before = System.nanoTime();
        file.write(ByteBuffer.allocate(BLOCK));
        file.force(false);
        took.add(Duration.ofNanos(System.nanoTime() - before));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write in " + folder, e);
    }
    Collections.sort(took);
    return took;
  }
}

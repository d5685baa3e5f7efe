package dev.parley.cli.doctor;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CryptoProvider;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which crypto provider verifies signatures here, and how fast. Which one it is decides speed,
/// never validity.
public final class Crypto {
  private static final Duration WARM_UP = Duration.ofMillis(100);
  private static final Duration MEASURED = Duration.ofMillis(200);
  private static final String SLOWEST = "JDK";

  private Crypto() {}

  /// Looks at the providers and measures the one in use on one core.
  ///
  /// @return what was found
  public static Checkup examine() {
    CryptoProvider provider = CryptoProviders.verifying();
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    byte[] message = SigningPurpose.MESSAGE.input(Hash.ZERO);
    byte[] signature = keys.signer().sign(message);
    Verifier verifier = provider.verifier();
    Runnable verification =
        () -> {
          if (!verifier.ed25519(keys.signer().publicKey(), message, signature)) {
            throw new IllegalStateException(provider.name() + " refuses a signature of its own");
          }
        };
    rate(verification, WARM_UP);
    long rate = rate(verification, MEASURED);
    String others =
        CryptoProviders.examined().stream()
            .filter(each -> !each.name().equals(provider.name()))
            .map(each -> each.name() + ": " + each.note())
            .collect(Collectors.joining("; "));
    JsonObject measured =
        JsonObject.builder()
            .put("provider", provider.name())
            .put("ed25519VerificationsPerSecond", rate)
            .put(
                "available",
                JsonArray.ofStrings(
                    CryptoProviders.available().stream().map(CryptoProvider::name).toList()))
            .build();
    String found =
        String.format(
            Locale.ROOT,
            "%s verifies %,d signatures a second on one core (%s)",
            provider.description(),
            rate,
            others);
    return provider.name().equals(SLOWEST)
        ? Checkup.doubtful(
            "crypto",
            found,
            "It works, about fifteen times slower than native code, of which none loads here.",
            measured)
        : Checkup.good("crypto", found, measured);
  }

  private static long rate(Runnable once, Duration length) {
    long start = System.nanoTime();
    long runs = 0;
    long elapsed;
    do {
      once.run();
      runs++;
      elapsed = System.nanoTime() - start;
    } while (elapsed < length.toNanos());
    return runs * Duration.ofSeconds(1).toNanos() / elapsed;
  }
}

package dev.parley.console.people;

import dev.parley.core.identity.Hash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes what nobody can guess. What was handed out is known by its hash only.
final class Secrets {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static String hash(String secret) {
    return Hash.of(secret.getBytes(StandardCharsets.UTF_8)).text();
  }
}

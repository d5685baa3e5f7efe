package dev.parley.cli.rules.impure;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// Everything that the core must not do, one method for each rule.
final class Impure {

  private Impure() {}

  static boolean file() {
    return Files.exists(Path.of("x"));
  }

  static Class<?> socket() {
    return Socket.class;
  }

  static Instant clock() {
    return Instant.now();
  }

  static long stopwatch() {
    return System.nanoTime();
  }

  static SecureRandom random() {
    return new SecureRandom();
  }

  static Thread thread() {
    return Thread.currentThread();
  }

  static long parallel() {
    return List.of(1).parallelStream().count();
  }

  static void console() {
    System.out.println();
  }

  static String environment() {
    return System.getenv().toString();
  }

  /// Allowed: the caller brings the randomness.
  static int given(SecureRandom random) {
    return random.nextInt();
  }
}

package dev.parley.cli.doctor;

import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The clock of this machine. A node refuses messages whose time is more than 300 s from its own,
/// and proofs at 60 s. For one thread.
public final class Time {
  private static final String SUBJECT = "clock";
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Instant began = Instant.now();
  private final long beganNanos = System.nanoTime();

  /// Starts to watch the clock.
  public Time() {}

  /// Looks at the clock, and whether it was set since this object was made.
  ///
  /// @return what was found
  public Checkup examine() {
    Duration shown = Duration.between(began, Instant.now());
    Duration passed = Duration.ofNanos(System.nanoTime() - beganNanos);
    Duration step = shown.minus(passed).abs();
    Optional<Boolean> synchronised = synchronised();
    JsonObject.Builder measured =
        JsonObject.builder().put("now", Instant.now().toString()).put("stepMs", step.toMillis());
    synchronised.ifPresent(is -> measured.put("synchronised", is));
    if (step.compareTo(STEP) > 0) {
      return Checkup.doubtful(
          SUBJECT,
          "it was set by " + step.toMillis() + " ms while it was looked at",
          "Let one time service keep it, in small steps.",
          measured.build());
    }
    if (synchronised.isEmpty()) {
      return Checkup.good(
          SUBJECT, "runs evenly; whether it is synchronised cannot be told here", measured.build());
    }
    return synchronised.get()
        ? Checkup.good(SUBJECT, "runs evenly and is synchronised", measured.build())
        : Checkup.doubtful(
            SUBJECT,
            "is not synchronised",
            "Turn on a time service, for example: timedatectl set-ntp true",
            measured.build());
  }

  /// What systemd knows, where there is one.
  private static Optional<Boolean> synchronised() {
    try {
      Process asked =
          new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!asked.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        asked.destroyForcibly();
        return Optional.empty();
      }
      String said =
          new String(asked.getInputStream().readNBytes(16), StandardCharsets.US_ASCII).strip();
      return switch (said) {
        case "yes" -> Optional.of(true);
        case "no" -> Optional.of(false);
        default -> Optional.empty();
      };
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

package dev.parley.cli.doctor;

import dev.parley.core.json.JsonObject;
import java.util.Locale;

/// What was found about one thing.
///
/// @param subject what was looked at, a word
/// @param health how it is
/// @param found what was found, in words
/// @param next what to do about it; empty when nothing needs to be done
/// @param measured the figures behind it, each name with its unit
public record Checkup(
    String subject, Health health, String found, String next, JsonObject measured) {

  /// How a thing is.
  public enum Health {
    /// As it should be.
    GOOD,
    /// A node runs, but something is slower or less safe than it could be.
    DOUBTFUL,
    /// A node does not run like this.
    BAD;

    /// The word for programs.
    ///
    /// @return lower case
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Checkup good(String subject, String found, JsonObject measured) {
    return new Checkup(subject, Health.GOOD, found, "", measured);
  }

  static Checkup doubtful(String subject, String found, String next, JsonObject measured) {
    return new Checkup(subject, Health.DOUBTFUL, found, next, measured);
  }

  static Checkup bad(String subject, String found, String next) {
    return new Checkup(subject, Health.BAD, found, next, JsonObject.EMPTY);
  }

  /// The same for programs.
  ///
  /// @return members `check`, `health`, `found`, `next`, `measured`
  public JsonObject json() {
    return JsonObject.builder()
        .put("check", subject)
        .put("health", health.word())
        .put("found", found)
        .put("next", next)
        .put("measured", measured)
        .build();
  }
}

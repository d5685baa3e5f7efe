package dev.parley.cli.scenarios;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the names in a script, `${…}`, stand for in one run of it.
final class Names {
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern TIME = Pattern.compile("now(?:([+-])(\\d+)s)?");

  private final Supplier<Instant> now;
  private final Map<String, String> values = new HashMap<>();

  Names(Supplier<Instant> now) {
    this.now = now;
    put("zeros", Hash.ZERO.text());
  }

  void put(String name, String value) {
    values.put(name, value);
  }

  /// A message gives names to what later steps need of it.
  void put(String message, JsonObject envelope) {
    put(message + ".id", envelope.string("messageId").orElse(""));
    put(message + ".time", envelope.string("timestamp").orElse(""));
    put(
        message + ".hash",
        envelope.object("integrity").flatMap(integrity -> integrity.string("hash")).orElse(""));
  }

  /// The text with values instead of names.
  ///
  /// @throws IllegalArgumentException when a name stands for nothing
  String resolve(String text) {
    return NAME.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
  }

  private String value(String name) {
    Matcher time = TIME.matcher(name);
    if (time.matches()) {
      return Timestamp.format(moved(time));
    }
    if (name.equals("fresh")) {
      return Ids.fresh(now.get());
    }
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("nothing has the name " + name);
    }
    return value;
  }

  private Instant moved(Matcher time) {
    if (time.group(2) == null) {
      return now.get();
    }
    Duration by = Duration.ofSeconds(Long.parseLong(Objects.requireNonNull(time.group(2))));
    return time.group(1).equals("-") ? now.get().minus(by) : now.get().plus(by);
  }
}

package dev.parley.server.config;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.ClockKind;
import dev.parley.server.auth.RateLimit;
import dev.parley.server.auth.RateTable;
import dev.parley.server.registry.TrustLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads a node's configuration: the YAML file first, environment variables over it, what the
/// command line says over both.
public final class ConfigurationReader {
  /// Variables of the same prefix that belong to the launcher and to the build.
  private static final Set<String> FOREIGN_VARIABLES =
      Set.of(
          "PARLEY_JAVA_HOME",
          "PARLEY_OPTS",
          "PARLEY_DIST",
          "PARLEY_BUILDING",
          "PARLEY_PASSPHRASE",
          "PARLEY_OPERATOR_TOKEN");

  private static final double BURST_SECONDS = 4;

  private final Mode mode;
  private final Map<Setting, String> values;

  private ConfigurationReader(Mode mode, Map<Setting, String> values) {
    this.mode = mode;
    this.values = values;
  }

  /// Reads.
  ///
  /// @param mode what the node is for
  /// @param file the YAML file, if there is one
  /// @param environment the environment variables
  /// @param said what the command line says
  /// @return the configuration
  /// @throws ConfigurationException naming the key that is unknown or wrong
  public static NodeConfiguration read(
      Mode mode, Optional<Path> file, Map<String, String> environment, Map<Setting, String> said) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    file.ifPresent(path -> values.putAll(fromFile(path)));
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith("PARLEY_") && !FOREIGN_VARIABLES.contains(variable)) {
            Setting setting =
                Setting.byVariable(variable)
                    .orElseThrow(
                        () ->
                            new ConfigurationException("unknown environment variable " + variable));
            values.put(setting, value);
          }
        });
    values.putAll(said);
    return new ConfigurationReader(mode, values).configuration();
  }

  private static Map<Setting, String> fromFile(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException("cannot read the configuration file " + file, e);
    }
    Map<Setting, String> found = new HashMap<>();
    YamlFile.flatten(text, file)
        .forEach(
            (key, value) ->
                found.put(
                    Setting.byKey(key)
                        .orElseThrow(
                            () -> new ConfigurationException("unknown key " + key + " in " + file)),
                    value));
    return found;
  }

  private NodeConfiguration configuration() {
    NodeConfiguration plain = NodeConfiguration.development();
    String domain =
        text(Setting.DOMAIN)
            .orElseGet(
                () ->
                    switch (mode) {
                      case DEVELOPMENT -> NodeConfiguration.DEVELOPMENT_DOMAIN;
                      case PRODUCTION -> throw NodeConfiguration.wrong(Setting.DOMAIN, "is needed");
                    });
    String host =
        text(Setting.HOST)
            .orElse(
                switch (mode) {
                  case DEVELOPMENT -> plain.host();
                  case PRODUCTION -> "0.0.0.0";
                });
    LogForm log =
        switch (mode) {
          case DEVELOPMENT -> LogForm.PLAIN;
          case PRODUCTION -> LogForm.JSON;
        };
    return new NodeConfiguration(
        mode,
        domain,
        host,
        number(Setting.PORT, NodeConfiguration.PORT),
        read(Setting.PUBLIC_URL, "an address such as https://node.example", URI::new),
        read(Setting.DATA_DIRECTORY, "a directory", Path::of),
        tls(),
        text(Setting.ORGANISATIONS).map(ConfigurationReader::list).orElse(Set.of()),
        domains(),
        read(Setting.CLOCK, "real, virtual or x3600", t -> ClockKind.parse(t).orElseThrow())
            .orElse(ClockKind.REAL),
        rates(),
        limits(HttpLimits.DEFAULT),
        read(Setting.LOG, "plain or json", t -> LogForm.valueOf(t.toUpperCase(Locale.ROOT)))
            .orElse(log),
        read(Setting.TRUST_SEEDS, "a list of agents", ConfigurationReader::agents).orElse(Set.of()),
        new People(
            atLeastOne(Setting.ESCALATIONS_PER_DAY, People.DEFAULT.escalationsPerDay()),
            read(Setting.WEBHOOK_URLS, "a list of addresses", ConfigurationReader::urls)
                .orElse(List.of()),
            atLeastOne(Setting.WEBHOOK_ATTEMPTS, People.DEFAULT.attempts())),
        queue());
  }

  /// What is wrong with an address is said without it: there may be a password in it.
  private Optional<Queue> queue() {
    Optional<Path> credentials = read(Setting.NATS_CREDENTIALS, "a file", Path::of);
    Optional<String> url = text(Setting.NATS_URL);
    if (url.isEmpty() && credentials.isPresent()) {
      throw NodeConfiguration.wrong(Setting.NATS_URL, "is needed with nats.credentials");
    }
    try {
      return url.map(text -> new Queue(URI.create(text), credentials));
    } catch (IllegalArgumentException _) {
      throw NodeConfiguration.wrong(
          Setting.NATS_URL, "has to be an address such as nats://127.0.0.1:4222");
    }
  }

  private Optional<DomainProof> domains() {
    Optional<Path> anchors = read(Setting.DOMAIN_ANCHORS, "a file", Path::of);
    boolean on =
        read(Setting.DOMAIN_PROOF, "on or off", ConfigurationReader::onOrOff)
            .orElse(
                switch (mode) {
                  case DEVELOPMENT -> false;
                  case PRODUCTION -> true;
                });
    return on ? Optional.of(new DomainProof(anchors)) : Optional.empty();
  }

  /// YAML reads a bare `on` as true.
  private static boolean onOrOff(String text) {
    return switch (text) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private Optional<TlsFiles> tls() {
    Optional<Path> certificates = read(Setting.TLS_CERTIFICATES, "a file", Path::of);
    Optional<Path> key = read(Setting.TLS_PRIVATE_KEY, "a file", Path::of);
    if (certificates.isPresent() && key.isEmpty()) {
      throw NodeConfiguration.wrong(Setting.TLS_PRIVATE_KEY, "is needed with tls.certificates");
    }
    if (certificates.isEmpty() && key.isPresent()) {
      throw NodeConfiguration.wrong(Setting.TLS_CERTIFICATES, "is needed with tls.privateKey");
    }
    return certificates.map(c -> new TlsFiles(c, key.orElseThrow()));
  }

  private RateTable rates() {
    Map<TrustLevel, RateLimit> levels = new EnumMap<>(RateTable.DEFAULT.levels());
    Map.of(
            TrustLevel.UNVERIFIED, Setting.RATE_UNVERIFIED,
            TrustLevel.VERIFIED, Setting.RATE_VERIFIED,
            TrustLevel.ESTABLISHED, Setting.RATE_ESTABLISHED,
            TrustLevel.TRUSTED, Setting.RATE_TRUSTED,
            TrustLevel.PREMIUM, Setting.RATE_PREMIUM)
        .forEach((level, setting) -> rate(setting).ifPresent(limit -> levels.put(level, limit)));
    RateLimit address = rate(Setting.RATE_ADDRESS).orElse(RateTable.DEFAULT.address());
    double factor =
        positive(Setting.RATE_FACTOR)
            .orElse(
                switch (mode) {
                  case DEVELOPMENT -> NodeConfiguration.DEVELOPMENT_FACTOR;
                  case PRODUCTION -> 1.0;
                });
    return new RateTable(levels, address).times(factor);
  }

  /// After a pause, four seconds' worth may come at once.
  private Optional<RateLimit> rate(Setting setting) {
    return positive(setting).map(r -> new RateLimit(r, Math.max(1, r * BURST_SECONDS)));
  }

  private Optional<Double> positive(Setting setting) {
    return read(
        setting,
        "a number above 0",
        t -> {
          double value = Double.parseDouble(t);
          if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(t);
          }
          return value;
        });
  }

  private HttpLimits limits(HttpLimits plain) {
    return new HttpLimits(
        atLeastOne(Setting.CONNECTIONS, plain.connections()),
        atLeastOne(Setting.REQUESTS, plain.requests()),
        atLeastOne(Setting.STREAMS, plain.streams()),
        atLeastOne(Setting.STREAMS_PER_AGENT, plain.streamsPerAgent()),
        millis(Setting.BODY_TIME, plain.bodyTime()),
        millis(Setting.IDLE_TIME, plain.idleTime()),
        millis(Setting.HEARTBEAT, plain.heartbeat()),
        millis(Setting.STALL, plain.stall()),
        millis(Setting.GRACE, plain.grace()));
  }

  private Duration millis(Setting setting, Duration otherwise) {
    return Duration.ofMillis(atLeastOne(setting, (int) otherwise.toMillis()));
  }

  private int atLeastOne(Setting setting, int otherwise) {
    int value = number(setting, otherwise);
    if (value < 1) {
      throw NodeConfiguration.wrong(setting, "has to be at least 1, found: " + value);
    }
    return value;
  }

  private int number(Setting setting, int otherwise) {
    return read(setting, "a whole number", Integer::parseInt).orElse(otherwise);
  }

  private static Set<String> list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<URI> urls(String text) {
    return list(text).stream().sorted().map(URI::create).toList();
  }

  private static Set<AgentUri> agents(String text) {
    return list(text).stream()
        .map(one -> AgentUri.parse(one).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting)).map(String::strip).filter(t -> !t.isEmpty());
  }

  /// Reads a value, whatever its reader throws at text that it does not know.
  private interface Reading<T> {
    T of(String text) throws Exception;
  }

  private <T> Optional<T> read(Setting setting, String form, Reading<T> reading) {
    Function<String, T> read =
        text -> {
          try {
            return reading.of(text);
          } catch (Exception e) {
            throw new ConfigurationException(
                setting.key()
                    + " ("
                    + setting.variable()
                    + ") has to be "
                    + form
                    + ", found: "
                    + text,
                e);
          }
        };
    return text(setting).map(read);
  }
}

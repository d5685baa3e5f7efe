package dev.parley.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be set, with its key in the YAML file. The environment variable is `PARLEY_`
/// and the key in capitals, words parted by underscores: `dataDirectory` is
/// `PARLEY_DATA_DIRECTORY`.
public enum Setting {
  /// The node's domain, such as `node.example`; the steward is `agent://{domain}/node`.
  DOMAIN("domain"),
  /// The address to listen on.
  HOST("host"),
  /// The port to listen on; 0 for any that is free.
  PORT("port"),
  /// The address under which others reach the node, when it is not `https://{domain}:{port}`.
  PUBLIC_URL("publicUrl"),
  /// Where the node keeps everything.
  DATA_DIRECTORY("dataDirectory"),
  /// The PEM file of the node's certificate chain.
  TLS_CERTIFICATES("tls.certificates"),
  /// The PEM file of its private key.
  TLS_PRIVATE_KEY("tls.privateKey"),
  /// The domains of the organisations whose agents may register; in the environment parted by
  /// commas.
  ORGANISATIONS("organisations"),
  /// `on` or `off`: whether organisations may prove their domains by a record on their own web
  /// servers. With `--dev` it is off unless told otherwise.
  DOMAIN_PROOF("domains.proof"),
  /// The PEM file of the certificates that those web servers are checked against, when they are not
  /// those of the platform.
  DOMAIN_ANCHORS("domains.trustAnchors"),
  /// `real`; with `--dev` also `virtual` or `x3600`.
  CLOCK("clock"),
  /// `plain` or `json`.
  LOG("log"),
  /// The agents that trust starts from; in the environment parted by commas. Without any: those
  /// whose domain is proven, else all alike.
  TRUST_SEEDS("trust.seeds"),
  /// How many escalations of one principal the node takes in 24 hours.
  ESCALATIONS_PER_DAY("escalations.perDay"),
  /// The addresses that are told when something waits for the operators; in the environment parted
  /// by commas.
  WEBHOOK_URLS("webhooks.urls"),
  /// How often each event is sent before it is given up.
  WEBHOOK_ATTEMPTS("webhooks.attempts"),
  /// The NATS server that the node takes messages from besides HTTP; it may name a user and a
  /// password.
  NATS_URL("nats.url"),
  /// The file of credentials for it, if it wants one.
  NATS_CREDENTIALS("nats.credentials"),
  /// Multiplies every rate limit, for load tests.
  RATE_FACTOR("rates.factor"),
  /// Requests a second of an agent at `Unverified`.
  RATE_UNVERIFIED("rates.unverified"),
  /// Requests a second of an agent at `Verified`.
  RATE_VERIFIED("rates.verified"),
  /// Requests a second of an agent at `Established`.
  RATE_ESTABLISHED("rates.established"),
  /// Requests a second of an agent at `Trusted`.
  RATE_TRUSTED("rates.trusted"),
  /// Requests a second of an agent at `Premium`.
  RATE_PREMIUM("rates.premium"),
  /// Requests a second of a remote address that has not shown who it is.
  RATE_ADDRESS("rates.address"),
  /// Open TCP connections.
  CONNECTIONS("limits.connections"),
  /// Requests in work at once.
  REQUESTS("limits.requests"),
  /// Open streams of events.
  STREAMS("limits.streams"),
  /// Open streams of events of one agent.
  STREAMS_PER_AGENT("limits.streamsPerAgent"),
  /// Milliseconds for a request's body to arrive.
  BODY_TIME("limits.bodyTimeMs"),
  /// Milliseconds that a connection may be idle.
  IDLE_TIME("limits.idleTimeMs"),
  /// Milliseconds of silence after which a stream sends a heartbeat.
  HEARTBEAT("limits.heartbeatMs"),
  /// Milliseconds that a stream waits for a reader that takes nothing.
  STALL("limits.stallMs"),
  /// Milliseconds that requests in work may take to finish when the node ends.
  GRACE("limits.graceMs");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  /// The key in the YAML file.
  ///
  /// @return names joined by dots where objects lie in each other
  public String key() {
    return key;
  }

  /// The environment variable.
  ///
  /// @return such as `PARLEY_DATA_DIRECTORY`
  public String variable() {
    return "PARLEY_"
        + key.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  static Optional<Setting> byKey(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }

  static Optional<Setting> byVariable(String variable) {
    return Arrays.stream(values()).filter(s -> s.variable().equals(variable)).findFirst();
  }
}

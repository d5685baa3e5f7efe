package dev.parley.server.config;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.session.ClockKind;
import dev.parley.server.auth.RateTable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// How one node is set up. Start from [#development()] or [ConfigurationReader].
///
/// @param mode what the node is for
/// @param domain the node's domain
/// @param host the address to listen on
/// @param port the port to listen on, 0 for any that is free
/// @param publicUrl the address under which others reach it, when it follows from nothing else
/// @param dataDirectory where it keeps everything; absent: in a directory of its own that goes when
///   the node ends, for development only
/// @param tls its TLS identity; absent: plain HTTP, for development on loopback only
/// @param organisations the domains of the organisations whose agents may register
/// @param domains how other organisations prove theirs; absent: none does
/// @param clock what kind of clock it runs on
/// @param rates how much each caller may ask
/// @param limits what the HTTP binding bears at once
/// @param log how log lines look
/// @param seeds the agents that its trust starts from; none: those whose domain is proven, else all
/// @param people how it deals with what waits for people
/// @param queue where its queue is, if it has one
public record NodeConfiguration(
    Mode mode,
    String domain,
    String host,
    int port,
    Optional<URI> publicUrl,
    Optional<Path> dataDirectory,
    Optional<TlsFiles> tls,
    Set<String> organisations,
    Optional<DomainProof> domains,
    ClockKind clock,
    RateTable rates,
    HttpLimits limits,
    LogForm log,
    Set<AgentUri> seeds,
    People people,
    Optional<Queue> queue) {

  /// The port of a node that is not told another one.
  public static final int PORT = 8470;

  /// The domain of a development node.
  public static final String DEVELOPMENT_DOMAIN = "node.localhost";

  /// A development node is not slowed down by the limits that strangers meet.
  static final double DEVELOPMENT_FACTOR = 100;

  private static final int PORT_MAX = 65_535;

  /// Checks what must hold together.
  ///
  /// @throws ConfigurationException naming the key that is wrong
  public NodeConfiguration {
    organisations = Set.copyOf(organisations);
    seeds = Set.copyOf(seeds);
    if (AgentUri.parse("agent://" + domain + "/node").isEmpty()) {
      throw wrong(Setting.DOMAIN, "has to be a domain in lower case, found: " + domain);
    }
    for (String organisation : organisations) {
      if (AgentUri.parse("agent://" + organisation + "/agent").isEmpty()) {
        throw wrong(Setting.ORGANISATIONS, "has to name domains, found: " + organisation);
      }
    }
    for (URI url : people.webhooks()) {
      if (!People.tells(url, mode)) {
        throw wrong(
            Setting.WEBHOOK_URLS,
            "has to name https addresses without user and fragment, http with --dev only, found: "
                + url);
      }
    }
    if (port < 0 || port > PORT_MAX) {
      throw wrong(Setting.PORT, "has to be between 0 and 65535, found: " + port);
    }
    switch (mode) {
      case DEVELOPMENT -> {
        if (tls.isEmpty() && !loopback(host)) {
          throw wrong(Setting.HOST, "plain HTTP is for loopback only, found: " + host);
        }
      }
      case PRODUCTION -> {
        if (tls.isEmpty()) {
          throw wrong(
              Setting.TLS_CERTIFICATES, "is needed: plain HTTP is for --dev on loopback only");
        }
        if (dataDirectory.isEmpty()) {
          throw wrong(Setting.DATA_DIRECTORY, "is needed");
        }
        if (clock != ClockKind.REAL) {
          throw wrong(Setting.CLOCK, clock.wire() + " is for --dev only");
        }
      }
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new ConfigurationException(Setting.HOST.key() + ": no such address: " + host, e);
    }
  }

  static ConfigurationException wrong(Setting setting, String why) {
    return new ConfigurationException(setting.key() + " (" + setting.variable() + ") " + why);
  }

  /// A development node: loopback, plain HTTP, port 8470, real time, a data directory that goes
  /// when the node ends.
  ///
  /// @return the configuration
  public static NodeConfiguration development() {
    return new NodeConfiguration(
        Mode.DEVELOPMENT,
        DEVELOPMENT_DOMAIN,
        "127.0.0.1",
        PORT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        ClockKind.REAL,
        RateTable.DEFAULT.times(DEVELOPMENT_FACTOR),
        HttpLimits.DEFAULT,
        LogForm.PLAIN,
        Set.of(),
        People.DEFAULT,
        Optional.empty());
  }

  /// The same on another port.
  ///
  /// @param other the port, 0 for any that is free
  /// @return a new configuration
  public NodeConfiguration onPort(int other) {
    return with(draft -> draft.port = other);
  }

  /// The same with its data elsewhere.
  ///
  /// @param directory where it keeps everything
  /// @return a new configuration
  public NodeConfiguration keeping(Path directory) {
    return with(draft -> draft.dataDirectory = Optional.of(directory));
  }

  /// The same on another clock.
  ///
  /// @param kind the kind of clock
  /// @return a new configuration
  public NodeConfiguration on(ClockKind kind) {
    return with(draft -> draft.clock = kind);
  }

  /// The same where organisations may prove their domains.
  ///
  /// @param proof how
  /// @return a new configuration
  public NodeConfiguration proving(DomainProof proof) {
    return with(draft -> draft.domains = Optional.of(proof));
  }

  /// The same whose operator vouches for organisations.
  ///
  /// @param domains the domains of all organisations that it names
  /// @return a new configuration
  public NodeConfiguration vouchingFor(Set<String> domains) {
    return with(draft -> draft.organisations = domains);
  }

  /// The same with other rate limits.
  ///
  /// @param table the limits
  /// @return a new configuration
  public NodeConfiguration allowing(RateTable table) {
    return with(draft -> draft.rates = table);
  }

  /// The same whose trust starts from others.
  ///
  /// @param agents the seeds
  /// @return a new configuration
  public NodeConfiguration trusting(Set<AgentUri> agents) {
    return with(draft -> draft.seeds = agents);
  }

  /// The same bearing another load.
  ///
  /// @param load what it bears
  /// @return a new configuration
  public NodeConfiguration bearing(HttpLimits load) {
    return with(draft -> draft.limits = load);
  }

  /// The same dealing otherwise with what waits for people.
  ///
  /// @param other how
  /// @return a new configuration
  public NodeConfiguration dealing(People other) {
    return with(draft -> draft.people = other);
  }

  private NodeConfiguration with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.configuration();
  }

  /// A copy while one part of it is changed, so that the parts are listed in one place.
  private static final class Draft {
    private Mode mode;
    private String domain;
    private String host;
    private int port;
    private Optional<URI> publicUrl;
    private Optional<Path> dataDirectory;
    private Optional<TlsFiles> tls;
    private Set<String> organisations;
    private Optional<DomainProof> domains;
    private ClockKind clock;
    private RateTable rates;
    private HttpLimits limits;
    private LogForm log;
    private Set<AgentUri> seeds;
    private People people;
    private Optional<Queue> queue;

    Draft(NodeConfiguration from) {
      mode = from.mode;
      domain = from.domain;
      host = from.host;
      port = from.port;
      publicUrl = from.publicUrl;
      dataDirectory = from.dataDirectory;
      tls = from.tls;
      organisations = from.organisations;
      domains = from.domains;
      clock = from.clock;
      rates = from.rates;
      limits = from.limits;
      log = from.log;
      seeds = from.seeds;
      people = from.people;
      queue = from.queue;
    }

    NodeConfiguration configuration() {
      return new NodeConfiguration(
          mode,
          domain,
          host,
          port,
          publicUrl,
          dataDirectory,
          tls,
          organisations,
          domains,
          clock,
          rates,
          limits,
          log,
          seeds,
          people,
          queue);
    }
  }
}

package dev.parley.server;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProvider;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Verifier;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.calls.RevealDesk;
import dev.parley.server.config.ConfigurationException;
import dev.parley.server.config.DomainProof;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.People;
import dev.parley.server.config.QuietLog;
import dev.parley.server.http.NodeBinding;
import dev.parley.server.http.Pages;
import dev.parley.server.http.QueueDoor;
import dev.parley.server.learning.LearnDesk;
import dev.parley.server.ledger.Ledger;
import dev.parley.server.organization.AddressRule;
import dev.parley.server.organization.Organizations;
import dev.parley.server.organization.WebReach;
import dev.parley.server.people.EscalationDesk;
import dev.parley.server.people.MandateDesk;
import dev.parley.server.people.Webhooks;
import dev.parley.server.ratings.EndorsementDesk;
import dev.parley.server.ratings.RatingDesk;
import dev.parley.server.ratings.Revealing;
import dev.parley.server.registry.Admission;
import dev.parley.server.registry.PrivateFile;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.registry.Vault;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SqliteStore;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.time.NodeClock;
import dev.parley.server.timers.Timekeeper;
import dev.parley.server.trust.NodeTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running node: registry, store, sessions, their timers, and the HTTP binding over them.
/// Thread-safe.
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final NodeConfiguration configuration;
  private final Path directory;
  private final NodeClock clock;
  private final NodeStore store;
  private final Steward steward;
  private final Optional<Organizations> organizations;
  private final Registry registry;
  private final Sessions sessions;
  private final Timekeeper timekeeper;
  private final Optional<Webhooks> webhooks;
  private final NodeBinding binding;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Real time, which tests replace.
  ///
  /// @param instants what time it is
  /// @param nanos a clock that never goes back, in nanoseconds
  record RealTime(InstantSource instants, LongSupplier nanos) {
    static final RealTime SYSTEM = new RealTime(InstantSource.system(), System::nanoTime);
  }

  /// How the node gets to the web servers of others.
  ///
  /// @param organisations to those that prove a domain, if any may
  /// @param webhooks to those that are told something; nothing for the usual way
  record Ways(Optional<WebReach> organisations, Optional<WebReach> webhooks) {
    static Ways toOrganisations(Optional<WebReach> reach) {
      return new Ways(reach, Optional.empty());
    }
  }

  private Node(
      NodeConfiguration configuration,
      Path directory,
      NodeStore store,
      RealTime time,
      Ways ways,
      Pages pages,
      Optional<ToDoubleFunction<AgentUri>> standing) {
    this.configuration = configuration;
    this.directory = directory;
    this.store = store;
    this.clock = NodeClock.of(configuration.clock());
    Verifier verifier = CryptoProviders.verifying().verifier();
    this.steward = Steward.open(directory, configuration.domain(), RANDOM);
    this.organizations =
        ways.organisations()
            .map(web -> new Organizations(store, clock, verifier, web, time.nanos()));
    this.registry =
        new Registry(
            store,
            clock,
            steward,
            Vault.open(directory, RANDOM),
            admission(),
            verifier,
            new NodeTrust(store, clock, steward.agent(), configuration.seeds()));
    this.sessions =
        new Sessions(
            store,
            clock,
            steward,
            registry,
            verifier,
            standing.orElse(registry::score),
            new EscalationChange.Budget(
                configuration.people().escalationsPerDay(), Duration.ofHours(24)),
            System::nanoTime);
    Revealing revealing = new Revealing(store.ratings(), sessions, registry, clock);
    this.timekeeper = new Timekeeper(store, clock, sessions, revealing);
    this.webhooks = webhooks(time.instants(), ways.webhooks());
    this.binding =
        NodeBinding.start(
            configuration,
            new NodeBinding.Parts(
                store,
                clock,
                steward,
                registry,
                sessions,
                new Ledger(store, registry, clock),
                new RatingDesk(store.ratings(), registry, sessions, revealing, clock, verifier),
                new EndorsementDesk(
                    store.ratings(), registry, standing.orElse(registry::score), clock, verifier),
                new RevealDesk(store.calls(), registry, sessions, verifier),
                new EscalationDesk(store, sessions, steward, clock),
                new MandateDesk(store.people().mandates(), registry, clock, verifier),
                new LearnDesk(sessions),
                OperatorToken.of(PrivateFile.secret(directory.resolve(OperatorToken.FILE), RANDOM)),
                verifier,
                time.instants(),
                time.nanos(),
                directory),
            pages,
            "parley/" + version());
  }

  /// Starts a node. It runs until it is closed.
  ///
  /// @param configuration how it is set up
  /// @return the node, listening
  /// @throws ConfigurationException when the configuration does not do
  /// @throws StoreFailure when the data directory is in use or damaged
  /// @throws UncheckedIOException when the port is taken or the data directory cannot be made
  /// @throws IllegalStateException when keys in the data directory are damaged or others may read
  ///   them
  public static Node start(NodeConfiguration configuration) {
    return start(configuration, RealTime.SYSTEM);
  }

  /// Starts a node with pages for people.
  ///
  /// @param configuration how it is set up
  /// @param pages what people see beside the API
  /// @return the node, listening; it fails as [#start(NodeConfiguration)] does
  public static Node start(NodeConfiguration configuration, Pages pages) {
    Ways ways = Ways.toOrganisations(configuration.domains().map(Node::publicWeb));
    return start(configuration, RealTime.SYSTEM, ways, pages, Optional.empty());
  }

  static Node start(NodeConfiguration configuration, RealTime time) {
    return start(configuration, time, configuration.domains().map(Node::publicWeb));
  }

  /// Starts a node that reaches the web servers of organisations in its own way, as a test has to.
  static Node start(NodeConfiguration configuration, RealTime time, Optional<WebReach> reach) {
    return start(configuration, time, Ways.toOrganisations(reach), Optional.empty());
  }

  /// Starts a node that takes the scores of those who could judge from a test: a node that is new
  /// knows nobody with 70.
  static Node start(
      NodeConfiguration configuration,
      RealTime time,
      Ways ways,
      Optional<ToDoubleFunction<AgentUri>> standing) {
    return start(configuration, time, ways, Pages.NONE, standing);
  }

  private static Node start(
      NodeConfiguration configuration,
      RealTime time,
      Ways ways,
      Pages pages,
      Optional<ToDoubleFunction<AgentUri>> standing) {
    QuietLog.listen(configuration.log());
    CryptoProvider crypto = CryptoProviders.verifying();
    Path directory = configuration.dataDirectory().orElseGet(Node::ownDirectory);
    NodeStore store = SqliteStore.open(directory);
    try {
      Node node = new Node(configuration, directory, store, time, ways, pages, standing);
      node.timekeeper.start();
      node.webhooks.ifPresent(Webhooks::start);
      LOG.info(
          "{} listens on {}, data in {}, clock {}, signatures checked by {}",
          node.domain(),
          node.address(),
          directory,
          configuration.clock().wire(),
          crypto.description());
      return node;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Optional<Webhooks> webhooks(InstantSource real, Optional<WebReach> reach) {
    People people = configuration.people();
    if (people.webhooks().isEmpty()) {
      return Optional.empty();
    }
    String secret = PrivateFile.secret(directory.resolve(Webhooks.SECRET), RANDOM);
    return Optional.of(
        new Webhooks(
            store.people().webhooks(),
            people.webhooks(),
            people.attempts(),
            secret,
            reach.orElseGet(this::reach),
            real,
            steward.agent()));
  }

  /// A development node may tell a program on the same machine.
  private WebReach reach() {
    try {
      WebReach web = WebReach.publicWeb(Optional.empty());
      return switch (configuration.mode()) {
        case PRODUCTION -> web;
        case DEVELOPMENT ->
            new WebReach(
                host -> List.of(InetAddress.getAllByName(host)),
                AddressRule.LOOPBACK_TOO,
                web.port(),
                web.tls(),
                web.time());
      };
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException("cannot read the platform's certificates", e);
    }
  }

  private Admission admission() {
    Admission listed =
        switch (configuration.mode()) {
          case DEVELOPMENT -> Admission.ofDevelopment(configuration.organisations());
          case PRODUCTION -> Admission.ofOrganisations(configuration.organisations());
        };
    return organizations.map(listed::orProvenBy).orElse(listed);
  }

  private static WebReach publicWeb(DomainProof proof) {
    try {
      return WebReach.publicWeb(proof.trustAnchors());
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "domains.trustAnchors: cannot read the certificates: " + e.getMessage(), e);
    }
  }

  private static Path ownDirectory() {
    try {
      return Files.createTempDirectory("parley-node-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory for the node's data", e);
    }
  }

  private static String version() {
    String version = Node.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// The port that it listens on.
  ///
  /// @return 1 to 65535
  public int port() {
    return binding.port();
  }

  /// The address by which it names itself.
  ///
  /// @return scheme, host and perhaps a port, without a slash at the end
  public URI address() {
    return URI.create(binding.address());
  }

  /// Its domain.
  ///
  /// @return such as `node.example`
  public String domain() {
    return configuration.domain();
  }

  /// Its own agent, the steward of its sessions.
  ///
  /// @return `agent://{domain}/node`
  public AgentUri steward() {
    return steward.agent();
  }

  /// Where it keeps everything.
  ///
  /// @return the data directory
  public Path dataDirectory() {
    return directory;
  }

  /// Its clock, which a program that has the node in hand may move when it is virtual.
  ///
  /// @return the clock
  public NodeClock clock() {
    return clock;
  }

  /// The node for a transport that queues.
  ///
  /// @return the same object each time
  public QueueDoor queue() {
    return binding.queue();
  }

  /// Closes the node when the process is told to end, and waits for that: what `parley serve` does.
  ///
  /// @throws InterruptedException when the thread is interrupted
  public void serve() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "parley-shutdown"));
    closed.await();
  }

  /// Takes no more requests, finishes those in work, ends the streams so that their readers resume
  /// elsewhere or later, then closes the store. Closing again does nothing.
  @Override
  public void close() {
    if (!open.getAndSet(false)) {
      return;
    }
    LOG.info("{} ends", domain());
    try (store) {
      organizations.ifPresent(Organizations::close);
      webhooks.ifPresent(Webhooks::close);
      binding.end();
      sessions.close();
      binding.close();
      timekeeper.close();
    } finally {
      if (configuration.dataDirectory().isEmpty()) {
        delete(directory);
      }
      closed.countDown();
    }
  }

  /// Only what nobody asked to keep.
  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot delete {}", directory, e);
    }
  }
}

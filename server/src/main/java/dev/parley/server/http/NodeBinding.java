package dev.parley.server.http;

import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.identity.Verifier;
import dev.parley.server.auth.AccessTokens;
import dev.parley.server.auth.AuthClock;
import dev.parley.server.auth.Authenticator;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.auth.Origins;
import dev.parley.server.auth.RateLimits;
import dev.parley.server.auth.RequestProofs;
import dev.parley.server.auth.ServerNonces;
import dev.parley.server.auth.TokenDesk;
import dev.parley.server.calls.RevealDesk;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.config.Mode;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.learning.LearnDesk;
import dev.parley.server.ledger.Ledger;
import dev.parley.server.ledger.LedgerAudit;
import dev.parley.server.people.EscalationDesk;
import dev.parley.server.people.MandateDesk;
import dev.parley.server.ratings.EndorsementDesk;
import dev.parley.server.ratings.RatingDesk;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.NodeStore;
import dev.parley.server.streams.SessionFeed;
import dev.parley.server.streams.Streams;
import dev.parley.server.time.NodeClock;
import dev.parley.server.websocket.SocketParts;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/// The HTTP binding of one node, put together. Thread-safe.
public final class NodeBinding implements AutoCloseable {
  private final HttpListener listener;
  private final Origins origins;
  private final List<Route> routes;
  private final QueueDoor queue;

  private NodeBinding(HttpListener listener, Origins origins, List<Route> routes, QueueDoor queue) {
    this.listener = listener;
    this.origins = origins;
    this.routes = routes;
    this.queue = queue;
  }

  /// What the binding stands on.
  ///
  /// @param store the node's store
  /// @param clock the node's clock
  /// @param steward the node's own agent
  /// @param registry its agents
  /// @param sessions its sessions
  /// @param ledger its accounts
  /// @param ratings what is said after its sessions
  /// @param endorsements what its agents say of each other
  /// @param reveals takes what is revealed after the deadline of a sealed call
  /// @param escalations what waits for people
  /// @param mandates takes what agents may do without asking
  /// @param learning makes of sessions what they teach
  /// @param operator shows who runs it
  /// @param verifier checks signatures
  /// @param real real time
  /// @param nanos a clock that never goes back, in nanoseconds
  /// @param directory where the node keeps everything
  public record Parts(
      NodeStore store,
      NodeClock clock,
      Steward steward,
      Registry registry,
      Sessions sessions,
      Ledger ledger,
      RatingDesk ratings,
      EndorsementDesk endorsements,
      RevealDesk reveals,
      EscalationDesk escalations,
      MandateDesk mandates,
      LearnDesk learning,
      OperatorToken operator,
      Verifier verifier,
      InstantSource real,
      LongSupplier nanos,
      Path directory) {}

  /// Starts to listen, and answers when it is ready.
  ///
  /// @param configuration how the node is set up
  /// @param parts what it stands on
  /// @param pages what people see beside the API
  /// @param software what runs, with its version
  /// @return the binding, running
  public static NodeBinding start(
      NodeConfiguration configuration, Parts parts, Pages pages, String software) {
    HttpLimits limits = configuration.limits();
    Streams streams =
        new Streams(limits.streams(), limits.streamsPerAgent(), limits.stall(), parts.nanos());
    HttpListener.Door door = new HttpListener.Door();
    Optional<SSLContext> tls = configuration.tls().map(TlsIdentity::read);
    HttpListener listener =
        HttpListener.start(
            new HttpListener.Place(configuration.host(), configuration.port(), tls),
            limits,
            door,
            streams);
    Origins origins = origins(configuration, listener.port());
    AuthClock clock = authClock(configuration, parts);
    ServerNonces nonces = new ServerNonces(parts.real(), new SecureRandom(), ServerNonces.CAPACITY);
    RequestProofs proofs = new RequestProofs(origins, nonces, clock, parts.verifier());
    AccessTokens tokens =
        new AccessTokens(
            origins.preferred(),
            parts.steward().tokenSigner(),
            parts.verifier(),
            clock,
            parts.registry()::assertionKey);
    TokenDesk desk =
        new TokenDesk(
            tokens,
            proofs,
            parts.registry()::assertionKey,
            parts.verifier(),
            clock,
            origins,
            TokenEndpoints.PATH);
    NodeEndpoints.About about =
        new NodeEndpoints.About(
            configuration.domain(), origins.preferred(), parts.verifier().provider(), software);
    List<Route> routes = routes(limits, parts, streams, nonces, desk, about);
    List<Route> all = new ArrayList<>(routes);
    all.addAll(
        pages.routes(new Pages.Ground(parts, about, new Bodies(limits.bodyTime()), streams)));
    Authenticator authenticator = new Authenticator(tokens, proofs);
    RateLimits rates =
        new RateLimits(configuration.rates(), parts.registry()::level, parts.nanos());
    Semaphore permits = new Semaphore(limits.requests());
    Gate gate =
        new Gate(new Router(all), authenticator, parts.operator(), nonces, rates, permits, pages);
    listener.open(
        new SocketParts(
            source(parts),
            authenticator,
            nonces,
            rates,
            permits,
            streams,
            limits.socketHeartbeat()));
    door.open(gate);
    return new NodeBinding(listener, origins, routes, queue(gate, rates, parts));
  }

  private static QueueDoor queue(Gate gate, RateLimits rates, Parts parts) {
    return new QueueDoor(
        gate, parts.sessions(), parts.registry(), rates, new EnvelopeVerifier(parts.verifier()));
  }

  private static SessionFeed.Source source(Parts parts) {
    return new SessionFeed.Source(parts.sessions(), parts.clock(), parts.registry()::score);
  }

  private static List<Route> routes(
      HttpLimits limits,
      Parts parts,
      Streams streams,
      ServerNonces nonces,
      TokenDesk desk,
      NodeEndpoints.About about) {
    Bodies bodies = new Bodies(limits.bodyTime());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new MessageEndpoints(source(parts), bodies, streams, limits.heartbeat()).routes());
    routes.addAll(new SessionEndpoints(parts.sessions(), bodies, streams).routes());
    routes.addAll(
        new AgentEndpoints(
                parts.registry(),
                parts.sessions(),
                bodies,
                streams,
                parts.clock(),
                limits.heartbeat())
            .routes());
    routes.addAll(
        new A2aEndpoints(parts.registry(), parts.steward().tokenSigner(), about.address())
            .routes());
    routes.addAll(new TrustEndpoints(parts.registry(), parts.steward()).routes());
    routes.addAll(new DiscoveryEndpoints(parts.registry(), bodies).routes());
    routes.addAll(
        new LedgerEndpoints(
                parts.ledger(),
                () -> new LedgerAudit(parts.store(), parts.sessions()::replay),
                bodies)
            .routes());
    routes.addAll(new DisputeEndpoints(parts.sessions(), bodies, streams).routes());
    routes.addAll(new RatingEndpoints(parts.ratings(), parts.endorsements(), bodies).routes());
    routes.addAll(new LearnEndpoints(parts.learning()).routes());
    routes.addAll(new CallEndpoints(parts.reveals(), bodies).routes());
    routes.addAll(new EscalationEndpoints(parts.escalations(), bodies).routes());
    routes.addAll(new MandateEndpoints(parts.mandates(), bodies).routes());
    routes.addAll(new WebhookEndpoints(parts.store().people().webhooks(), parts.real()).routes());
    routes.addAll(new TokenEndpoints(desk, nonces, bodies).routes());
    routes.addAll(
        new NodeEndpoints(about, parts.registry(), parts.store(), parts.clock(), nonces, bodies)
            .routes());
    return List.copyOf(routes);
  }

  private static AuthClock authClock(NodeConfiguration configuration, Parts parts) {
    return switch (configuration.clock()) {
      case REAL -> AuthClock.of(parts.real());
      case VIRTUAL, ACCELERATED -> AuthClock.of(parts.real(), parts.clock()::now);
    };
  }

  /// A development node is reached under any name of this machine, others under the address that is
  /// configured.
  private static Origins origins(NodeConfiguration configuration, int port) {
    String scheme = configuration.tls().isPresent() ? "https" : "http";
    List<URI> addresses = new ArrayList<>();
    configuration.publicUrl().ifPresent(addresses::add);
    if (configuration.mode() == Mode.DEVELOPMENT) {
      for (String host : List.of("127.0.0.1", "localhost", "[::1]", configuration.domain())) {
        addresses.add(URI.create(scheme + "://" + host + ":" + port));
      }
    } else {
      addresses.add(URI.create(scheme + "://" + configuration.domain() + ":" + port));
    }
    addresses.add(URI.create("nats://" + configuration.domain())); // The same node, over a queue.
    return Origins.of(addresses);
  }

  /// The port.
  ///
  /// @return the one that it listens on
  public int port() {
    return listener.port();
  }

  /// The address by which the node names itself.
  ///
  /// @return scheme, host and perhaps a port
  public String address() {
    return origins.preferred();
  }

  /// The node for a transport that queues.
  ///
  /// @return the same object each time
  public QueueDoor queue() {
    return queue;
  }

  List<Route> routes() {
    return routes;
  }

  /// Lets no more streams in; those that run end as soon as they are woken.
  public void end() {
    listener.end();
  }

  /// Takes no more requests and waits for what is in work.
  @Override
  public void close() {
    listener.close();
  }
}

package dev.parley.server.rehearsal;

import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Verifier;
import dev.parley.server.registry.Admission;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult;
import dev.parley.server.registry.Registry;
import dev.parley.server.registry.Steward;
import dev.parley.server.registry.Vault;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.SqliteStore;
import dev.parley.server.time.NodeClock;
import dev.parley.server.time.VirtualClock;
import dev.parley.server.trust.NodeTrust;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A node without a network, on real files and with real crypto.
public final class NodeParts implements AutoCloseable {
  /// When the virtual clock starts.
  public static final Instant START = Instant.parse("2026-01-01T00:00:00.000Z");

  /// The node's domain.
  public static final String DOMAIN = "node.localhost";

  private final NodeStore store;
  private final Registry registry;
  private final Sessions sessions;
  private final Steward steward;

  private NodeParts(NodeStore store, Steward steward, Registry registry, Sessions sessions) {
    this.store = store;
    this.steward = steward;
    this.registry = registry;
    this.sessions = sessions;
  }

  /// Opens a node in a directory.
  ///
  /// @param directory its data directory
  /// @param clock the node's clock
  /// @return never null
  public static NodeParts open(Path directory, NodeClock clock) {
    return open(directory, clock, store -> store);
  }

  /// Opens a node whose store is wrapped.
  ///
  /// @param directory its data directory
  /// @param clock the node's clock
  /// @param wrap puts something around the store
  /// @return never null
  public static NodeParts open(Path directory, NodeClock clock, UnaryOperator<NodeStore> wrap) {
    return open(directory, clock, wrap, Admission.ofDevelopment(Set.of("vouched.org")));
  }

  /// Opens a node with rules of its own for admission.
  ///
  /// @param directory its data directory
  /// @param clock the node's clock
  /// @param wrap puts something around the store
  /// @param admission which organisations may register
  /// @return never null
  public static NodeParts open(
      Path directory, NodeClock clock, UnaryOperator<NodeStore> wrap, Admission admission) {
    return open(directory, clock, wrap, (store, verifier) -> admission);
  }

  /// Opens a node whose rules for admission need its store.
  ///
  /// @param directory its data directory
  /// @param clock the node's clock
  /// @param wrap puts something around the store
  /// @param admission makes the rules of the store and of what checks signatures
  /// @return never null
  public static NodeParts open(
      Path directory,
      NodeClock clock,
      UnaryOperator<NodeStore> wrap,
      BiFunction<NodeStore, Verifier, Admission> admission) {
    SecureRandom random = new SecureRandom();
    NodeStore store = wrap.apply(SqliteStore.open(directory));
    try {
      Verifier verifier = CryptoProviders.verifying().verifier();
      Steward steward = Steward.open(directory, DOMAIN, random);
      Vault vault = Vault.open(directory, random);
      Registry registry =
          new Registry(
              store,
              clock,
              steward,
              vault,
              admission.apply(store, verifier),
              verifier,
              new NodeTrust(store, clock, steward.agent(), Set.of()));
      Sessions sessions = new Sessions(store, clock, steward, registry, verifier);
      return new NodeParts(store, steward, registry, sessions);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /// A virtual clock at [#START].
  ///
  /// @return never null
  public static VirtualClock clock() {
    return new VirtualClock(START);
  }

  /// Registers an agent in self custody.
  ///
  /// @param agent the agent
  /// @return never null
  public RegistrationResult register(ScriptedAgent agent) {
    return registry.register(agent.uri(), agent.card().json(), new Registrant.Anyone());
  }

  /// The same node with other sessions on the same store.
  ///
  /// @param other the sessions
  /// @return parts to play with; close the first ones only
  public NodeParts playing(Sessions other) {
    return new NodeParts(store, steward, registry, other);
  }

  /// The steward.
  ///
  /// @return never null
  public Steward steward() {
    return steward;
  }

  /// The store.
  ///
  /// @return never null
  public NodeStore store() {
    return store;
  }

  /// The registry.
  ///
  /// @return never null
  public Registry registry() {
    return registry;
  }

  /// The sessions.
  ///
  /// @return never null
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public void close() {
    sessions.close();
    store.close();
  }
}

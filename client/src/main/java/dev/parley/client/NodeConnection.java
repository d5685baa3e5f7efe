package dev.parley.client;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A node to talk to. Several agents may share one connection. Thread-safe.
///
/// The node's identity is the key of its steward: given here, or remembered from the first time it
/// was seen; another one later is a [NodeMisbehavedException].
public final class NodeConnection implements AutoCloseable {
  private final HttpCalls calls;
  private final Verifier verifier;
  private final CardBook book;
  private final Optional<Ed25519Key> stewardKey;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable NodeCard card;

  private NodeConnection(
      Wire wire, ConnectionSettings settings, Optional<Ed25519Key> stewardKey, Pauses pauses) {
    this.calls = new HttpCalls(wire, settings, pauses);
    this.verifier = CryptoProviders.verifying().verifier();
    this.book = new CardBook(verifier);
    this.stewardKey = stewardKey;
  }

  /// Prepares a connection with default settings; nothing is sent yet.
  ///
  /// @param node scheme, host and port of the node; plain `http` only for this machine itself
  /// @return a connection
  /// @throws IllegalArgumentException if that is no address of a node
  public static NodeConnection to(URI node) {
    return to(node, ConnectionSettings.DEFAULT);
  }

  /// Prepares a connection.
  ///
  /// @param node scheme, host and port of the node; plain `http` only for this machine itself
  /// @param settings how patient it is
  /// @return a connection
  /// @throws IllegalArgumentException if that is no address of a node
  public static NodeConnection to(URI node, ConnectionSettings settings) {
    return new NodeConnection(http(node, settings), settings, Optional.empty(), Pauses.REAL);
  }

  /// Prepares a connection to a node whose steward's key is known.
  ///
  /// @param node scheme, host and port of the node; plain `http` only for this machine itself
  /// @param settings how patient it is
  /// @param stewardKey the signing key that the steward's card has to carry
  /// @return a connection
  /// @throws IllegalArgumentException if that is no address of a node
  public static NodeConnection to(URI node, ConnectionSettings settings, Ed25519Key stewardKey) {
    return new NodeConnection(http(node, settings), settings, Optional.of(stewardKey), Pauses.REAL);
  }

  /// Prepares a connection that takes another way than HTTP.
  ///
  /// @param wire the way; the connection closes it
  /// @param settings how patient it is
  /// @return a connection
  public static NodeConnection over(Wire wire, ConnectionSettings settings) {
    return new NodeConnection(wire, settings, Optional.empty(), Pauses.REAL);
  }

  private static Wire http(URI node, ConnectionSettings settings) {
    return new HttpWire(Origin.of(node), settings);
  }

  static NodeConnection to(URI node, ConnectionSettings settings, Pauses pauses) {
    return new NodeConnection(http(node, settings), settings, Optional.empty(), pauses);
  }

  /// What the node says of itself; asked once.
  ///
  /// @return its card
  /// @throws NodeMisbehavedException if its steward has another key than was given
  /// @throws TransportException if what answers is not a node
  public NodeCard card() {
    lock.lock();
    try {
      NodeCard known = card;
      if (known == null) {
        known =
            NodeCard.decode(
                calls.exchange(Call.read(Paths.NODE_CARD), Credentials.none()).orThrow(), verifier);
        if (stewardKey.filter(known.steward().signingKey()::equals).isEmpty()
            && stewardKey.isPresent()) {
          throw new Discrepancy(
                  Discrepancy.Kind.NODE,
                  -1,
                  "a steward with the key " + stewardKey.get(),
                  "the key " + known.steward().signingKey())
              .exception();
        }
        card = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /// The time by which messages are stamped. A development clock goes its own way, so it is asked.
  Instant now() {
    return switch (card().clock()) {
      case REAL -> calls.settings().clock().instant();
      case VIRTUAL, ACCELERATED -> NodeCard.time(ask());
    };
  }

  private JsonObject ask() {
    return calls.exchange(Call.read(Paths.NODE_CARD), Credentials.none()).orThrow();
  }

  /// An agent's card as the node shows it now to anybody, its own hash checked; who stands behind
  /// it is checked in a session.
  ///
  /// @param agent who
  /// @return nothing if the node does not know it
  public Optional<FoundAgent> agent(AgentUri agent) {
    Answer answer = calls.exchange(Call.read(Paths.card(agent)), Credentials.none());
    if (!answer.good() && answer.refusal().code() == ErrorCode.AGENT_NOT_FOUND) {
      return Optional.empty();
    }
    JsonObject shown = answer.orThrow();
    if (AgentCard.decode(shown) instanceof Decoded.Refused<AgentCard>(var refusal)) {
      throw new Discrepancy(Discrepancy.Kind.CARD, -1, "a card of " + agent, refusal.message())
          .exception();
    }
    return Optional.of(FoundAgent.decode(shown));
  }

  HttpCalls calls() {
    return calls;
  }

  Verifier verifier() {
    return verifier;
  }

  CardBook book() {
    return book;
  }

  /// Ends all requests and streams; sessions and inboxes over it can no longer be followed.
  @Override
  public void close() {
    calls.close();
  }

  /// Where the node is.
  @Override
  public String toString() {
    return "NodeConnection[" + calls.origin().text() + "]";
  }
}

package dev.parley.server;

import dev.parley.core.identity.AgentUri;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.organization.WebReach;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/// Real time as far as a node can tell, moved by a test.
public final class MovedTime {
  private final Instant start = Instant.now();
  private final AtomicLong nanos = new AtomicLong();

  /// Starts now.
  public MovedTime() {}

  /// Moves it.
  ///
  /// @param by how far
  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  /// What time it is.
  ///
  /// @return never null
  public Instant now() {
    return start.plusNanos(nanos.get());
  }

  /// A node that knows no other time for what is not in a session.
  ///
  /// @param configuration how it is set up
  /// @return the node, listening
  public Node node(NodeConfiguration configuration) {
    return Node.start(configuration, new Node.RealTime(this::now, nanos::get));
  }

  /// The same, where everybody who could judge has a score that the test says.
  ///
  /// @param configuration how it is set up
  /// @param standing the trust score of an agent, 0 to 100
  /// @return the node, listening
  public Node node(NodeConfiguration configuration, ToDoubleFunction<AgentUri> standing) {
    return Node.start(
        configuration,
        new Node.RealTime(this::now, nanos::get),
        Node.Ways.toOrganisations(Optional.empty()),
        Optional.of(standing));
  }

  /// The same, where the node reaches the web servers of organisations in its own way.
  ///
  /// @param configuration how it is set up
  /// @param reach the way
  /// @return the node, listening
  public Node node(NodeConfiguration configuration, WebReach reach) {
    return Node.start(configuration, new Node.RealTime(this::now, nanos::get), Optional.of(reach));
  }

  /// The same, where the node reaches whom it tells something in its own way.
  ///
  /// @param configuration how it is set up
  /// @param reach the way
  /// @return the node, listening
  public Node telling(NodeConfiguration configuration, WebReach reach) {
    return Node.start(
        configuration,
        new Node.RealTime(this::now, nanos::get),
        new Node.Ways(Optional.empty(), Optional.of(reach)),
        Optional.empty());
  }
}

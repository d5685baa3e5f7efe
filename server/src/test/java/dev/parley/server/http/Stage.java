package dev.parley.server.http;

import dev.parley.core.identity.AgentUri;
import dev.parley.server.MovedTime;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.organization.WebReach;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A node with two agents that talk and one that has nothing to do with them.
final class Stage implements AutoCloseable {
  final MovedTime time = new MovedTime();
  final Node node;
  final Caller alpha;
  final Caller beta;
  final Caller stranger;

  Stage() {
    this(NodeConfiguration.development().onPort(0));
  }

  Stage(NodeConfiguration configuration) {
    this(time -> time.node(configuration));
  }

  /// A node on which everybody who could judge has a score that the test says.
  Stage(NodeConfiguration configuration, ToDoubleFunction<AgentUri> standing) {
    this(time -> time.node(configuration, standing));
  }

  /// A node that reaches whom it tells something in a way of the test's.
  static Stage telling(NodeConfiguration configuration, WebReach reach) {
    return new Stage(time -> time.telling(configuration, reach));
  }

  private Stage(Function<MovedTime, Node> begin) {
    node = begin.apply(time);
    alpha = Caller.registered(node, "agent://acme.example/procurement/alpha", time::now);
    beta = Caller.registered(node, "agent://cloudprime.example/gpu/beta", time::now, "gpu");
    stranger = Caller.registered(node, "agent://elsewhere.example/curious", time::now);
  }

  /// A session where anybody may ask anything.
  Talk talk() {
    Talk talk = new Talk(node, alpha, beta).introduce();
    talk.ask(alpha, "q-first");
    return talk;
  }

  /// The same agent with connections of its own, for another thread.
  Caller again(Caller other) {
    return new Caller(node.address(), other.agent(), time::now);
  }

  Wire wire() {
    return new Wire(node.port());
  }

  @Override
  public void close() {
    node.close();
  }
}

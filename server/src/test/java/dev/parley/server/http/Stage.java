package dev.parley.server.http;

import dev.parley.server.MovedTime;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;

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
    node = time.node(configuration);
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

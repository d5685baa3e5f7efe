package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import java.net.URI;

/// Two agents of two firms that are registered and hold one session after the other. Not
/// thread-safe.
public final class Pair implements AutoCloseable {
  private final Line alpha;
  private final Line beta;
  private final double alphaScore;
  private final double betaScore;
  private final Walkthrough walkthrough;

  private Pair(Line alpha, Line beta, AgentUri steward) {
    this.alpha = alpha;
    this.beta = beta;
    this.alphaScore = alpha.register();
    this.betaScore = beta.register();
    this.walkthrough = new Walkthrough(alpha.voice(), beta.voice(), steward);
  }

  /// Makes and registers two agents.
  ///
  /// @param node the node's address
  /// @param steward the node's own agent
  /// @param number makes their names different from those of others
  /// @return the pair
  public static Pair register(URI node, AgentUri steward, int number) {
    return new Pair(
        new Line(node, Voice.of(new AgentUri("agent://acme.example/buyer/" + number), "org_acme")),
        new Line(node, Voice.of(new AgentUri("agent://cloud.example/gpu/" + number), "org_cloud")),
        steward);
  }

  /// What they say.
  ///
  /// @return the script
  public Walkthrough walkthrough() {
    return walkthrough;
  }

  /// The line of one of them.
  ///
  /// @param side whose
  /// @return the line
  public Line line(Side side) {
    return side == Side.ALPHA ? alpha : beta;
  }

  /// The score that the node gave one of them.
  ///
  /// @param side whose
  /// @return what its messages state
  public double score(Side side) {
    return switch (side) {
      case ALPHA -> alphaScore;
      case BETA -> betaScore;
    };
  }

  /// Signs what comes next.
  ///
  /// @param talk where
  /// @param words what
  /// @return the whole envelope
  public JsonObject sign(Talk talk, Words words) {
    return talk.sign(line(words.side()).voice(), score(words.side()), words);
  }

  /// Says something and goes on when it is accepted.
  ///
  /// @param talk where
  /// @param words what
  /// @return what the node answered
  public Line.Reply say(Talk talk, Words words) {
    return send(talk, words.side(), sign(talk, words));
  }

  /// Sends what was signed and goes on when it is accepted.
  ///
  /// @param talk where
  /// @param side who says it
  /// @param envelope what was signed
  /// @return what the node answered
  public Line.Reply send(Talk talk, Side side, JsonObject envelope) {
    Line.Reply reply = line(side).post(talk.target(), envelope);
    if (reply.good()) {
      talk.accepted(side, envelope);
    }
    return reply;
  }

  @Override
  public void close() {
    alpha.close();
    beta.close();
  }
}

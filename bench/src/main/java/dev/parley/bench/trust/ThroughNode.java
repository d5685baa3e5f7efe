package dev.parley.bench.trust;

import dev.parley.client.AgentTrust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The score of a real node: every dealing is a session of two agents there, and every score is
/// what the node answers when it is asked. For one run, on one thread.
final class ThroughNode implements Algorithm, AutoCloseable {
  private final Path folder;
  private final Progress progress;
  private final Roster roster = new Roster();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final Map<String, Integer> held = new TreeMap<>();
  private @Nullable NodeStage stage;
  private @Nullable Calendar calendar;
  private double[] scores = new double[0];
  private int dealings;

  /// Nothing is started yet.
  ///
  /// @param folder for the node's data and the agents' keys
  /// @param progress hears of each round
  ThroughNode(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  @Override
  public void joined(int agent, int identity, boolean seed) {
    if (stage != null) {
      throw new IllegalStateException("all agents are there from the beginning");
    }
    roster.joined(identity, seed);
  }

  private NodeStage stage() {
    NodeStage known = stage;
    if (known == null) {
      progress.at("registering " + roster.size() + " agents");
      known = NodeStage.start(folder, roster);
      stage = known;
      calendar = new Calendar(known.today());
      known.advance(calendar.morning(0));
      progress.at("round 1");
    }
    return known;
  }

  /// The calendar of the node; there is one from the first dealing on.
  Calendar calendar() {
    stage();
    return Optional.ofNullable(calendar).orElseThrow();
  }

  @Override
  public void observe(Dealing dealing) {
    stage().advance(calendar().dealing(dealing.round(), dealings++));
    Judge judge = new NodeDeal(stage(), dealing).hold();
    held.merge(Conclusion.of(dealing).words() + judge.words(), 1, Integer::sum);
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {
    throw new IllegalStateException("nobody endorses here");
  }

  @Override
  public void endOf(int round) {
    dealings = 0;
    stage().advance(calendar().evening(round));
    look();
    stage().advance(calendar().morning(round + 1));
    scores = look().stream().mapToDouble(AgentTrust::trustScore).toArray();
    progress.step();
    progress.at("round " + (round + 2));
  }

  /// Asks the node for all scores, as the first agent.
  private List<AgentTrust> look() {
    List<AgentTrust> all =
        roster.names().stream().map(name -> stage().agent(0).trust(name)).toList();
    snapshots.add(new Snapshot(stage().now(), all.stream().map(AgentTrust::json).toList()));
    return all;
  }

  @Override
  public double score(int agent) {
    return agent < scores.length ? scores[agent] : 0;
  }

  List<Snapshot> snapshots() {
    return List.copyOf(snapshots);
  }

  /// How many sessions came to what, and who judged.
  Map<String, Integer> held() {
    return Map.copyOf(held);
  }

  /// Ends the node.
  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}

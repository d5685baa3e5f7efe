package dev.parley.bench.trust;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A market twice: once as sessions at a node, whose scores decide whom the buyers choose, and once
/// in memory. Twice a day all scores are compared, in every member: T, the components, the bound,
/// the effective counterparties, organisations, reasons, window and last breach.
///
/// @param attack what the adversaries do
/// @param size the market
/// @param sessions how many sessions there were at the node, by how they ended
/// @param scores how many scores were compared
/// @param convicted how many agents had broken a promise by a final verdict in the end
/// @param difference the first one, if any
/// @param atTheNode how long the run at the node took, on the wall
/// @param inMemory how long the other one took
public record SameScores(
    Attack attack,
    Setting.Size size,
    Map<String, Integer> sessions,
    int scores,
    int convicted,
    Optional<String> difference,
    Duration atTheNode,
    Duration inMemory) {

  /// Copies.
  public SameScores {
    sessions = Map.copyOf(sessions);
  }

  /// A market of one run.
  ///
  /// @param agents how many agents, a fifth of them adversaries; at least 10
  /// @param rounds how many days
  /// @return the size
  public static Setting.Size market(int agents, int rounds) {
    int bad = agents / 5;
    return new Setting.Size(agents - bad, bad, Math.max(1, agents / 20), 0, 0, rounds, 1, 1);
  }

  /// Runs both.
  ///
  /// @param setting the market; of a ring without or with slander, where all agents are there from
  ///   the beginning
  /// @param seed of both runs
  /// @param folder for the node's data, empty
  /// @param progress hears of each round at the node
  /// @return what came of it
  public static SameScores compare(Setting setting, long seed, Path folder, Progress progress) {
    long start = System.nanoTime();
    try (ThroughNode node = new ThroughNode(folder, progress)) {
      Outcome real = new Market(setting, node, seed).run();
      long between = System.nanoTime();
      InMemory memory = new InMemory(node.calendar());
      Outcome alike = new Market(setting, memory, seed).run();
      long end = System.nanoTime();
      Optional<String> difference = difference(memory.snapshots(), node.snapshots());
      if (difference.isEmpty() && !real.equals(alike)) {
        difference = Optional.of("outcomes: in memory " + alike + ", at the node " + real);
      }
      return new SameScores(
          setting.attack(),
          setting.size(),
          node.held(),
          node.snapshots().stream().mapToInt(snapshot -> snapshot.scores().size()).sum(),
          memory.snapshots().getLast().convicted(),
          difference,
          Duration.ofNanos(between - start),
          Duration.ofNanos(end - between));
    }
  }

  private static Optional<String> difference(List<Snapshot> memory, List<Snapshot> node) {
    if (memory.size() != node.size()) {
      return Optional.of(memory.size() + " looks in memory, " + node.size() + " at the node");
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < memory.size() && found.isEmpty(); i++) {
      memory.get(i).difference(node.get(i)).ifPresent(found::add);
    }
    return found.stream().findFirst();
  }

  /// Whether all scores are the same.
  ///
  /// @return true if so
  public boolean same() {
    return difference.isEmpty();
  }

  /// What came of it, as lines for people.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d agents, %d days, %d sessions %s%n  %d agents convicted in the end, %d scores compared: %s%n"
            + "  at the node %.1f s, in memory %.1f s, on the wall",
        attack.title(),
        size.honest() + size.adversaries(),
        size.rounds(),
        sessions.values().stream().mapToInt(Integer::intValue).sum(),
        new TreeMap<>(sessions),
        convicted,
        scores,
        difference.map(first -> "DIFFERENT, first " + first).orElse("all the same, bit for bit"),
        atTheNode.toMillis() / 1e3,
        inMemory.toMillis() / 1e3);
  }
}

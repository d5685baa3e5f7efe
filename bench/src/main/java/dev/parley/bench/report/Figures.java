package dev.parley.bench.report;

import dev.parley.bench.load.Growth;
import dev.parley.bench.load.LoadRun;
import dev.parley.bench.micro.MicroRun;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.pages.PageTimes;
import dev.parley.bench.parts.Parts;
import dev.parley.bench.parts.Probes;
import dev.parley.bench.transcript.VerifyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Everything that is published, measured in one run.
///
/// @param machine where
/// @param before the machine's own speed before the load
/// @param after the same after it
/// @param parts what the parts of a message cost alone
/// @param shape the load
/// @param load what came of it
/// @param verification a long transcript
/// @param ofLength the cost of a message by the length of its session
/// @param ofSessions the cost of a message by the number of sessions
/// @param pages the pages for people, where there are most sessions
/// @param ways the ways to a node, side by side
/// @param micro single operations
public record Figures(
    Machine machine,
    Probes before,
    Probes after,
    Parts parts,
    LoadRun.Shape shape,
    LoadRun.Outcome load,
    VerifyRun verification,
    List<Growth.Point> ofLength,
    List<Growth.Point> ofSessions,
    PageTimes pages,
    Ways ways,
    MicroRun micro) {

  /// The least share of what its parts allow that a node has to reach.
  public static final double LOAD_BAR = 0.75;

  /// The least share of the bare signature checks that verifying a transcript has to reach.
  public static final double VERIFICATION_BAR = 0.90;

  /// By how much a message may cost more when there is more of everything.
  public static final double GROWTH_BAR = 0.20;

  /// How large it all is.
  ///
  /// @param load the load
  /// @param transcript messages of the long transcript
  /// @param effort how much is said to see growth
  /// @param windows thousands of messages that a session grows to
  /// @param sessions numbers of sessions
  /// @param visits how often each page for people is asked for
  /// @param ways how much is said over each way
  public record Size(
      LoadRun.Shape load,
      int transcript,
      Growth.Effort effort,
      int windows,
      List<Integer> sessions,
      int visits,
      Ways.Effort ways) {
    /// What is published.
    public static final Size FULL =
        new Size(
            new LoadRun.Shape(64, 18, 240_000, 120_000),
            20_000,
            Growth.Effort.FULL,
            10,
            List.of(10, 1_000, 10_000, 100_000),
            100,
            Ways.Effort.FULL);

    /// Enough to see whether it works.
    public static final Size SMALL =
        new Size(
            new LoadRun.Shape(16, 18, 2_000, 2_000),
            500,
            Growth.Effort.SMALL,
            2,
            List.of(10, 100),
            5,
            Ways.Effort.SMALL);

    /// Copies the list.
    public Size {
      sessions = List.copyOf(sessions);
    }
  }

  /// Measures everything, which takes some minutes.
  ///
  /// @param folder a folder on the disk that is measured
  /// @param size how large
  /// @param progress hears what comes next
  /// @return the figures
  /// @throws IOException when the folder cannot be written to
  /// @throws InterruptedException when the thread is interrupted
  public static Figures measure(Path folder, Size size, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("the machine itself");
    Probes before = Probes.measure(folder);
    progress.accept("the parts of a message");
    Parts parts = Parts.measure(folder, size.load().pairs());
    progress.accept("a node under load");
    LoadRun.Outcome load;
    try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(folder.resolve("load")))) {
      load = LoadRun.run(size.load(), node);
    }
    Probes after = Probes.measure(folder);
    progress.accept("a long transcript");
    VerifyRun verification = VerifyRun.measure(folder, size.transcript());
    progress.accept("long sessions");
    List<Growth.Point> ofLength;
    try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(folder.resolve("length")))) {
      ofLength = new Growth(node, size.effort()).ofLength(size.windows());
    }
    progress.accept("many sessions");
    List<Growth.Point> ofSessions;
    PageTimes pages;
    Path crowded = folder.resolve("sessions");
    try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(crowded))) {
      ofSessions = new Growth(node, size.effort()).ofSessions(size.sessions());
      progress.accept("pages for people");
      pages = PageTimes.measure(node, crowded, size.sessions().getLast(), size.visits());
    }
    Ways ways = Ways.measure(folder.resolve("ways"), after, size.ways(), progress);
    progress.accept("single operations");
    return new Figures(
        Machine.here(),
        before,
        after,
        parts,
        size.load(),
        load,
        verification,
        ofLength,
        ofSessions,
        pages,
        ways,
        MicroRun.measure());
  }

  /// What share of what its parts allow the node has reached.
  ///
  /// @return 0 to 1, and rarely a little more
  public double loadShare() {
    return load.perCpuSecond() * parts.sum().toNanos() / 1e9;
  }

  /// What a message costs whoever verifies, apart from the signature checks: reading, canonical
  /// form and hash, and the machine, each measured alone.
  ///
  /// @return the sum
  public Duration unavoidable() {
    return parts.read().plus(parts.hash()).plus(parts.apply());
  }

  /// The most of the rate of the bare signature checks that verifying could reach.
  ///
  /// @return 0 to 1
  public double verificationCeiling() {
    double bare = verification.bare().toNanos();
    return bare / (bare + unavoidable().toNanos());
  }

  /// By how much a message costs more at the largest size than where it costs least. That is seldom
  /// the smallest size, where the node's compiler is still at work.
  ///
  /// @param points at least one
  /// @return 0 for the same, 0.2 for a fifth more
  public static double growth(List<Growth.Point> points) {
    return over(points, points.getLast());
  }

  /// By how much a message costs more at some size than where it costs least.
  ///
  /// @param points at least one
  /// @param point one of them
  /// @return 0 for the same, 0.2 for a fifth more
  static double over(List<Growth.Point> points, Growth.Point point) {
    long least = points.stream().mapToLong(each -> each.cost().toNanos()).min().orElseThrow();
    return (double) point.cost().toNanos() / least - 1;
  }
}

package dev.parley.bench.report;

import dev.parley.bench.load.FanOut;
import dev.parley.bench.load.Wires;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.node.QueuedNode;
import dev.parley.bench.parts.Probes;
import dev.parley.bench.trip.Trips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the ways to a node cost, side by side.
///
/// @param machine where it was measured, and when
/// @param probes the machine's own speed
/// @param effort how much was said
/// @param wires a message over each way
/// @param noQueue why there is nothing of the queue, if so
/// @param fanOut a message to many readers
/// @param trips calls of tools and tasks
public record Ways(
    Machine machine,
    Probes probes,
    Effort effort,
    List<Wires.Outcome> wires,
    Optional<String> noQueue,
    List<FanOut.Outcome> fanOut,
    Trips.Outcome trips) {

  /// Copies the lists.
  public Ways {
    wires = List.copyOf(wires);
    fanOut = List.copyOf(fanOut);
  }

  /// How much is said to find out.
  ///
  /// @param wires over each way
  /// @param fanOut to many readers
  /// @param trips in calls
  /// @param flags of the nodes' JVM
  public record Effort(
      Wires.Effort wires, FanOut.Effort fanOut, Trips.Effort trips, List<String> flags) {
    /// For figures that can be published.
    public static final Effort FULL =
        new Effort(Wires.Effort.FULL, FanOut.Effort.FULL, Trips.Effort.FULL, List.of());

    /// Enough to see whether it works, with nodes that are quick to start.
    public static final Effort SMALL =
        new Effort(
            Wires.Effort.SMALL,
            FanOut.Effort.SMALL,
            Trips.Effort.SMALL,
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));

    /// Copies the list.
    public Effort {
      flags = List.copyOf(flags);
    }
  }

  /// Measures.
  ///
  /// @param folder a folder on the disk that is measured
  /// @param probes the machine's own speed, measured before
  /// @param effort how much is said
  /// @param progress hears what comes next
  /// @return what was found
  /// @throws IOException when the folder cannot be written to, or a connection breaks
  /// @throws InterruptedException when the thread is interrupted
  public static Ways measure(Path folder, Probes probes, Effort effort, Consumer<String> progress)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (NodeProcess node =
        NodeProcess.start(
            new NodeProcess.Setup(folder.resolve("node"), 0, effort.flags(), List.of()))) {
      progress.accept("a message over each way to a node");
      List<Wires.Outcome> wires;
      Optional<String> noQueue;
      try (QueuedNode queued = QueuedNode.start(folder.resolve("queued"), effort.flags())) {
        wires = new Wires(node, queued, effort.wires()).run();
        noQueue =
            switch (queued) {
              case QueuedNode.Running _ -> Optional.empty();
              case QueuedNode.Missing(String reason) -> Optional.of(reason);
            };
      }
      progress.accept("a message to many readers");
      List<FanOut.Outcome> fanOut = new FanOut(node, effort.fanOut()).run();
      progress.accept("calls of tools and tasks");
      Trips.Outcome trips = Trips.measure(node, folder, effort.trips());
      return new Ways(Machine.here(), probes, effort, wires, noQueue, fanOut, trips);
    }
  }
}

package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.OverHttp.Carried;
import dev.parley.bench.negotiation.Tournament.Result;
import dev.parley.bench.node.NodeProcess;
import dev.parley.client.ParleyException;
import dev.parley.client.negotiation.Bargain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/// A tournament carried over the wire, session by session, against the same one in memory.
///
/// @param sessions how many sessions there were
/// @param moves how many offers and answers were the same
/// @param messages how many signed messages the sessions had in all
/// @param bytes how long their transcripts were in all
/// @param wall how long it took, the start of the node included
/// @param faults what was not the same; empty if nothing
public record WireRun(
    int sessions, long moves, long messages, long bytes, Duration wall, List<String> faults) {

  /// Copies.
  public WireRun {
    faults = List.copyOf(faults);
  }

  /// Carries a tournament: a node in a process of its own, two agents with their own connections.
  ///
  /// @param expected the tournament in memory
  /// @param folder for the node and the keys
  /// @param progress hears how many sessions are done
  /// @return what came of it
  /// @throws IOException if a transcript cannot be fetched
  /// @throws InterruptedException when the thread is interrupted
  public static WireRun of(Tournament expected, Path folder, IntConsumer progress)
      throws IOException, InterruptedException {
    return of(expected, NodeProcess.Setup.in(folder.resolve("node")), folder, progress);
  }

  /// Carries a tournament at a node that is started as is said.
  ///
  /// @param expected the tournament in memory
  /// @param node how the node is started
  /// @param folder for the keys
  /// @param progress hears how many sessions are done
  /// @return what came of it
  /// @throws IOException if a transcript cannot be fetched
  /// @throws InterruptedException when the thread is interrupted
  public static WireRun of(
      Tournament expected, NodeProcess.Setup node, Path folder, IntConsumer progress)
      throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    long moves = 0;
    long messages = 0;
    long bytes = 0;
    int sessions = 0;
    long start = System.nanoTime();
    try (NodeProcess process = NodeProcess.start(node);
        OverHttp wire = OverHttp.at(process.address(), folder)) {
      for (Result result : expected.results()) {
        Carried carried = played(wire, result);
        faults.addAll(carried.faults());
        moves += carried.bargain().moves().size();
        messages += carried.messages();
        bytes += carried.bytes();
        progress.accept(++sessions);
      }
    }
    return new WireRun(
        sessions, moves, messages, bytes, Duration.ofNanos(System.nanoTime() - start), faults);
  }

  /// A session that broke off is a fault with its name, and the others go on.
  private static Carried played(OverHttp wire, Result result)
      throws IOException, InterruptedException {
    try {
      return wire.play(result.encounter(), result.bargain());
    } catch (ParleyException | IllegalStateException | NoSuchElementException broken) {
      return new Carried(
          new Bargain(List.of()), 0, 0, List.of(result.encounter().title() + ": " + broken));
    }
  }
}

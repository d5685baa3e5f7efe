package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.ThreeOverHttp.Carried;
import dev.parley.bench.negotiation.ThreeParties.Result;
import dev.parley.client.ParleyException;
import dev.parley.client.negotiation.Strategy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/// Tables of three carried over the wire, against the same ones in memory.
///
/// @param tables how many there were
/// @param messages how many signed messages the sessions had in all
/// @param bytes how long their transcripts were in all
/// @param faults what was not the same; empty if nothing
public record ThreeRun(int tables, long messages, long bytes, List<String> faults) {
  /// Those that concede by time alone: with them most tables agree, and late.
  private static final Set<Strategy> CARRIED =
      EnumSet.of(Strategy.BOULWARE, Strategy.LINEAR, Strategy.CONCEDER);

  /// Copies.
  public ThreeRun {
    faults = List.copyOf(faults);
  }

  /// The tables that are carried: those of boulware, linear and conceder alone.
  ///
  /// @param all what was played in memory
  /// @return some of it
  public static List<Result> carried(ThreeParties all) {
    return all.results().stream()
        .filter(result -> CARRIED.containsAll(result.table().strategies()))
        .toList();
  }

  /// Carries tables.
  ///
  /// @param expected the same in memory
  /// @param node the node's address
  /// @param folder for the keys
  /// @param progress hears how many are done
  /// @return what came of it
  /// @throws IOException if a transcript cannot be fetched
  public static ThreeRun of(List<Result> expected, URI node, Path folder, IntConsumer progress)
      throws IOException {
    List<String> faults = new ArrayList<>();
    long messages = 0;
    long bytes = 0;
    int tables = 0;
    try (ThreeOverHttp wire = ThreeOverHttp.at(node, folder)) {
      for (Result result : expected) {
        Carried carried = played(wire, result);
        faults.addAll(carried.faults());
        messages += carried.messages();
        bytes += carried.bytes();
        progress.accept(++tables);
      }
    }
    return new ThreeRun(tables, messages, bytes, faults);
  }

  /// A session that broke off is a fault with its name, and the others go on.
  private static Carried played(ThreeOverHttp wire, Result result) throws IOException {
    try {
      return wire.play(result.table(), result.course());
    } catch (ParleyException | IllegalStateException broken) {
      return new Carried(0, 0, List.of(result.table().title() + ": " + broken));
    }
  }
}

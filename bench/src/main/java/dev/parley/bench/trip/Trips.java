package dev.parley.bench.trip;

import dev.parley.bench.load.Connection;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.node.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How long a call takes on each route. One caller asks, on all routes in turn, some calls of one
/// route and then some of the next, so that what else the machine does hits all alike.
public final class Trips {
  private static final int BEFORE_THE_NEXT = 25;

  private Trips() {}

  /// How often it is asked.
  ///
  /// @param warmUp on each route before it counts
  /// @param calls on each route
  public record Effort(int warmUp, int calls) {
    /// For figures that can be published.
    public static final Effort FULL = new Effort(3_000, 3_000);

    /// Enough to see whether it works.
    public static final Effort SMALL = new Effort(5, 10);
  }

  /// What came of it.
  ///
  /// @param trips those that could be measured, in the order of the routes
  /// @param missing why others could not
  public record Outcome(List<Trip> trips, List<String> missing) {
    /// Copies the lists.
    public Outcome {
      trips = List.copyOf(trips);
      missing = List.copyOf(missing);
    }
  }

  /// Measures every route that this machine has the programs for.
  ///
  /// @param node the node, running
  /// @param folder where agents keep their keys
  /// @param effort how often it is asked
  /// @return what came of it
  /// @throws IOException when a connection breaks
  public static Outcome measure(NodeProcess node, Path folder, Effort effort) throws IOException {
    Map<Trip.Route, Call> calls = new EnumMap<>(Trip.Route.class);
    List<String> missing = new ArrayList<>();
    List<Tools> open = new ArrayList<>();
    try {
      calls.put(Trip.Route.HEALTH, new Health(new Connection(node.address())));
      ToolCalls.Caller caller = ToolCalls.caller(node.address(), folder);
      Tools streams = ToolStreams.start(caller);
      open.add(streams);
      calls.put(Trip.Route.READ_OVER_STREAMS, ToolCalls.read(streams, caller));
      calls.put(Trip.Route.TRUST_OVER_STREAMS, ToolCalls.trust(streams, caller));
      Tools http = ToolRequests.start(caller);
      open.add(http);
      calls.put(Trip.Route.READ_OVER_HTTP, ToolCalls.read(http, caller));
      calls.put(Trip.Route.TRUST_OVER_HTTP, ToolCalls.trust(http, caller));
      calls.put(Trip.Route.OUR_TASK, TaskCall.ofOurs());
      switch (Peers.here()) {
        case Peers.Brought brought -> calls.put(Trip.Route.THEIR_TASK, TaskCall.of(brought));
        case Peers.Missing(String reason) -> missing.add(reason);
      }
      turns(calls, effort.warmUp());
      Map<Trip.Route, Latencies> took = turns(calls, effort.calls());
      return new Outcome(
          took.entrySet().stream().map(each -> new Trip(each.getKey(), each.getValue())).toList(),
          missing);
    } finally {
      calls.values().forEach(Call::close);
      open.forEach(Tools::close);
    }
  }

  private static Map<Trip.Route, Latencies> turns(Map<Trip.Route, Call> calls, int count)
      throws IOException {
    Map<Trip.Route, Latencies> took = new EnumMap<>(Trip.Route.class);
    calls.keySet().forEach(route -> took.put(route, new Latencies()));
    for (int done = 0; done < count; done += BEFORE_THE_NEXT) {
      for (Map.Entry<Trip.Route, Call> each : calls.entrySet()) {
        for (int i = done; i < Math.min(count, done + BEFORE_THE_NEXT); i++) {
          long begun = System.nanoTime();
          each.getValue().once();
          Objects.requireNonNull(took.get(each.getKey())).add(System.nanoTime() - begun);
        }
      }
    }
    return took;
  }

  /// Asks the node how it is.
  private record Health(Connection connection) implements Call {
    @Override
    public void once() throws IOException {
      if (connection.exchange("GET", "/health", List.of(), new byte[0]).status() != 200) {
        throw new IllegalStateException("the node is not well");
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}

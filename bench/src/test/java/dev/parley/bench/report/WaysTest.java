package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.load.FanOut;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Way;
import dev.parley.bench.load.Wires;
import dev.parley.bench.parts.Probes;
import dev.parley.bench.trip.Trip;
import dev.parley.bench.trip.Trips;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way is measured with real processes, and the section says what was found.
final class WaysTest {
  private static final Probes PROBES =
      new Probes(
          "a provider",
          Duration.ofNanos(40_000),
          Duration.ofNanos(60_000),
          Duration.ofNanos(200_000),
          Duration.ofNanos(900_000));

  @TempDir private Path directory;

  static Ways figures() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 100; i++) {
      latencies.add(i * 100_000L);
    }
    List<Wires.Outcome> wires =
        Arrays.stream(Way.values())
            .map(
                way ->
                    new Wires.Outcome(
                        way,
                        1_000,
                        Duration.ofMillis(way == Way.REQUESTS ? 400 : 500),
                        Duration.ofMillis(way == Way.QUEUE ? 70 : 0),
                        Duration.ofSeconds(2),
                        2_500_000,
                        latencies))
            .toList();
    List<FanOut.Outcome> fanOut =
        Arrays.stream(FanOut.Means.values())
            .map(
                means ->
                    new FanOut.Outcome(
                        means,
                        8,
                        10_000,
                        Duration.ofMillis(1_500),
                        Duration.ofMillis(1_000),
                        Duration.ofSeconds(2)))
            .toList();
    Map<Trip.Route, Latencies> took = new EnumMap<>(Trip.Route.class);
    for (Trip.Route route : Trip.Route.values()) {
      Latencies all = new Latencies();
      all.add(
          route == Trip.Route.HEALTH
              ? 200_000
              : route == Trip.Route.OUR_TASK ? 300_000 : 1_000_000);
      took.put(route, all);
    }
    return new Ways(
        new Machine("a processor", 2, "a system", "a JDK", LocalDate.of(2026, 1, 31)),
        PROBES,
        Ways.Effort.FULL,
        wires,
        Optional.empty(),
        fanOut,
        new Trips.Outcome(
            took.entrySet().stream().map(e -> new Trip(e.getKey(), e.getValue())).toList(),
            List.of()));
  }

  @Test
  void measuresEveryWayToRealNodes() throws Exception {
    List<String> announced = new ArrayList<>();
    Ways ways = Ways.measure(directory, PROBES, Ways.Effort.SMALL, announced::add);
    Wires.Effort said = Ways.Effort.SMALL.wires();
    assertThat(ways.wires()).extracting(Wires.Outcome::way).containsExactly(Way.values());
    assertThat(ways.wires())
        .allSatisfy(
            outcome -> {
              assertThat(outcome.accepted()).isEqualTo((long) said.pairs() * said.messages());
              assertThat(outcome.perSecond()).isPositive();
              assertThat(outcome.bytes()).isBetween(800.0, 8_000.0);
              assertThat(outcome.latencies().quantile(0.99)).isPositive();
            });
    assertThat(bytes(ways, Way.PACKED_SOCKETS)).isLessThan(bytes(ways, Way.SOCKETS));
    assertThat(bytes(ways, Way.SOCKETS)).isLessThan(bytes(ways, Way.REQUESTS));
    assertThat(ways.fanOut())
        .hasSize(FanOut.Effort.SMALL.audiences().size() * FanOut.Means.values().length)
        .allSatisfy(outcome -> assertThat(outcome.perSecond()).isPositive());
    assertThat(ways.trips().trips()).extracting(Trip::route).containsExactly(Trip.Route.values());
    assertThat(ways.trips().missing()).isEmpty();
    assertThat(announced).hasSize(3);
    assertThat(WaysSection.of(ways)).contains("its figures say nothing");
  }

  private static double bytes(Ways ways, Way way) {
    return ways.wires().stream()
        .filter(each -> each.way() == way)
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  @Test
  void saysWhatWasMeasured() {
    assertThat(WaysSection.of(figures()))
        .contains("Measured on 2026-01-31: a processor, 2 cores, a JDK.")
        .contains("| HTTP, a request for each message | 400.0 µs | 1.00 | 2,500 | 500 | 2,500 |")
        .contains("| NATS JetStream | 500.0 µs | 1.25 | 2,000 |")
        .contains("The NATS server takes another 70.0 µs")
        .contains("| 8 | SSE | 50.0 µs | 13 % | 5,000 |")
        .contains("| MCP, `asp_read` over streamable HTTP | 1.00 ms | 1.00 ms | 5.00 |")
        .contains("takes 30 % of the time")
        .doesNotContain("say nothing", "not measured", "Not measured");
  }

  @Test
  void saysWhatIsMissingAndWhatWouldHelp() {
    Ways all = figures();
    Ways some =
        new Ways(
            all.machine(),
            all.probes(),
            all.effort(),
            all.wires().stream().filter(outcome -> outcome.way() != Way.QUEUE).toList(),
            Optional.of("no server"),
            all.fanOut(),
            new Trips.Outcome(
                all.trips().trips().stream()
                    .filter(trip -> trip.route() != Trip.Route.THEIR_TASK)
                    .toList(),
                List.of("no peers")));
    assertThat(WaysSection.of(some))
        .contains("NATS was not measured: no server.", "Not measured: no peers.")
        .doesNotContain("| NATS JetStream", "to the server of the JavaScript SDK |");
  }

  @Test
  void renewsItsOwnSectionAndNothingElse() {
    String before = "# P\n\n## A\n\none\n\n";
    String after = "## B\n\ntwo\n";
    String page = before + "## Ways to a node\n\nold\n\n### Part\n\nold\n\n" + after;
    assertThat(Renewed.page(page, WaysSection.of(figures())))
        .isEqualTo(before + WaysSection.of(figures()) + after);
    assertThatThrownBy(() -> Renewed.page(before + after, WaysSection.of(figures())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Ways to a node");
  }
}

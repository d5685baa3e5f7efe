package dev.parley.bench.report;

import dev.parley.bench.load.FanOut;
import dev.parley.bench.load.Way;
import dev.parley.bench.load.Wires;
import dev.parley.bench.trip.Trip;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The section of the page about the ways to a node. It says itself when and where it was measured,
/// so that it can be renewed without the rest.
public final class WaysSection {
  /// What it is called.
  static final String HEADING = "## Ways to a node";

  private final Markdown out = new Markdown();
  private final Ways ways;

  private WaysSection(Ways ways) {
    this.ways = ways;
  }

  /// Writes the section.
  ///
  /// @param ways what was measured
  /// @return Markdown, from the heading to the empty line before the next
  public static String of(Ways ways) {
    WaysSection section = new WaysSection(ways);
    section.opening();
    section.wires();
    section.fanOut();
    section.trips();
    return section.out.toString();
  }

  private void opening() {
    Machine machine = ways.machine();
    out.line(HEADING);
    out.line("");
    out.line(
        "Measured on %s: %s, %d cores, %s.%s Probes of this run: an Ed25519 check takes %s, a check"
            + " on P-256 %s, `fdatasync` of",
        machine.date(),
        machine.processor(),
        machine.cores(),
        machine.jdk(),
        ways.effort().equals(Ways.Effort.SMALL)
            ? " **A short run that shows that it works; its figures say nothing.**"
            : "",
        Markdown.micros(ways.probes().ed25519()),
        Markdown.micros(ways.probes().p256()));
    out.line(
        "16 KiB p50 %s, p99 %s. `./parley bench report --only ways --write docs/performance.md`"
            + " renews this section alone.",
        Markdown.millis(ways.probes().sync()), Markdown.millis(ways.probes().slowSync()));
    out.line("");
  }

  private void wires() {
    Wires.Effort effort = ways.effort().wires();
    out.line("### A message over each");
    out.line("");
    out.line(
        "%,d pairs of agents haggle in sessions without an end, one message of each in flight, over"
            + " one way after the other: %d times %,d messages of",
        effort.pairs(), effort.times(), effort.messages());
    out.line(
        "each pair. They sign while the node works, so a message costs more here than above. Over"
            + " WebSocket and NATS each message is also delivered to");
    out.line(
        "both sides; over HTTP nobody listens. Bytes are all that an agent sends for a message: its"
            + " envelope and what is around it.");
    out.line("");
    out.line(
        "| Way | CPU time of the node a message | to HTTP | A CPU-second of the node | A second on the"
            + " wall | Bytes sent a message | p50 | p99 |");
    out.line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Wires.Outcome outcome : ways.wires()) {
      out.line(
          "| %s | %s | %s | %,.0f | %,.0f | %,.0f | %s | %s |",
          outcome.way().title(),
          Markdown.micros(outcome.micros()),
          times(outcome.micros() / over(Way.REQUESTS).orElseThrow().micros()),
          1e6 / outcome.micros(),
          outcome.perSecond(),
          outcome.bytes(),
          Markdown.millis(outcome.latencies().quantile(0.5)),
          Markdown.millis(outcome.latencies().quantile(0.99)));
    }
    out.line("");
    over(Way.QUEUE)
        .ifPresent(
            queue ->
                out.line(
                    "The NATS server takes another %s of CPU time a message.",
                    Markdown.micros(queue.microsBeside())));
    ways.noQueue().ifPresent(reason -> out.line("NATS was not measured: %s.", reason));
    out.line(
        "What MessagePack saves in each kind of session is in [messagepack.md](messagepack.md).");
    out.line("");
  }

  private Optional<Wires.Outcome> over(Way way) {
    return ways.wires().stream().filter(outcome -> outcome.way() == way).findFirst();
  }

  private void fanOut() {
    double message = over(Way.REQUESTS).orElseThrow().micros();
    out.line("### A message to many readers");
    out.line("");
    out.line(
        "%d pairs haggle over HTTP, and each session has so many connections that hear all of it. What"
            + " the same messages cost with nobody listening is measured in turn and taken off.",
        ways.effort().fanOut().pairs());
    out.line("");
    out.line(
        "| Readers of each session | By | CPU time of the node a delivery | of a message over HTTP |"
            + " Deliveries a second |");
    out.line("| ---: | --- | ---: | ---: | ---: |");
    for (FanOut.Outcome outcome : ways.fanOut()) {
      out.line(
          "| %d | %s | %s | %s | %,.0f |",
          outcome.readers(),
          outcome.means().title(),
          Markdown.micros(outcome.micros()),
          Markdown.percent(outcome.micros() / message),
          outcome.perSecond());
    }
    out.line("");
  }

  private void trips() {
    List<Trip> trips = ways.trips().trips();
    double probe = median(trip(Trip.Route.HEALTH).orElseThrow());
    out.line("### Calls of tools and tasks");
    out.line("");
    out.line(
        "One caller with one connection on each route, %,d calls of each, some of one and then some of"
            + " the next. Servers are processes of their own;",
        ways.effort().trips().calls());
    out.line(
        "`parley mcp` runs as the launcher runs it. Both agents of A2A do the same: a state, an artifact"
            + " in two pieces, and the whole task as the answer.");
    out.line("");
    out.line("| There and back | p50 | p99 | p50 to the probe's |");
    out.line("| --- | ---: | ---: | ---: |");
    for (Trip trip : trips) {
      out.line(
          "| %s | %s | %s | %s |",
          trip.route().title(),
          Markdown.millis(trip.took().quantile(0.5)),
          Markdown.millis(trip.took().quantile(0.99)),
          times(median(trip) / probe));
    }
    out.line("");
    Optional<Trip> ours = trip(Trip.Route.OUR_TASK);
    Optional<Trip> theirs = trip(Trip.Route.THEIR_TASK);
    if (ours.isPresent() && theirs.isPresent()) {
      out.line(
          "`SendMessage` to ours takes %s of the time that it takes to the JavaScript SDK's (p50).",
          Markdown.percent(median(ours.get()) / median(theirs.get())));
    }
    ways.trips().missing().forEach(reason -> out.line("Not measured: %s.", reason));
    out.line("");
  }

  private Optional<Trip> trip(Trip.Route route) {
    return ways.trips().trips().stream().filter(trip -> trip.route() == route).findFirst();
  }

  private static double median(Trip trip) {
    return trip.took().quantile(0.5).toNanos();
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}

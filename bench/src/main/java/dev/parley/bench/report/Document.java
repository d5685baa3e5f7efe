package dev.parley.bench.report;

import static dev.parley.bench.report.Markdown.micros;
import static dev.parley.bench.report.Markdown.millis;
import static dev.parley.bench.report.Markdown.percent;

import dev.parley.bench.load.Growth;
import dev.parley.bench.parts.Parts;
import dev.parley.bench.parts.Probes;
import dev.parley.bench.parts.Specimen;
import dev.parley.bench.transcript.VerifyRun;
import java.time.Duration;
import java.util.List;

/// Writes figures as the page that publishes them.
public final class Document {
  private final Markdown out = new Markdown();
  private final Figures figures;

  private Document(Figures figures) {
    this.figures = figures;
  }

  /// Writes the page.
  ///
  /// @param figures what was measured
  /// @return Markdown
  public static String of(Figures figures) {
    Document document = new Document(figures);
    document.opening();
    document.message();
    document.verification();
    document.growth();
    document.out.add(
        PagesSection.of(
            new PagesSection.Measured(figures.machine(), figures.after(), figures.pages())));
    document.out.add(WaysSection.of(figures.ways()));
    document.operations();
    return document.out.toString();
  }

  private void opening() {
    Machine machine = figures.machine();
    line("# Performance");
    line("");
    line(
        "Written by `./parley bench report --write docs/performance.md` on %s; all figures are of that"
            + " one run, unless a section says otherwise. CPU time is user",
        machine.date());
    line(
        "and system time of the process in question. What depends on the disk, or on who else is on the machine, stands"
            + " beside a probe of the same run. No test depends on any of it.");
    line("");
    line("| | |");
    line("| --- | --- |");
    line("| Processor | %s, %d cores |", machine.processor(), machine.cores());
    line("| System | %s |", machine.system());
    line("| JDK | %s |", machine.jdk());
    line("| Signatures by | %s |", figures.before().provider());
    line(
        "| One Ed25519 check, bare | %s before the load, %s after |",
        micros(figures.before().ed25519()), micros(figures.after().ed25519()));
    line(
        "| One P-256 check, bare | %s before, %s after |",
        micros(figures.before().p256()), micros(figures.after().p256()));
    line(
        "| `fdatasync` of 16 KiB | %s before; %s after |",
        syncs(figures.before()), syncs(figures.after()));
    line("");
  }

  private static String syncs(Probes probes) {
    return "p50 " + millis(probes.sync()) + ", p99 " + millis(probes.slowSync());
  }

  private void message() {
    Parts parts = figures.parts();
    line("## A durable message");
    line("");
    line(
        "%,d pairs of agents hold whole signed sessions with a real node process (`parley serve`), one"
            + " message of each in flight:",
        figures.shape().pairs());
    line(
        "invitation, identities, %d offers, commitment, deliveries, close. A message counts when its"
            + " answer has been read, which is after it is",
        figures.shape().counters() + 1);
    line("on the disk. Each carries two proofs: the request's and its own.");
    line("");
    line("| Part, measured alone | CPU time |");
    line("| --- | ---: |");
    row("HTTP: the web server receives and answers, nothing else", parts.http());
    row("The request's DPoP proof, read and verified (ES256)", parts.requestProof());
    row("Strict reading and decoding", parts.read());
    row("Canonical form and SHA-256", parts.hash());
    row("The message's signature (Ed25519)", parts.signature());
    row("The message's DPoP proof, read and verified (ES256)", parts.messageProof());
    row("The session machine", parts.apply());
    row("Its rows in the store with all effects, and its share of the commit", parts.store());
    line("| **Sum** | **%s** |", micros(parts.sum()));
    line("| **The whole node, measured** | **%s** |", micros(perMessage()));
    line("");
    line("| | |");
    line("| --- | --- |");
    line("| Messages accepted | %,d |", figures.load().accepted());
    line("| **A CPU-second of the node** | **%,.0f** |", figures.load().perCpuSecond());
    line(
        "| Of what the sum of the parts allows | %s (the bar is %s) |",
        percent(figures.loadShare()), percent(Figures.LOAD_BAR));
    line(
        "| A second on the wall | %,.0f, with the load from the same machine |",
        figures.load().perSecond());
    line(
        "| From request to answer | p50 %s, p99 %s; the disk's p99 alone is %s |",
        millis(figures.load().latencies().quantile(0.5)),
        millis(figures.load().latencies().quantile(0.99)),
        millis(figures.after().slowSync()));
    line("");
    double proofs =
        parts.requestProof().plus(parts.signature()).plus(parts.messageProof()).toNanos();
    line(
        "The bottleneck is the three signature checks: %s of the sum. What the node adds to its parts"
            + " is %s a message:",
        percent(proofs / parts.sum().toNanos()), micros(perMessage().minus(parts.sum())));
    line("threads that change hands, routing, token, limits, the lock of the session, garbage.");
    line("");
  }

  private Duration perMessage() {
    return Duration.ofNanos(Math.round(1e9 / figures.load().perCpuSecond()));
  }

  private void verification() {
    line("## A transcript");
    line("");
    line(
        "`parley verify` of %,d messages, %d threads: %s of CPU time a message (best of %d), %s on"
            + " the wall. The two bare signature",
        figures.verification().messages(),
        figures.verification().threads(),
        micros(figures.verification().cpu()),
        VerifyRun.PASSES,
        micros(figures.verification().wall()));
    line(
        "checks take %s in the same process, pass by pass in turn, so it runs at %s of the rate of the"
            + " bare checks on each core (the bar is %s).",
        micros(figures.verification().bare()),
        percent(figures.verification().share()),
        percent(Figures.VERIFICATION_BAR));
    line(
        "Strict reading, canonical form and hash, and the machine take %s by the parts above, and"
            + " nobody who verifies can do without: the most",
        micros(figures.unavoidable()));
    line("that is possible here is %s.", percent(figures.verificationCeiling()));
    line("");
  }

  private void growth() {
    line("## When there is more of everything");
    line("");
    line(
        "CPU time of the node for one message, ten pairs of agents with one message each in flight.");
    line("");
    table("Messages of each session up to", figures.ofLength());
    line(
        "Sessions grow %d times from their first message on; of each window the least counts.",
        Growth.Effort.FULL.times());
    line("");
    table("Open sessions, one drawn at random for each message", figures.ofSessions());
    line(
        "The bar is %s for the last row. The first still pays for the node's compiler.",
        percent(Figures.GROWTH_BAR));
    line("");
  }

  private void table(String what, List<Growth.Point> points) {
    line("| %s | CPU time a message | over the least |", what);
    line("| ---: | ---: | ---: |");
    for (Growth.Point point : points) {
      line(
          "| %,d | %s | %+.0f %% |",
          point.size(), micros(point.cost()), 100 * Figures.over(points, point));
    }
    line("");
  }

  private void operations() {
    line("## Single operations");
    line("");
    line("JMH, average time on the wall of one thread, for a counter-offer of %,d bytes.", bytes());
    line("");
    line("| Operation | µs | ± |");
    line("| --- | ---: | ---: |");
    figures
        .micro()
        .timings()
        .forEach(
            timing ->
                line(
                    "| `%s` | %.2f | %.2f |", timing.operation(), timing.micros(), timing.error()));
  }

  private static int bytes() {
    return Specimen.counterOffer().bytes().length;
  }

  private void row(String part, Duration cost) {
    line("| %s | %s |", part, micros(cost));
  }

  private void line(String format, Object... arguments) {
    out.line(format, arguments);
  }
}

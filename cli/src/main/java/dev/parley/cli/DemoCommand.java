package dev.parley.cli;

import dev.parley.cli.Child.News;
import dev.parley.cli.demo.Buyer;
import dev.parley.client.ParleyException;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.client.transcript.Verdict.Requirement;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Money;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley demo`: a node and two agents in three processes, one session from the first word to the
/// verified transcript.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Shows the whole thing: starts a node and two agents, three processes on free ports; they find"
          + " each other, negotiate, commit, deliver, pay and close. Then the transcript is verified"
          + " as a stranger would do it.",
      "Exit code 0: they came to an end and the transcript holds. 1: something failed."
    })
final class DemoCommand implements Callable<Integer> {
  /// What the buyer wants, so that its account has what it may cost.
  private static final BigDecimal HOURS = BigDecimal.valueOf(Buyer.HOURS);

  /// Which story is told.
  enum Scenario {
    /// A deal that is kept.
    trade,
    /// A promise that is broken.
    breach,
    /// A debtor that tries every way out.
    doors,
    /// A quarrel that judges decide.
    panel,
    /// Sealed bids of three.
    auction,
    /// An auditor and a deputy, each with its limits.
    delegation,
    /// Tools by MCP and work by A2A, under one commitment.
    stack
  }

  @Option(
      names = "--scenario",
      paramLabel = "STORY",
      defaultValue = "trade",
      description = {
        "trade: a deal from the first word to the payment.",
        "breach: a promise that is not kept, the dispute that the node files, its ruling, and what"
            + " it costs in money and trust.",
        "doors: a debtor that tries every way out of its promise.",
        "panel: a quarrel that no record decides, three judges whom neither side chose, and seven"
            + " others who overturn their ruling.",
        "auction: sealed bids of three carriers, opened together; all vote for the end.",
        "delegation: an auditor who may ask and a deputy who may sign, each held to its limits.",
        "stack: tools called by MCP and work handed out by A2A, inside a session that binds both.",
        "In breach, doors and panel the clock of the node is moved by hand, which the node says in"
            + " its card and in the transcript.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Scenario scenario = Scenario.trade;

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = "Where to write the transcript. Default: a temporary file.")
  private Optional<Path> transcript = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the node's store and the agents' keys here, for a look or another run.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "PRICE",
      defaultValue = "2.60",
      description = "The most that the buyer pays for an hour. Default: ${DEFAULT-VALUE}.")
  private BigDecimal limit = BigDecimal.ZERO;

  @Option(
      names = "--floor",
      paramLabel = "PRICE",
      defaultValue = "2.10",
      description = "The least that the seller takes for an hour. Default: ${DEFAULT-VALUE}.")
  private BigDecimal floor = BigDecimal.ZERO;

  @Mixin private OutputOptions options = new OutputOptions();

  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private final List<Child> children = new ArrayList<>();

  DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Output output = options.output();
    Path folder = data.isPresent() ? Files.createDirectories(data.get()) : temporary();
    Path file = transcript.orElseGet(() -> folder.resolve(StoryProof.TRANSCRIPT));
    Thread atExit = new Thread(this::end, "parley-demo-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean held = false;
    try {
      held =
          switch (scenario) {
            case trade, auction, delegation, stack -> play(output, folder, file, start);
            case breach, doors, panel -> story(output, folder, file);
          };
    } finally {
      end();
      if (data.isEmpty()) {
        delete(folder, held && transcript.isEmpty() ? StoryProof::keeps : _ -> false);
      }
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    return held ? Parley.SUCCESS : Parley.FAILURE;
  }

  private boolean play(Output output, Path folder, Path file, long start) throws IOException {
    DemoRun.Outcome outcome = run(output, folder, file);
    Verdict verdict = verify(file, outcome.node());
    tell(output, file, outcome, verdict, System.nanoTime() - start);
    return verdict.meets(Requirement.ANCHORED) && verdict.messages() == outcome.messages();
  }

  private boolean story(Output output, Path folder, Path file) throws IOException {
    Child node = node(folder, virtual(folder));
    StoryOutcome outcome;
    try (StoryStage stage = new StoryStage(output, folder, news)) {
      outcome =
          switch (scenario) {
            case breach -> BreachRun.play(stage, file);
            case doors -> DoorsRun.play(stage, file);
            case panel -> PanelRun.play(stage, file);
            case trade, auction, delegation, stack ->
                throw new IllegalStateException("not told on this stage");
          };
    } catch (ParleyException e) {
      throw Failures.of(e);
    }
    node.finish();
    Verdict verdict = verify(file, outcome.node());
    return new StoryProof(output, file, verdict).told(outcome);
  }

  private List<String> virtual(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--clock", "virtual"));
    if (scenario == Scenario.panel) {
      Path configuration = Files.writeString(folder.resolve("node.yaml"), Market.configuration());
      arguments.addAll(List.of("--config", configuration.toString()));
    }
    return arguments;
  }

  private Child node(Path folder, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--dev",
                "--json",
                "--until-eof",
                "--port",
                "0",
                "--data",
                folder + "/node"));
    arguments.addAll(more);
    return child("Node", arguments);
  }

  private DemoRun.Outcome run(Output output, Path folder, Path file) {
    Cast cast =
        switch (scenario) {
          case auction -> Cast.auction();
          case delegation -> Cast.delegation();
          case stack -> Cast.stack();
          case trade, breach, doors, panel ->
              Cast.trade(limit, floor, limit.multiply(HOURS).setScale(2, RoundingMode.UP));
        };
    Child node = node(folder, List.of());
    Map<Child, AgentUri> agents = new LinkedHashMap<>();
    for (Cast.Role role : cast.roles()) {
      boolean last = role.equals(cast.roles().getLast());
      agents.put(
          agent(role, folder, last ? List.of("--transcript", file.toString()) : List.of()),
          role.part().agent());
    }
    DemoRun.Funding funding =
        new DemoRun.Funding(cast.roles().getLast().part().agent(), new Money(cast.funds(), "USD"));
    DemoRun run = new DemoRun(output, node, agents, funding, news);
    try {
      return run.run(cast);
    } catch (ParleyException e) {
      throw Failures.of(e);
    } finally {
      run.abandon();
    }
  }

  private Child agent(Cast.Role role, Path folder, List<String> more) {
    String name = role.part().title();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "demo-agent",
                role.part().name(),
                "--keys",
                folder.resolve(name.toLowerCase(Locale.ROOT) + ".json").toString(),
                "--price",
                role.price().toPlainString()));
    arguments.addAll(more);
    return child(name, arguments);
  }

  private synchronized Child child(String name, List<String> arguments) {
    Child child = Child.start(name, arguments, news);
    children.add(child);
    return child;
  }

  /// Whatever happens, no process stays behind; each is ended by its id.
  private synchronized void end() {
    Child.closeAll(children);
  }

  private static Verdict verify(Path file, Hash node) throws IOException {
    TranscriptVerifier verifier =
        new TranscriptVerifier(
            CryptoProviders.verifying().verifier(), Runtime.getRuntime().availableProcessors());
    try (InputStream in = Files.newInputStream(file)) {
      return verifier.verify(in, new Pin.CardHash(node), (_, _) -> {});
    }
  }

  private static void tell(
      Output output, Path file, DemoRun.Outcome outcome, Verdict verdict, long nanos) {
    output.json(
        VerdictReport.json(verdict, Requirement.ANCHORED)
            .with("event", "verified")
            .with("transcript", file.toString())
            .with("nodeCard", outcome.node().text())
            .with("elapsedMs", nanos / 1_000_000));
    if (!output.isJson()) {
      new DemoTeller(output).proof(sentences(outcome, verdict));
      VerdictReport.say(output, file, verdict, Requirement.ANCHORED);
      output.say();
      output.say("The transcript lies in " + file + "; anybody can check it:");
      output.say("  ./parley verify " + file);
      output.say("Change one character of it and try again. (%.1f s)".formatted(nanos / 1e9));
    }
  }

  private static List<String> sentences(DemoRun.Outcome outcome, Verdict verdict) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "All agents hold the same %d messages, hash by hash.".formatted(outcome.messages()));
    List<Commitment> commitments =
        verdict.state().said().map(talk -> talk.promises().all()).orElse(List.of());
    if (commitments.isEmpty()) {
      sentences.add("They did not agree, and nobody owes anything: that is proven too.");
    }
    for (Commitment commitment : commitments) {
      commitment
          .obligations()
          .forEach(
              owed ->
                  sentences.add(
                      "%s: %s. %s"
                          .formatted(
                              owed.debtor(),
                              owed.terms().action(),
                              owed.status() == ObligationStatus.FULFILLED
                                  ? "Kept, and signed for by the other side."
                                  : owed.status().name())));
    }
    return sentences;
  }

  private static Path temporary() throws IOException {
    return Files.createTempDirectory("parley-demo-");
  }

  private static void delete(Path folder, Predicate<Path> kept) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    List<Path> stay = all.stream().filter(kept).toList();
    for (Path each : all) {
      if (stay.stream().noneMatch(path -> path.startsWith(each))) {
        Files.deleteIfExists(each);
      }
    }
  }
}

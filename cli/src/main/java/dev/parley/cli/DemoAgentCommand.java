package dev.parley.cli;

import dev.parley.cli.demo.Auditor;
import dev.parley.cli.demo.Buyer;
import dev.parley.cli.demo.Carrier;
import dev.parley.cli.demo.Deputy;
import dev.parley.cli.demo.Journal;
import dev.parley.cli.demo.Principal;
import dev.parley.cli.demo.Provider;
import dev.parley.cli.demo.Purchaser;
import dev.parley.cli.demo.Seller;
import dev.parley.cli.demo.Shipper;
import dev.parley.cli.demo.Supplier;
import dev.parley.client.Agent;
import dev.parley.client.CardDraft;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.SessionId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// One of the agents of `parley demo`, as a process of its own. It waits on standard input for the
/// node's address and ends when that input ends; what happens is told on standard output.
@Command(
    name = "demo-agent",
    hidden = true,
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "An agent of the demo; started by 'parley demo'.")
final class DemoAgentCommand implements Callable<Integer> {

  /// What the agent does.
  enum Part {
    BUYER("Alpha", "agent://acme.example/procurement/alpha"),
    SELLER("Beta", "agent://cloudprime.example/gpu/beta"),
    SHIPPER("Alpha", "agent://acme.example/shipping/alpha"),
    RHINE("Beta", "agent://rhinecargo.example/freight/beta"),
    RHONE("Gamma", "agent://rhonelines.example/freight/gamma"),
    ALPS("Delta", "agent://alpstransit.example/freight/delta"),
    PRINCIPAL("Alpha", "agent://acme.example/procurement/alpha"),
    PROVIDER("Beta", Principal.PROVIDER.text()),
    AUDITOR("Gamma", Principal.AUDITOR.text()),
    DEPUTY("Delta", Principal.DEPUTY.text()),
    PURCHASER("Alpha", "agent://acme.example/procurement/alpha"),
    SUPPLIER("Beta", "agent://cratehouse.example/warehouse/beta");

    private final String title;
    private final String agent;

    Part(String title, String agent) {
      this.title = title;
      this.agent = agent;
    }

    /// How it is called in the story.
    String title() {
      return title;
    }

    AgentUri agent() {
      return new AgentUri(agent);
    }

    private String organisation() {
      String domain = agent().domain();
      return "org_" + domain.substring(0, domain.indexOf('.'));
    }

    private CardDraft card() {
      CardDraft named = CardDraft.named(title);
      return switch (this) {
        case BUYER -> named.of("ACME").describedAs("Buys computing time for ACME.");
        case SELLER ->
            named
                .of("CloudPrime")
                .describedAs("Sells GPU hours of CloudPrime.")
                .offering(Buyer.CAPABILITY);
        case SHIPPER -> named.of("ACME").describedAs("Has loads carried for ACME.");
        case RHINE -> named.of("Rhine Cargo").offering(Shipper.CAPABILITY);
        case RHONE -> named.of("Rhône Lines").offering(Shipper.CAPABILITY);
        case ALPS -> named.of("Alps Transit").offering(Shipper.CAPABILITY);
        case PRINCIPAL -> named.of("ACME").describedAs("Has records analysed for ACME.");
        case PROVIDER -> named.of("CloudPrime").describedAs("Analyses records.");
        case AUDITOR -> named.of("Auditors").describedAs("Audits the processing of data.");
        case DEPUTY -> named.of("ACME").describedAs("Signs for ACME.");
        case PURCHASER -> named.of("ACME").describedAs("Buys packaging for ACME.");
        case SUPPLIER ->
            named
                .of("Cratehouse")
                .describedAs("Sells crates from its warehouse.")
                .offering(Supplier.CAPABILITY);
      };
    }
  }

  @Parameters(paramLabel = "PART", description = "One of ${COMPLETION-CANDIDATES}.")
  private Part part = Part.BUYER;

  @Option(names = "--keys", required = true, description = "Its key file; made when missing.")
  private Path keys = Path.of("");

  @Option(names = "--price", required = true, description = "The price that matters to it.")
  private BigDecimal price = BigDecimal.ZERO;

  @Option(names = "--transcript", description = "Where to write the transcript at the end.")
  private Optional<Path> transcript = Optional.empty();

  DemoAgentCommand() {}

  @Override
  public Integer call() throws IOException {
    Output output =
        new Output(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, false, StandardCharsets.UTF_8),
            Output.Shape.JSON,
            Palette.PLAIN,
            Palette.PLAIN);
    KeyFile file =
        Files.exists(keys)
            ? KeyFile.open(keys)
            : KeyFile.create(keys, part.agent(), part.organisation(), part.card());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Optional<URI> node = node(in.readLine());
    if (node.isEmpty()) {
      return Parley.FAILURE;
    }
    Thread.ofPlatform().daemon().start(() -> endWith(in));
    try (NodeConnection connection = NodeConnection.to(node.get())) {
      Agent agent = Agent.at(connection, file);
      Journal journal = new Journal(output::json);
      SessionId session = played(agent, file, node.get(), journal);
      transcript.ifPresent(
          path -> TranscriptCommand.write(path, o -> agent.transcript(session, o)));
      output.json(
          JsonObject.builder()
              .put("event", "finished")
              .put("sessionId", session.toString())
              .build());
    }
    return Parley.SUCCESS;
  }

  private SessionId played(Agent agent, KeyFile file, URI node, Journal journal)
      throws IOException {
    return switch (part) {
      case BUYER -> new Buyer(agent, price, "job-" + UUID.randomUUID(), journal).buy();
      case SELLER -> new Seller(agent, price, journal).sell();
      case SHIPPER -> new Shipper(agent, price, journal).ship();
      case RHINE, RHONE, ALPS -> new Carrier(agent, price, journal).carry();
      case PRINCIPAL -> new Principal(agent, journal).deal();
      case PROVIDER -> new Provider(agent, journal).deal();
      case AUDITOR -> new Auditor(agent, journal).audit();
      case DEPUTY -> new Deputy(agent, journal).sign();
      case PURCHASER -> new Purchaser(agent, node, price, journal).buy();
      case SUPPLIER -> new Supplier(agent, file, node, price, journal).supply();
    };
  }

  private static Optional<URI> node(@Nullable String line) {
    byte[] bytes = line == null ? new byte[0] : line.getBytes(StandardCharsets.UTF_8);
    return StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        ? json.string("node").map(URI::create)
        : Optional.empty();
  }

  /// When the parent is gone nobody needs this process.
  private static void endWith(BufferedReader in) {
    try {
      while (in.readLine() != null) {}
    } catch (IOException _) {
      // The same as its end.
    }
    Runtime.getRuntime().halt(Parley.FAILURE);
  }
}

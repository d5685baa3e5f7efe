package dev.parley.cli;

import dev.parley.cli.demo.Buyer;
import dev.parley.cli.demo.Journal;
import dev.parley.cli.demo.Seller;
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

/// One of the two agents of `parley demo`, as a process of its own. It waits on standard input for
/// the node's address and ends when that input ends; what happens is told on standard output.
@Command(
    name = "demo-agent",
    hidden = true,
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "An agent of the demo; started by 'parley demo'.")
final class DemoAgentCommand implements Callable<Integer> {

  /// What the agent does.
  enum Part {
    BUYER("agent://acme.example/procurement/alpha", "org_acme"),
    SELLER("agent://cloudprime.example/gpu/beta", "org_cloudprime");

    private final String agent;
    private final String org;

    Part(String agent, String org) {
      this.agent = agent;
      this.org = org;
    }

    AgentUri agent() {
      return new AgentUri(agent);
    }

    private CardDraft card() {
      return switch (this) {
        case BUYER ->
            CardDraft.named("Alpha").of("ACME").describedAs("Buys computing time for ACME.");
        case SELLER ->
            CardDraft.named("Beta")
                .of("CloudPrime")
                .describedAs("Sells GPU hours of CloudPrime.")
                .offering(Buyer.CAPABILITY);
      };
    }
  }

  @Parameters(paramLabel = "PART", description = "buyer or seller")
  private Part part = Part.BUYER;

  @Option(names = "--keys", required = true, description = "Its key file; made when missing.")
  private Path keys = Path.of("");

  @Option(names = "--price", required = true, description = "The worst price that it agrees to.")
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
            : KeyFile.create(keys, part.agent(), part.org, part.card());
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
      SessionId session =
          switch (part) {
            case BUYER -> new Buyer(agent, price, "job-" + UUID.randomUUID(), journal).buy();
            case SELLER -> new Seller(agent, price, journal).sell();
          };
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

package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Signer;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.mcp.Desk;
import dev.parley.mcp.Limits;
import dev.parley.mcp.McpOverHttp;
import dev.parley.mcp.McpOverStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley mcp`: an agent's sessions as tools of the Model Context Protocol.
@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Gives a host of a language model (MCP) the tools to find agents, negotiate, commit, deliver"
          + " and close in the name of one agent.",
      "It speaks on standard input and output, or with --http on a port of this machine.",
      "What the model may bind the agent's principal to is said here and nowhere else. Without any"
          + " limit, whatever binds has to be approved by a person."
    })
final class McpCommand implements Callable<Integer> {
  @Option(
      names = "--keys",
      paramLabel = "FILE",
      required = true,
      description = "The agent's key file, made by 'parley agent keygen'.")
  private Path keys = Path.of("");

  @Option(
      names = "--node",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8470",
      description = "The node. Default: ${DEFAULT-VALUE}.")
  private URI node;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Listen on this port of 127.0.0.1 instead; 0: a free one.")
  private Optional<Integer> http = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description = "With --http: callers have to bring what stands in this file (Bearer).")
  private Optional<Path> token = Optional.empty();

  @Option(
      names = "--until-eof",
      hidden = true,
      description = "With --http: end when standard input ends.")
  private boolean untilEof;

  @Mixin private MandateOptions mandate = new MandateOptions();

  @Spec private CommandSpec spec;

  McpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Optional<JsonObject> stated = mandate.limits();
    Optional<String> secret = token.map(McpCommand::secret);
    KeyFile file = KeyFile.open(keys);
    Instant now = Timestamp.whole(InstantSource.system().instant());
    Limits limits = limits(stated, file.agentId(), file.keys().signer(), now);
    try (NodeConnection connection = AgentAtNode.connection(spec, node)) {
      Agent agent = Agent.at(connection, file);
      agent.card();
      try (Desk desk = new Desk(agent, limits, InstantSource.system())) {
        serve(desk, agent.id(), limits, secret);
      }
    }
    return Parley.SUCCESS;
  }

  private static Limits limits(
      Optional<JsonObject> stated, AgentUri agent, Signer signer, Instant now) {
    if (stated.isEmpty()) {
      return Limits.approvingEverything(agent, now, signer);
    }
    return switch (Limits.decode(stated.get(), agent, now, signer)) {
      case Decoded.Valid<Limits>(Limits limits) -> limits;
      case Decoded.Refused<Limits>(Refusal refusal) ->
          throw new CommandFailure(
              "mandate",
              "the limits are not understood: " + refusal.message(),
              "docs/mcp.md says what they look like.");
    };
  }

  private static String secret(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.length() >= 16 && text.chars().allMatch(c -> c > ' ' && c < 127)) {
        return text;
      }
    } catch (IOException _) {
      // The same as a file without a token in it.
    }
    throw new CommandFailure(
        "token",
        file + " has no token of 16 visible characters or more",
        "Make one: openssl rand -hex 32 > " + file);
  }

  private void serve(Desk desk, AgentUri agent, Limits limits, Optional<String> secret)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "parley: "
            + agent
            + limits
                .stated()
                .map(stated -> ", within " + stated)
                .orElse(", without a mandate: whatever binds has to be approved"));
    err.flush();
    if (http.isPresent()) {
      overHttp(desk, http.get(), secret);
      return;
    }
    PrintStream protocol = System.out;
    // Nothing but the protocol may reach the host, whoever else in this process prints something.
    System.setOut(System.err);
    try {
      McpOverStreams.serve(desk, System.in, protocol);
    } finally {
      System.setOut(protocol);
    }
  }

  private void overHttp(Desk desk, int port, Optional<String> secret) throws InterruptedException {
    try (McpOverHttp server = McpOverHttp.start(desk, port, secret)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("MCP at " + server.address());
      out.flush();
      if (untilEof) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        untilTold();
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "listen",
          String.valueOf(e.getMessage()),
          "Is something else running there? Choose another port with --http, or 0.");
    }
  }

  /// Until Ctrl-C or SIGTERM; what is open is closed before the process ends.
  private static void untilTold() throws InterruptedException {
    Thread self = Thread.currentThread();
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  told.countDown();
                  try {
                    self.join(5_000);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                }));
    told.await();
  }
}

package dev.parley.cli;

import dev.parley.cli.Palette.Ink;
import dev.parley.cli.queue.NodeQueue;
import dev.parley.console.Console;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.json.JsonObject;
import dev.parley.nats.Broker;
import dev.parley.nats.QueueSettings;
import dev.parley.server.Node;
import dev.parley.server.config.ConfigurationException;
import dev.parley.server.config.ConfigurationReader;
import dev.parley.server.config.Mode;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.Queue;
import dev.parley.server.config.Setting;
import dev.parley.server.store.StoreFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `parley serve`: runs a node until the process is told to end.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Runs a node. With --dev it needs no configuration: plain HTTP on this machine, agents of"
          + " .example, .test and localhost register freely.",
      "Without --dev it needs a configuration with a domain, a data directory and a certificate;"
          + " environment variables PARLEY_… stand over the file, options over both.",
      "Its log goes to standard error. SIGTERM and Ctrl-C end it in order."
    })
final class ServeCommand implements Callable<Integer> {

  @Option(names = "--dev", description = "For development on this machine.")
  private boolean dev;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration, a YAML file.")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--port", paramLabel = "PORT", description = "Where to listen; 0: a free port.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where to keep everything. With --dev: a temporary folder by default.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--domain", paramLabel = "DOMAIN", description = "The node's domain.")
  private Optional<String> domain = Optional.empty();

  @Option(
      names = "--clock",
      paramLabel = "KIND",
      description = "real, or with --dev virtual or x3600: evidence then counts nowhere else.")
  private Optional<String> clock = Optional.empty();

  @Option(
      names = "--nats",
      paramLabel = "URL",
      description = {
        "A NATS server with JetStream, to take messages from besides HTTP.",
        "With a user and a password, rather in PARLEY_NATS_URL than here."
      })
  private Optional<String> nats = Optional.empty();

  @Option(
      names = "--until-eof",
      hidden = true,
      description = "End when standard input ends, as it does when the parent is gone.")
  private boolean untilEof;

  @Mixin private OutputOptions options = new OutputOptions();

  ServeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Output output = options.output();
    NodeConfiguration configuration = configuration();
    Optional<Broker> broker = configuration.queue().map(ServeCommand::broker);
    Console console = new Console();
    try (Node node = started(configuration, console);
        NodeQueue _ = queue(output, broker, node)) {
      say(output, node, broker, console);
      if (untilEof) {
        // Not a virtual thread: reading a file or a pipe would keep one of the few carriers busy.
        Thread.ofPlatform().daemon().start(() -> closeAtEnd(System.in, node));
      }
      node.serve();
    }
    return Parley.SUCCESS;
  }

  private static Broker broker(Queue queue) {
    try {
      return new Broker(queue.server(), queue.credentials());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "configuration",
          "nats.url (PARLEY_NATS_URL, --nats) does not do: " + e.getMessage(),
          "Correct it and start again.");
    }
  }

  private static NodeQueue queue(Output output, Optional<Broker> broker, Node node) {
    try {
      return NodeQueue.start(broker, QueueSettings.DEFAULT, node, output::remark);
    } catch (IllegalStateException e) {
      throw new CommandFailure(
          "nats",
          String.valueOf(e.getMessage()),
          "Give each node an account of its own on the NATS server.");
    }
  }

  private Node started(NodeConfiguration configuration, Console console) {
    try {
      return Node.start(configuration, console);
    } catch (ConfigurationException e) {
      throw wrong(e);
    } catch (StoreFailure e) {
      throw new CommandFailure(
          "store",
          String.valueOf(e.getMessage()),
          "Stop the other node, or name another folder with --data; parley doctor looks closer.");
    } catch (UncheckedIOException e) {
      throw new CommandFailure(
          "listen",
          String.valueOf(e.getMessage()),
          "Is another node running? Choose another port with --port, or 0 for a free one.");
    }
  }

  private CommandFailure wrong(ConfigurationException e) {
    return new CommandFailure(
        "configuration",
        String.valueOf(e.getMessage()),
        dev
            ? "Correct it and start again."
            : "Correct it and start again; to try things out on this machine, use --dev.");
  }

  private NodeConfiguration configuration() {
    Map<Setting, String> said = new EnumMap<>(Setting.class);
    port.ifPresent(p -> said.put(Setting.PORT, String.valueOf(p)));
    data.ifPresent(d -> said.put(Setting.DATA_DIRECTORY, d.toString()));
    domain.ifPresent(d -> said.put(Setting.DOMAIN, d));
    clock.ifPresent(c -> said.put(Setting.CLOCK, c));
    nats.ifPresent(n -> said.put(Setting.NATS_URL, n));
    try {
      return ConfigurationReader.read(
          dev ? Mode.DEVELOPMENT : Mode.PRODUCTION, config, System.getenv(), said);
    } catch (ConfigurationException e) {
      throw wrong(e);
    }
  }

  private void say(Output output, Node node, Optional<Broker> broker, Console console) {
    JsonObject.Builder ready =
        JsonObject.builder()
            .put("event", "ready")
            .put("url", node.address().toString())
            .put("console", node.address() + Console.PATH)
            .put("domain", node.domain())
            .put("steward", node.steward().text())
            .put("data", node.dataDirectory().toString())
            .put("pid", ProcessHandle.current().pid());
    broker.ifPresent(queue -> ready.put("nats", queue.toString()));
    output.json(ready.build());
    String url = node.address().toString();
    output.say("The node of " + output.paint(Ink.STRONG, node.domain()) + " listens on " + url);
    broker.ifPresent(queue -> output.say("It takes messages from " + queue + " too"));
    if (dev) {
      String kept = data.isPresent() ? "" : ", gone when it ends (keep it with --data)";
      output.say("Its data is in " + node.dataDirectory() + kept);
      console
          .link(new Person("Developer", Role.OPERATOR, new Scope.Node()))
          .ifPresent(path -> output.say("Look at it, signed in once by this link: " + url + path));
      output.say("Make an agent and register it:");
      output.say("  ./parley agent keygen alpha.json --id agent://acme.example/alpha");
      output.say("  ./parley agent register --keys alpha.json --node " + url);
    }
  }

  private static void closeAtEnd(InputStream in, Node node) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // The same as its end.
    }
    node.close();
  }
}

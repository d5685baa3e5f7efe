package dev.parley.cli;

import dev.parley.client.Received;
import dev.parley.client.Session;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.message.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session tail`: the messages of a session as they come.
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Prints the messages of a session and follows it until it ends; each one is verified first.",
    })
final class SessionTailCommand implements Callable<Integer> {
  private static final Duration TURN = Duration.ofSeconds(30);

  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Option(
      names = "--from",
      paramLabel = "POSITION",
      defaultValue = "0",
      description = "Where to begin. Default: ${DEFAULT-VALUE}.")
  private long from;

  @Option(names = "--no-follow", description = "Stop at the last message that is there.")
  private boolean stop;

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionTailCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().joinFrom(id, from)) {
      boolean ended;
      do {
        ended = joined.ended() || stop;
        Optional<Received> next = joined.next(stop ? Duration.ZERO : TURN);
        while (next.isPresent()) {
          show(output, next.get());
          next = joined.next(Duration.ZERO);
        }
      } while (!ended);
      output.say("The session is " + joined.state().name());
    }
    return Parley.SUCCESS;
  }

  private static void show(Output output, Received message) {
    output.json(message.json());
    output.say(MessageLine.of(message.position(), message.acceptedAt(), message.envelope()));
    output.say("        " + output.paint(Palette.Ink.FAINT, CanonicalJson.text(message.body())));
  }
}

package dev.parley.cli;

import dev.parley.client.Received;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley session send`: says something in a session.
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Says something in a session: signs it, sends it, prints what the node recorded.",
      "An id that the body needs and lacks (proposalId, commitmentId, queryId ...) is made."
    })
final class SessionSendCommand implements Callable<Integer> {
  private static final int ATTEMPTS = 5;

  @Mixin private PlannedWords words = new PlannedWords();

  @Option(names = "--to", paramLabel = "AGENT", description = "Who is expected to act.")
  private Optional<String> recipient = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "The last message that you have read: if more has come, nothing is sent.")
  private Optional<Long> read = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionSendCommand() {}

  @Override
  public Integer call() {
    SessionId id = words.session();
    Optional<AgentUri> to = recipient.map(text -> AgentCommand.agent(spec, text));
    Utterance utterance = words.read(to);
    WhenOvertaken policy =
        WhenOvertaken.repeatUnless(ATTEMPTS, m -> read.isPresent() && m.position() > read.get());
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = at.agent().join(id)) {
      SendResult result = joined.send(utterance, policy);
      if (result instanceof SendResult.Overtaken(var meanwhile)) {
        throw new CommandFailure(
            "overtaken",
            "nothing was sent: "
                + meanwhile.getLast().performative()
                + " stands at position "
                + meanwhile.getLast().position(),
            "Read it (./parley session tail " + id + ") and decide again.");
      }
      Received sent = result.orThrow();
      output.json(sent.json());
      output.say(MessageLine.of(sent.position(), sent.acceptedAt(), sent.envelope()));
      output.say("The session is " + joined.state().name());
    }
    return Parley.SUCCESS;
  }
}

package dev.parley.cli;

import dev.parley.client.Received;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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

  @Parameters(index = "0", paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Parameters(
      index = "1",
      paramLabel = "PERFORMATIVE",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Performative performative = Performative.INFORM;

  @Option(
      names = "--body",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "What it says: a JSON object, or @FILE with one, or - for standard input.")
  private String body = "{}";

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
    SessionId id = SessionCommand.session(spec, session);
    Optional<AgentUri> to = recipient.map(text -> AgentCommand.agent(spec, text));
    Utterance utterance =
        new Utterance(
            performative,
            withId(SessionCommand.object(spec, "--body", text())),
            to,
            JsonObject.EMPTY);
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

  private String text() {
    try {
      if (body.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return body.startsWith("@") ? Files.readString(Path.of(body.substring(1))) : body;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--body: cannot read it: " + e, e);
    }
  }

  private JsonObject withId(JsonObject object) {
    return switch (performative) {
      case PROPOSE, COUNTER -> withId(object, "proposalId");
      case COMMIT -> withId(object, "commitmentId");
      case QUERY -> withId(object, "queryId");
      case DELEGATE -> withId(object, "delegationId");
      case ESCALATE -> withId(object, "escalationId");
      case INFORM ->
          object.string("informType").equals(Optional.of("fulfillment"))
              ? withId(object, "fulfillmentId")
              : object;
      case ACCEPT, REJECT, CLARIFY, WITHDRAW, OBSERVE, CLOSE -> object;
    };
  }

  private static JsonObject withId(JsonObject object, String member) {
    String kind = member.substring(0, member.length() - 2).toLowerCase(Locale.ROOT);
    return object.has(member) ? object : object.with(member, kind + "-" + UUID.randomUUID());
  }
}

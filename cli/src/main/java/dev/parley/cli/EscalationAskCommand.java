package dev.parley.cli;

import dev.parley.cli.Table.Side;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Escalate;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Matter;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley escalation ask`: lodges what is planned, and goes on with the decision.
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Asks a person, or a higher agent, whether something may be said, and shows whoever decides"
          + " exactly what.",
      "The session waits until that is decided; what nobody decides in time is refused. With"
          + " --wait it stays until then, and once it is approved says exactly what was shown."
    })
final class EscalationAskCommand implements Callable<Integer> {
  private static final int ATTEMPTS = 5;
  private static final Duration GLANCE = Duration.ofMillis(200);

  @Mixin private PlannedWords words = new PlannedWords();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for whoever decides; everybody in the session reads it.")
  private String reason = "";

  @Option(
      names = "--decider",
      paramLabel = "AGENT",
      description =
          "Who decides. Default: the authorities of the invitation, else the node's operators.")
  private Optional<String> decider = Optional.empty();

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      description =
          "How long there is to decide. Default: what the session says, 24 hours at most.")
  private Optional<Long> within = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to stay for the decision. Default: not at all.")
  private Optional<Long> wait = Optional.empty();

  @Mixin private AgentAtNode who = new AgentAtNode();
  @Mixin private OutputOptions options = new OutputOptions();
  @Spec private CommandSpec spec;

  EscalationAskCommand() {}

  @Override
  public Integer call() {
    SessionId session = words.session();
    Utterance planned = words.read(Optional.empty());
    Utterance ask = ask(planned);
    String id = ask.id().orElseThrow();
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session talk = at.agent().join(session)) {
      Received said = talk.escalate(ask, planned);
      tell(output, said, planned);
      if (wait.isEmpty()) {
        output.say("What was decided, later: " + show(id));
        return Parley.SUCCESS;
      }
      return goOn(output, talk, id, planned, Instant.now().plusSeconds(wait.get()));
    }
  }

  private Utterance ask(Utterance planned) {
    Utterance ask = Say.escalate(reason, planned);
    if (decider.isPresent()) {
      AgentUri to = AgentCommand.agent(spec, decider.get());
      ask = ask.with("to", to.text());
    }
    if (within.isPresent()) {
      ask =
          ask.with(
              "deadline",
              Timestamp.format(Timestamp.whole(Instant.now().plusSeconds(within.get()))));
    }
    return ask;
  }

  private void tell(Output output, Received said, Utterance planned) {
    output.json(said.json().with("planned", planned.body()));
    Escalate escalate = (Escalate) said.message();
    Table table = new Table(Side.LEFT, Side.LEFT);
    table.row("escalation", escalate.escalationId());
    table.row("position", Long.toString(said.position()));
    table.row("planned", planned.performative() + " " + planned.body());
    table.row("hash", said.body().string("bodyHash").orElse(""));
    output.say(table);
  }

  /// Stays until it is decided, or for as long as was said.
  private int goOn(Output output, Session talk, String id, Utterance planned, Instant end) {
    Matter.Escalation.Answer answer = answer(talk, id);
    while (answer == Matter.Escalation.Answer.WAITING
        && !talk.ended()
        && Instant.now().isBefore(end)) {
      talk.next(GLANCE);
      answer = answer(talk, id);
    }
    return switch (answer) {
      case APPROVED -> {
        Received sent = talk.send(planned, WhenOvertaken.repeat(ATTEMPTS)).orThrow();
        output.json(sent.json());
        output.say("Approved, and said:");
        output.say(MessageLine.of(sent.position(), sent.acceptedAt(), sent.envelope()));
        output.say("The session is " + talk.state().name());
        yield Parley.SUCCESS;
      }
      case REFUSED ->
          throw new CommandFailure(
              "refused", "it was refused: nothing was said", "Plan something else.");
      case EXPIRED ->
          throw new CommandFailure(
              "timeout",
              "nobody decided in time, which refuses it: nothing was said",
              "Plan something else, or give more time (--within).");
      case WAITING ->
          throw new CommandFailure(
              "waiting",
              talk.ended() ? "the session has ended" : "nobody has decided yet: nothing was said",
              "Look again (" + show(id) + "), then say exactly that.");
    };
  }

  private static Matter.Escalation.Answer answer(Session talk, String id) {
    return talk.state()
        .said()
        .map(said -> said.matters().get(id))
        .filter(Matter.Escalation.class::isInstance)
        .map(matter -> ((Matter.Escalation) matter).answer())
        .orElse(Matter.Escalation.Answer.WAITING);
  }

  private String show(String id) {
    return "./parley escalation show " + words.session() + " " + id + " --keys FILE";
  }
}

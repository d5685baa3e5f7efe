package dev.parley.cli;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley session accept`: accepts an invitation.
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = "Accepts the invitation to a session and shows this agent's card.")
final class SessionAcceptCommand implements Callable<Integer> {
  private static final int ATTEMPTS = 5;

  @Parameters(paramLabel = "SESSION", description = "The session's id.")
  private String session = "";

  @Mixin private AgentAtNode who = new AgentAtNode();

  @Mixin private OutputOptions options = new OutputOptions();

  @Spec private CommandSpec spec;

  SessionAcceptCommand() {}

  @Override
  public Integer call() {
    SessionId id = SessionCommand.session(spec, session);
    Output output = options.output();
    try (AgentAtNode.Connected at = who.connect();
        Session joined = accepted(at.agent(), id)) {
      output.json(
          JsonObject.builder()
              .put("sessionId", id.toString())
              .put("state", joined.state().name().name())
              .build());
      output.say("Accepted; the session is " + joined.state().name());
      output.say("Next: ./parley session tail " + id + " ...");
    }
    return Parley.SUCCESS;
  }

  private static Session accepted(Agent agent, SessionId id) {
    Session session = agent.join(id);
    Received invitation = session.history().getFirst();
    session.send(Say.accept(invitation), WhenOvertaken.repeat(ATTEMPTS)).orThrow();
    session.showCard();
    return session;
  }
}
